"""Search and usage of an imported site, after the fact: neither may hold up the import."""

from __future__ import annotations

from typing import Any

from wagtail.models import ReferenceIndex
from wagtail.search import index

from portal.handover.places import Places
from portal.media.models import PortalDocument, PortalImage
from portal.pages.models import SiteLayout
from portal.sites.models import MemberSite


def index_all_of(site_id: int) -> None:
    site = MemberSite.objects.filter(pk=site_id).first()
    if site is None or site.root_page_id is None:
        return
    for model in (PortalImage, PortalDocument):
        for row in model.objects.filter(site=site).iterator(chunk_size=200):
            index.insert_or_update_object(row)
    pages: Any = Places(site).pages()
    for page in pages.specific().iterator(chunk_size=200):
        ReferenceIndex.create_or_update_for_object(page)
        index.insert_or_update_object(page)
    for own in SiteLayout.objects.filter(site=site):
        ReferenceIndex.create_or_update_for_object(own)
    ReferenceIndex.create_or_update_for_object(site)
