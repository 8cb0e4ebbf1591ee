"""Signing a person out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

if TYPE_CHECKING:
    from portal.accounts.models import User


def end(person: User) -> None:
    """End all sessions of ``person``, also for the day the account is enabled again.

    Sessions are not searchable by person; readers have none, so there are few to read.
    """
    own = [
        session.pk
        for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=own).delete()
