"""Addresses below a page that belong to something else and no page may take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from wagtail.models import Page

LIST_PAGE = re.compile(r"trang-[0-9]+")
# Lists, and the statement, that each site has below its own address.
LISTS = frozenset({"chu-de", "chuyen-de", "luu-tru-tin", "tro-nang"})


def is_reserved(slug: str, parent: Page | None) -> bool:
    """Whether ``slug`` below ``parent`` is taken: by a list, a page of one, or the portal."""
    # Below a section too: its address would be that of a site's list, or lead nowhere.
    if LIST_PAGE.fullmatch(slug) or slug in LISTS:
        return True
    if slug not in settings.PORTAL_RESERVED_ADDRESSES or parent is None:
        return False
    site = MemberSite.objects.filter(root_page_id=parent.pk).first()
    if site is None:
        return False
    prefixes = {plugin.config.url_prefix for plugin in settings.PORTAL_PLUGINS.found}
    return site.is_province or slug in prefixes
