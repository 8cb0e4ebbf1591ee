"""Addresses below a page that belong to something else and no page may take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal.sites.models import RESERVED_CODES, MemberSite

if TYPE_CHECKING:
    from wagtail.models import Page

LIST_PAGE = re.compile(r"trang-[0-9]+")
TOPICS = "chu-de"


def is_reserved(slug: str, parent: Page | None) -> bool:
    """Whether ``slug`` below ``parent`` is taken: by a page of a list, the topics or the portal."""
    if LIST_PAGE.fullmatch(slug):
        return True
    if slug not in RESERVED_CODES or parent is None:
        return False
    site = MemberSite.objects.filter(root_page_id=parent.pk).first()
    return site is not None and (site.is_province or slug == TOPICS)
