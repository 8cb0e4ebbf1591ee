"""A new-page form sent twice makes one page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from portal.pages.models import FormSubmission

if TYPE_CHECKING:
    from wagtail.models import Page

logger = logging.getLogger(__name__)


def page_of(token: str) -> Page | None:
    """The page that the form with ``token`` already made."""
    row = FormSubmission.objects.select_related("page").filter(token=token).first()
    return row.page if row else None


def remember(*, token: str, page: Page) -> Page | None:
    """Record that the form made ``page``.

    Returns None, or the page of an earlier sending that was saved at the same moment; ``page``
    is then the double and is deleted.
    """
    if not token:
        return None
    row, created = FormSubmission.objects.get_or_create(token=token, defaults={"page": page})
    if created or row.page_id == page.pk:
        return None
    logger.info("page %s is a double of %s and is deleted", page.pk, row.page_id)
    page.delete()
    return row.page
