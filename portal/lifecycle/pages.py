"""Changing single fields of a page in all the places where Wagtail keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.actions.unpublish_page import UnpublishPageAction

if TYPE_CHECKING:
    from wagtail.models import Page

    from portal.accounts.models import User


def amend(page: Page, **values: str) -> None:
    """Set fields of the page and of its versions that may still be published.

    Without the second the next publication would bring the old values back.
    """
    specific = page.specific
    for name, value in values.items():
        setattr(specific, name, value)
    if "title" in values:
        specific.draft_title = values["title"]
    specific.save()
    amend_versions(page, **values)


def amend_versions(page: Page, **values: str) -> None:
    """Set fields in the latest version of the page and in those that wait for their time."""
    waiting = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for revision in page.revisions.filter(waiting):
        revision.content = {**revision.content, **values}
        revision.save(update_fields=["content"])


def withdraw(page: Page, actor: User | None) -> None:
    """Unpublish an emptied page; within an act, which has asked who may.

    Wagtail's own question would be about the page's site, and a frozen one lets nobody do it.
    """
    UnpublishPageAction(page.specific, user=actor).execute(skip_permission_checks=True)
