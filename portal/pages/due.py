"""What is to be published or withdrawn by now, except where nobody may change anything.

In a frozen or closed site it waits, and comes about as soon as the site is in operation again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from portal.pages.plugin_blocks import site_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator


def expired() -> Iterator[Any]:
    """Published pages and other things whose end has come."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
    for model in [Page, *(m for m in others if not issubclass(m, Page))]:
        rows = model.objects.filter(live=True, expire_at__lt=timezone.now())
        yield from [thing for thing in rows.order_by("expire_at") if _is_open(thing)]


def scheduled() -> Iterator[Revision]:
    """Versions whose hour has come."""
    rows = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in list(rows.order_by("approved_go_live_at")):
        thing = revision.content_object
        if thing is not None and _is_open(thing):
            yield revision


def _is_open(thing: Any) -> bool:
    site = site_of(thing, current())
    return site is None or site.is_changeable
