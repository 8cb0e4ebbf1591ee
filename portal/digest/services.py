"""Business acts of readers: subscribe, confirm, choose anew, leave. None needs an account.

Who asks with somebody else's address learns nothing: the answer is the same whether the address is
known, waits, is paused, wants no mails or has had enough of them today.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.digest import addresses, limits, offers, tokens
from portal.digest.models import DigestTopic, Frequency, Subscriber
from portal.digest.tasks import mail_confirmation, mail_known
from portal.errors import refuse
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.models import MemberSite

logger = logging.getLogger(__name__)
State = Subscriber.State


@transaction.atomic
def subscribe(
    *, site: MemberSite, email: str, topics: Iterable[int], frequency: str, consent_text: str
) -> None:
    """Ask the owner of ``email`` by mail whether the news of ``site`` are wanted.

    Args:
        topics: keys of topics that the site offers.
        consent_text: the sentence that was agreed to; empty when it was not.

    Raises:
        ValidationError: NT-01, NT-02 the address; NT-03 no topic; NT-04 one that is not offered;
            NT-05 the rhythm; NT-06 the site sends no mails; NT-08 no consent.
    """
    refuse_closed(site)
    email = addresses.cleaned(email)
    chosen = _offered(site, topics)
    rhythm = _rhythm(frequency)
    if not consent_text:
        text = _("Tick that the portal may keep your address for sending the news.")
        raise refuse("NT-08", text)
    if not limits.may_mail(email):
        return
    # The guard's row is locked: nobody else writes about this address now.
    reader = Subscriber.objects.filter(site=site, email=email).first()
    if reader is not None and reader.state == State.ACTIVE:
        mail_known.enqueue(reader.pk)
        return
    if reader is None:
        reader = Subscriber(site=site, email=email, nonce=tokens.new_nonce())
    if reader.state == State.PENDING:
        # Of somebody who confirmed before, only the owner changes the choice.
        reader.frequency, reader.consent_text = rhythm, consent_text
        reader.asked_at = timezone.now()
        reader.save()
        reader.topics.set(chosen)
    mail_confirmation.enqueue(reader.pk)


@transaction.atomic
def confirm(*, subscriber: Subscriber) -> Subscriber:
    """The owner wants the mails; also of one that was paused. Again: nothing more happens.

    Raises:
        ValidationError: NT-06 the site sends no mails any more; NT-10 the row is gone.
    """
    reader = _locked(subscriber)
    refuse_closed(reader.site)
    if reader.state != State.ACTIVE:
        reader.state, reader.confirmed_at, reader.refusals = State.ACTIVE, timezone.now(), 0
        reader.save()
        logger.info("subscriber %d of %s confirmed", reader.pk, reader.site.code)
    return reader


@transaction.atomic
def refuse_mails(*, subscriber: Subscriber) -> None:
    """The owner did not ask: the address goes, and for a while nobody can ask in its name."""
    limits.stop_mails(subscriber.email)
    Subscriber.objects.filter(pk=subscriber.pk).delete()


@transaction.atomic
def change_choice(*, subscriber: Subscriber, topics: Iterable[int], frequency: str) -> Subscriber:
    """Other topics or another rhythm. Topics offered no more stay possible for who has them.

    Raises:
        ValidationError: NT-03 no topic; NT-04 one that is not offered; NT-05 the rhythm; NT-10
            the row is gone.
    """
    reader = _locked(subscriber)
    own = set(reader.topics.values_list("pk", flat=True))
    chosen = _offered(reader.site, topics, own)
    reader.frequency = _rhythm(frequency)
    reader.save(update_fields=["frequency"])
    reader.topics.set(chosen)
    return reader


@transaction.atomic
def leave(*, subscriber: Subscriber) -> None:
    """Forget the reader at once; mails that wait are not sent. Again: nothing more happens."""
    gone, _rows = Subscriber.objects.filter(pk=subscriber.pk).delete()
    if gone:
        logger.info("subscriber %d left", subscriber.pk)


def refuse_closed(site: MemberSite) -> None:
    """Raises ValidationError NT-06 unless readers may subscribe at ``site``."""
    if not offers.sends(site, current()):
        text = _("%(site)s sends no news by e-mail at the moment.")
        raise refuse("NT-06", text % {"site": site.short_name})


def _locked(subscriber: Subscriber) -> Subscriber:
    rows = Subscriber.objects.select_for_update(of=("self",)).select_related("site")
    found = rows.filter(pk=subscriber.pk).first()
    if found is None:
        raise refuse("NT-10", _("The subscription does not exist any more; subscribe once more."))
    return found


def _offered(site: MemberSite, keys: Iterable[int], own: set[int] | None = None) -> list[int]:
    wanted = set(keys)
    if not wanted:
        raise refuse("NT-03", _("Choose at least one subject."))
    rows = DigestTopic.objects.filter(site=site)
    possible = set(rows.filter(is_offered=True).values_list("pk", flat=True)) | (own or set())
    if not wanted <= possible:
        raise refuse("NT-04", _("One of the subjects is offered no more; choose again."))
    return sorted(wanted)


def _rhythm(frequency: str) -> Frequency:
    if frequency not in Frequency.values:
        raise refuse("NT-05", _("Choose how often you want the news: every day or every week."))
    return Frequency(frequency)
