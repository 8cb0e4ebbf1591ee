"""Sending the mails of issues, a few at a time.

Each mail is one row: taken up, marked "being sent" just before it goes out, marked "sent" at once
after. A worker that is killed leaves rows that were taken up and not begun: they go back, none is
lost. The one that was being sent may or may not have left: it is sent again (at least once), with
the same Message-ID, by which mail servers know it as the same.

What is wrong with one address concerns its row alone; when the mail server itself does not answer,
the task fails and comes back later, with a pause that grows (portal.tasks).
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.digest.models import Delivery, DigestIssue, DigestSettings, Subscriber
from portal.digest.rendering import Rendered, message_for, render_digest
from portal.sites.models import SiteState

if TYPE_CHECKING:
    from typing import Any

logger = logging.getLogger(__name__)
State = Delivery.State
AT_ONCE = 50
# After that nobody holds what was taken up.
CLAIM_HOLDS = timedelta(minutes=15)
# Of one mail; the pause before each doubles, from five minutes on.
MOST_ATTEMPTS = 7
FIRST_PAUSE = timedelta(minutes=5)
# Final refusals in a row, after which an address gets no more mails.
MOST_REFUSALS = 3
PERMANENT = 500


def send_some(claim: str) -> int:
    """Send what may be sent this minute; returns how many mails left.

    Args:
        claim: names the task; its own rows of an earlier run that was killed are free again.

    Raises:
        OSError, smtplib.SMTPException: the mail server does not take mails at the moment.
    """
    release_dead(claim)
    sent = 0
    sender = _Sender()
    while rows := take_up(claim):
        sent += sender.send(rows, claim)
    return sent


def release_dead(claim: str = "") -> None:
    """Free the rows of ``claim``, and those that nobody can be holding any more."""
    held = Delivery.objects.filter(state__in=(State.CLAIMED, State.SENDING))
    old = held.filter(claimed_at__lt=timezone.now() - CLAIM_HOLDS)
    for rows in (old, held.filter(claim=claim)) if claim else (old,):
        rows.filter(state=State.SENDING).update(attempts=F("attempts") + 1)
        rows.update(state=State.WAITING, claim="")


@transaction.atomic
def take_up(claim: str) -> list[int]:
    """Keys of the next rows, fewer when the minute has had enough; marks them as ours."""
    # Whoever takes up at the same time waits here, so that both count the same.
    oldest = DigestIssue.objects.select_for_update().filter(finished_at=None).order_by("pk")
    if oldest.first() is None:
        return []
    now = timezone.now()
    # The minute of the clock: of a sliding one, a run each minute would get a part only.
    this_minute = now.replace(second=0, microsecond=0)
    lately = Delivery.objects.filter(claimed_at__gte=this_minute).count()
    free = min(AT_ONCE, settings.PORTAL_DIGEST_PER_MINUTE - lately)
    if free <= 0:
        return []
    keys = list(Delivery.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)[:free])
    Delivery.objects.filter(pk__in=keys).update(state=State.CLAIMED, claim=claim, claimed_at=now)
    return keys


class _Sender:
    """One run: a connection, and the editions that were rendered once."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.rendered: dict[int, Rendered | None] = {}

    def send(self, keys: list[int], claim: str) -> int:
        rows = Delivery.objects.filter(pk__in=keys).select_related(
            "subscriber", "edition", "issue__site"
        )
        sent = 0
        try:
            self.connection.open()
            for row in rows.order_by("pk"):
                sent += self._send_one(row, claim)
        except Exception:
            free_after_failure(claim)
            raise
        finally:
            self.connection.close()
        return sent

    def _send_one(self, row: Delivery, claim: str) -> int:
        try:
            rendered = self._rendered(row)
        except Exception:  # one site's broken digest must not hold up the others
            logger.exception("digest %d cannot be rendered", row.edition_id)
            _not_now(row, 0)
            return 0
        mine = Delivery.objects.filter(pk=row.pk, claim=claim)
        reader = row.subscriber
        if rendered is None or reader is None or reader.state != Subscriber.State.ACTIVE:
            mine.update(state=State.DROPPED, claim="")
            return 0
        if not mine.filter(state=State.CLAIMED).update(state=State.SENDING):
            return 0  # it was taken from us: too slow
        message = message_for(rendered, reader, name=f"ban-tin-{row.issue_id}-{row.pk}")
        try:
            self.connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            _refused(row, max(code for code, _words in error.recipients.values()))
        except smtplib.SMTPDataError as error:
            _not_now(row, error.smtp_code)
        else:
            mine.update(state=State.SENT, sent_at=timezone.now(), claim="", error="")
            if reader.refusals:
                Subscriber.objects.filter(pk=reader.pk).update(refusals=0)
            return 1
        return 0

    def _rendered(self, row: Delivery) -> Rendered | None:
        """None when nothing of it can be read any more, or the site sends nothing now."""
        key = row.edition_id
        if key not in self.rendered:
            issue: DigestIssue = row.issue
            rules = DigestSettings.objects.filter(site=issue.site_id, is_on=True).first()
            stands = rules is not None and issue.site.state == SiteState.ACTIVE
            self.rendered[key] = (
                render_digest(rules=rules, groups=row.edition.groups, day=issue.day)
                if rules and stands
                else None
            )
        return self.rendered[key]


def free_after_failure(claim: str) -> None:
    """What was not begun waits again; what was being sent counts an attempt."""
    own = Delivery.objects.filter(claim=claim)
    own.filter(state=State.SENDING).update(attempts=F("attempts") + 1)
    own.filter(state=State.SENDING, attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, claim="", error="connection"
    )
    own.filter(state__in=(State.CLAIMED, State.SENDING)).update(state=State.WAITING, claim="")


def _refused(row: Delivery, code: int) -> None:
    """The server does not know the address, or does not take it now."""
    if code < PERMANENT:
        _not_now(row, code)
        return
    with transaction.atomic():
        _fail(row, code)
        rows = Subscriber.objects.select_for_update()
        reader = rows.filter(pk=row.subscriber_id or 0).first()
        if reader is None:
            return
        reader.refusals += 1
        if reader.refusals >= MOST_REFUSALS:
            reader.state = Subscriber.State.PAUSED
            logger.info("subscriber %d is paused after %d refusals", reader.pk, reader.refusals)
        reader.save(update_fields=["refusals", "state"])


def _not_now(row: Delivery, code: int) -> None:
    """Once more later, or never when the server says so or it was tried often enough."""
    attempts = row.attempts + 1
    if code >= PERMANENT or attempts >= MOST_ATTEMPTS:
        _fail(row, code)
        return
    pause = FIRST_PAUSE * 2 ** (attempts - 1)
    _write(
        row,
        state=State.WAITING,
        attempts=attempts,
        due_at=timezone.now() + pause,
        error=f"SMTP {code}" if code else "rendering",
    )


def _fail(row: Delivery, code: int) -> None:
    _write(row, state=State.FAILED, attempts=row.attempts + 1, error=f"SMTP {code}")


def _write(row: Delivery, **values: Any) -> None:
    Delivery.objects.filter(pk=row.pk).update(claim="", **values)
