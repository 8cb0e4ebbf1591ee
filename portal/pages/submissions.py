"""A new-page form sent twice as it was makes one page.

A form that was changed before it was sent again is another sending: its text must not be lost.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING

from portal.pages.models import FormSubmission

if TYPE_CHECKING:
    from django.http import QueryDict
    from wagtail.models import Page

logger = logging.getLogger(__name__)
KEY_LENGTH = 32


def key_of(data: QueryDict) -> str:
    """What makes two sendings the same: the form and everything typed; empty without a token.

    Which button was pressed does not count: "save", then Back and "submit" is still one page.
    """
    if not data.get("form_token"):
        return ""
    typed = sorted(
        (name, values)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith("action-")
    )
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()[:KEY_LENGTH]


def page_of(token: str) -> Page | None:
    """The page that the sending with ``token`` (see ``key_of``) already made."""
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
