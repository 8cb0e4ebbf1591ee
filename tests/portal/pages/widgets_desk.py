"""Help for tests of widgets: home pages and side regions with stored blocks, and what they show."""

from __future__ import annotations

import re

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.media.services import store_document
from portal.pages.models import SiteLayout


def arrange(site, *blocks):
    """Publish ``blocks`` as the home page of ``site``."""
    home = site.root_page.specific
    home.blocks = list(blocks)
    home.save_revision().publish()
    return home


def beside(site, *blocks):
    """Publish ``blocks`` as the side column of ``site``."""
    return SiteLayout.objects.create(site=site, aside=list(blocks))


def page(url="/tuy-phong/"):
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def main(url="/tuy-phong/"):
    """What the home page's own blocks show."""
    return _after('<div class="region region--home">', url, ends="<aside")


def aside(url="/tuy-phong/"):
    return _after('<div class="region region--aside">', url, ends="</aside>")


def _after(start, url, ends):
    _before, found, after = page(url).partition(start)
    return re.split(f"{ends}|</main>", after)[0] if found else ""


def queries(url):
    """What a second request costs."""
    client = Client()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def make_file(site, title="Kế hoạch"):
    file = ContentFile(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", name=f"{title}.pdf")
    return store_document(actor=None, site=site, file=file, title=title)


def headline(**values):
    return "headline", {"title": "", "article": None, "section": None, "count": 4, **values}


def of_section(kind, section, **values):
    return kind, {"title": "", "section": section.pk, "count": 5, **values}
