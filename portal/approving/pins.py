"""PINs of approvers: the second factor beside the mailbox."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from portal.approving.models import ApproverAccount, LinkRules, WrongPin
from portal.approving.tasks import tell_of_lock, tell_of_new_pin
from portal.errors import refuse
from portal.language.templatetags.language import vn_datetime

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.approving.models import ApprovalLink

SHAPE = re.compile(r"[0-9]{6,12}")
MOST_TRIES = 5


def refuse_unproven(*, person: User, password: str, pin: str) -> None:
    """Refuse a PIN that is no good, or one that somebody without the password would set.

    Raises:
        ValidationError: DL-18 the PIN is easily guessed or no PIN; DL-19 the password is wrong.
    """
    if refusal := refusal_of(pin):
        raise refuse("DL-18", refusal)
    if not person.check_password(password):
        raise refuse("DL-19", _("The password is not right; without it no PIN can be set."))


@transaction.atomic
def set_pin(*, person: User, pin: str) -> None:
    """Give ``person`` a PIN, after ``refuse_unproven``; ends a lock, and the person is told."""
    ApproverAccount.objects.update_or_create(
        person=person, defaults={"pin": make_password(pin), "pin_set_at": timezone.now()}
    )
    _settle(person)
    log(instance=person, action="approving.pin", user=person)
    tell_of_new_pin.enqueue(person.pk)


def choose_mail(*, person: User, wants_links: bool) -> None:
    """Switch links by mail on or off for ``person``."""
    ApproverAccount.objects.update_or_create(person=person, defaults={"wants_links": wants_links})


def refusal_of(pin: str) -> str:
    """Why ``pin`` cannot be taken; empty when it can."""
    if not SHAPE.fullmatch(pin):
        return _("A PIN has 6 to 12 digits and nothing else.")
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        return _("Digits that are all the same or stand in a row are guessed first.")
    return ""


def prove(*, link: ApprovalLink, pin: str, ip: str | None) -> None:
    """See that ``pin`` is that of the link's person. A wrong one is kept, whatever follows.

    Raises:
        ValidationError: DL-15 the person has no PIN; DL-16 it is wrong; DL-17 too many were.
        RuntimeError: called within a transaction, which could lose what is kept.
    """
    person = link.person
    stored = ApproverAccount.of(person).pin
    if not stored:
        raise refuse("DL-15", _("You have no PIN yet; set one on the page of your account."))
    is_right = check_password(pin, stored)  # slow on purpose, so before the lock
    with transaction.atomic(durable=True):
        # One at a time for the person: guesses sent at once must not all be the fifth.
        ApproverAccount.objects.select_for_update().get(person=person)
        refuse_locked(person)
        if is_right:
            _settle(person)
            return
        WrongPin.objects.create(person=person, link=link, ip=ip)
        left = MOST_TRIES - _counted(person).count()
        if left <= 0:
            tell_of_lock.enqueue(person.pk)
    refuse_locked(person)
    text = ngettext(
        "The PIN is wrong; %(number)d more try, then your links are locked for a while.",
        "The PIN is wrong; %(number)d more tries, then your links are locked for a while.",
        left,
    )
    raise refuse("DL-16", text % {"number": left})


def refuse_locked(person: User) -> None:
    """Refuse (DL-17) while the links of ``person`` are locked."""
    if until := locked_until(person):
        text = _("After too many wrong PINs your links are locked until %(moment)s.")
        raise refuse("DL-17", text % {"moment": vn_datetime(until)})


def locked_until(person: User) -> datetime | None:
    """When the links of ``person`` open again; None when they are open.

    After the lock each further wrong PIN of the same day locks again.
    """
    tries = list(_counted(person)[:MOST_TRIES])
    if len(tries) < MOST_TRIES:
        return None
    until: datetime = tries[0].at + timedelta(minutes=LinkRules.load().lock_minutes)
    return until if until > timezone.now() else None


def _counted(person: User) -> QuerySet[WrongPin]:
    since = timezone.now() - WrongPin.COUNTED
    return WrongPin.objects.filter(person=person, is_settled=False, at__gt=since)


def _settle(person: User) -> None:
    WrongPin.objects.filter(person=person, is_settled=False).update(is_settled=True)
