"""Reminders before and after the limit: once each, to author, holder and heads of the unit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from portal.desk.models import OPEN, DeskRow, Reminder
from portal.sites.models import Role, RoleGrant

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.accounts.models import User

# What was over the limit for longer when it was first looked at (after an import, a restored copy)
# is no news any more.
STALE = timedelta(hours=48)
MOST_AT_ONCE = 500
HEADS = (Role.APPROVER, Role.SITE_ADMIN)


def due(now: datetime) -> list[tuple[int, Reminder.Kind]]:
    """Articles of which somebody has to be reminded now, and of what."""
    waiting = DeskRow._base_manager.filter(published_at=None, state__in=OPEN)
    kinds = {
        Reminder.Kind.BEFORE: Q(warn_at__lte=now, due_at__gt=now),
        Reminder.Kind.AFTER: Q(remind_again_at__lte=now, due_at__gt=now - STALE),
    }
    found: list[tuple[int, Reminder.Kind]] = []
    for kind, condition in kinds.items():
        told = Reminder.objects.filter(page=OuterRef("pk"), kind=kind)
        rows = waiting.filter(condition).exclude(Exists(told)).order_by(F("due_at"))
        found += [(pk, kind) for pk in rows.values_list("pk", flat=True)[:MOST_AT_ONCE]]
    return found


def remind(now: datetime | None = None) -> int:
    """Remember and enqueue the mails in one transaction each; returns how many articles."""
    from portal.desk import tasks

    count = 0
    for page_id, kind in due(now or timezone.now()):
        with transaction.atomic():
            _row, made = Reminder.objects.get_or_create(page_id=page_id, kind=kind)
            if made:
                tasks.send_reminders.enqueue(page_id, str(kind))
                count += 1
    return count


def people_for(row: DeskRow) -> QuerySet[User]:
    """Author, holder (a person, or the people whose role it is) and the heads of the unit."""
    roles = {*HEADS, row.holder_role} if row.holder_role else {*HEADS}
    held = RoleGrant.objects.in_force().filter(site=row.site_id, scope="site", role__in=roles)
    who = Q(pk__in=held.values("person")) | Q(
        pk__in=[key for key in (row.owner_id, row.holder_id) if key]
    )
    people = get_user_model().objects.filter(who, is_active=True)
    return people.exclude(email="").order_by("pk")
