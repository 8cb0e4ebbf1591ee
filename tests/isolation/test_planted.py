"""The matrix sees leaks: each is planted, and one probe has to find it."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from taggit.models import Tag as MediaTag
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from portal.accounts.models import User
from portal.isolation import narrowing
from portal.isolation.decisions import TABLE
from portal.isolation.rows import Lists, Who
from portal.sites.policies import SitePageTester
from tests.isolation.addresses import all_addresses
from tests.isolation.trial import Trial
from tests.isolation.world import build


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def probe(db):
    """Tries all that the matrix tries about the named addresses, as a site administrator."""

    addresses = all_addresses()  # with the decisions as they are before anything is planted

    def run(*names):
        cells = Trial(build(), "site_admin")
        for address in addresses:
            if address.name in names:
                cells.address(address)
                cells.questions(address)
        return cells.wrong

    return run


def change(monkeypatch, name, **details):
    monkeypatch.setitem(TABLE, name, replace(TABLE[name], **details))


def test_row_that_is_missing(monkeypatch):
    monkeypatch.delitem(TABLE, "wagtailadmin_pages:history")

    assert "wagtailadmin_pages:history" in {a.name for a in all_addresses() if not a.decision}


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_choose_page_child",
        "wagtailadmin_api:images:detail",
        "wagtailimages:image_usage",
        "wagtailadmin_pages:usage",
        "wagtaildocs_chooser:chosen",
    ],
)
def test_object_that_is_not_asked_about(probe, monkeypatch, name):
    change(monkeypatch, name, named=())

    assert any(name in wrong for wrong in probe(name))


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_explore",
    ],
)
def test_list_that_is_not_narrowed(probe, monkeypatch, name):
    change(monkeypatch, name, lists=Lists.ALL)

    assert any("shows" in wrong for wrong in probe(name))


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (User, "wagtailadmin_reports:locked_pages"),
        (MediaTag, "wagtailadmin_tag_model_autocomplete"),
    ],
)
def test_model_that_is_left_out_of_the_rule(probe, monkeypatch, model, name):
    rule = narrowing.rule
    kept = lambda *given: {m: n for m, n in rule(*given).items() if m is not model}  # noqa: E731
    monkeypatch.setattr(narrowing, "rule", kept)

    assert any("shows" in wrong for wrong in probe(name))


def test_report_that_is_open_to_everybody(probe, monkeypatch):
    name = "wagtailadmin_reports:page_types_usage"
    change(monkeypatch, name, who=Who.STAFF)

    assert any("shows" in wrong for wrong in probe(name))


def test_all_of_a_bulk_action_without_limits(db, monkeypatch):
    everything = lambda self, parent_id: Page.objects.values_list("pk", flat=True)  # noqa: E731
    monkeypatch.setattr(PageBulkAction, "get_all_objects_in_listing_query", everything)
    cells = Trial(build(), "site_admin")

    cells.cell("GET", "/quan-tri/bulk/wagtailcore/page/publish/?id=all", "passes", name="bulk")

    assert any("shows" in wrong for wrong in cells.wrong)


def test_change_that_nobody_refuses(probe, monkeypatch):
    name = "wagtailadmin_pages:unpublish"
    change(monkeypatch, name, named=())
    monkeypatch.setattr(SitePageTester, "can_unpublish", lambda self: True)

    found = probe(name)

    assert any("changed" in wrong for wrong in found)
