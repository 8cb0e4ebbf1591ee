"""Mails of the desk: texts and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.clock.words import countdown
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.desk.models import DeskRow


def send(person: User, row: DeskRow, *, subject: str, template: str, **values: Any) -> None:
    """One mail about one article, in the portal's language."""
    site = current().site_by_id(row.site_id)
    _colour, words = countdown(timezone.now(), row.due_at, done=row.published_at)
    context = {
        "person": person,
        "row": row,
        "countdown": words,
        "site": site.name if site else "",
        "url": _absolute(reverse("wagtailadmin_pages:edit", args=[row.pk])),
        "desk": _absolute(reverse("desk:index")),
        "portal": str(settings.WAGTAIL_SITE_NAME),
        **values,
    }
    # A line break would end the subject; titles have none, but nobody should have to know.
    send_mail(" ".join(subject.split()), render_to_string(template, context), None, [person.email])


def in_own_language() -> Any:
    """Mails go out in the portal's language, whoever's request or task they come from."""
    return override(settings.LANGUAGE_CODE)


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
