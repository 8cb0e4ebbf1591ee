"""Links in mails: signed with the installation's key and named after a secret of the row.

Nothing that is stored is enough to make one. A link dies with its row, that is when the reader
leaves; the one that confirms also dies by time.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.utils.translation import gettext as _

from portal.digest.models import Subscriber
from portal.errors import refuse

# How long the link that confirms works, and how long the row waits for it.
GOOD_FOR = timedelta(days=3)
_OWN = Signer(salt="portal.digest.own", sep=".")
_CONFIRM = TimestampSigner(salt="portal.digest.confirm", sep=".")


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


def own_token(subscriber: Subscriber) -> str:
    """For the links by which a reader changes the choice or leaves."""
    return _OWN.sign(_name(subscriber))


def confirm_token(subscriber: Subscriber) -> str:
    return _CONFIRM.sign(_name(subscriber))


def by_own_token(token: str) -> Subscriber | None:
    """The row; None when the reader has left.

    Raises:
        ValidationError: NT-09 the link was not made here.
    """
    try:
        return _find(_OWN.unsign(token))
    except BadSignature as error:
        raise _wrong() from error


def by_confirm_token(token: str) -> Subscriber:
    """The row that waits, or waited, for this link.

    Raises:
        ValidationError: NT-09 the link was not made here; NT-10 its time is over, or the row gone.
    """
    over = _("This link is too old or was used; subscribe once more on the page of news by e-mail.")
    try:
        found = _find(_CONFIRM.unsign(token, max_age=GOOD_FOR))
    except SignatureExpired as error:
        raise refuse("NT-10", over) from error
    except BadSignature as error:
        raise _wrong() from error
    if found is None:
        raise refuse("NT-10", over)
    return found


def _name(subscriber: Subscriber) -> str:
    return f"{subscriber.pk}.{subscriber.nonce}"


def _find(name: str) -> Subscriber | None:
    key, _dot, nonce = name.partition(".")
    rows = Subscriber.objects.select_related("site")
    return rows.filter(pk=int(key), nonce=nonce).first()


def _wrong() -> Exception:
    text = _("This link is wrong or incomplete; open it from the mail once more.")
    return refuse("NT-09", text)
