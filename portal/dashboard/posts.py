"""The pages behind the figures of a week: figures count them, lists show them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState

from portal.pages.models import CardRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.dashboard.weeks import Week

IN_TIME = timedelta(hours=24)
EVENT_AT = "page__articlepage__event_at"
# Published more than 24 hours after the event; exactly 24 hours is in time.
LATE = Q(published_at__gt=F(EVENT_AT) + IN_TIME)

WAITING = WorkflowState.STATUS_IN_PROGRESS
RETURNED = WorkflowState.STATUS_NEEDS_CHANGES


def published(week: Week) -> QuerySet[CardRow]:
    """What readers find that was first published in ``week``."""
    return CardRow.objects.filter(published_at__gte=week.begin, published_at__lt=week.end)


def in_workflow() -> QuerySet[Any]:
    """Workflows of pages that wait for an approver or for their author, with the page's path."""
    kind = ContentType.objects.get_for_model(Page)
    # Not the usual managers, which lists of the admin narrow to the person's own pages.
    page = Page._base_manager.filter(pk=OuterRef("page_key"))
    return (
        WorkflowState._base_manager.filter(base_content_type=kind, status__in=[WAITING, RETURNED])
        # The key is stored as text, which PostgreSQL compares with no number.
        .annotate(page_key=Cast("object_id", BigIntegerField()))
        .annotate(page_path=Subquery(page.values("path")))
        .exclude(page_path=None)
    )
