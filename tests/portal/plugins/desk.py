"""Addresses and hands of the tests of the Plugins page."""

from __future__ import annotations

from html import unescape

from plugins.sample.models import SamplePage
from portal.plugins import (
    registry,
    services,
)
from portal.plugins.scopes import INSTALLATION, Scope
from tests import factories

LIST = "/quan-tri/phan-mo-rong/"
DETAIL = f"{LIST}sample/"
HISTORY = f"{DETAIL}lich-su/"
SWITCH = f"{DETAIL}chuyen/"


def switch(site, *, enabled=True, slug="sample"):
    scope = Scope.site(site.pk) if site else INSTALLATION
    services.switch(actor=None, slug=slug, scope=scope, enabled=enabled)


def name():
    return str(registry.installed()["sample"].verbose_name)


def key(site):
    return f"site-{site.pk}" if site else "installation-0"


def text_of(response):
    return " ".join(unescape(response.content.decode()).split())


def sample_page(site, approver, **values):
    page = SamplePage(title="Trang mẫu", slug="trang-mau", **values)
    factories.section_of(site).add_child(instance=page)
    page.save_revision().publish()
    return page


def all_messages(response):
    return " ".join(str(message) for message in response.context["messages"])
