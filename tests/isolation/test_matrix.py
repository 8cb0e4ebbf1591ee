"""Every address × every role × own and foreign things × GET and POST.

The addresses come from the resolver itself, so a new one without a decision fails here. What each
person has to get stands in ``expected.py``.
"""

from __future__ import annotations

import logging

import pytest

from tests.isolation import trial
from tests.isolation.addresses import all_addresses, bulk_addresses, bulk_key
from tests.isolation.expected import CLOSED, DOOR, OUTSIDE, PASSES, ROLES, SITE_ROLES, expected
from tests.isolation.trial import Trial
from tests.isolation.world import build

# Screens that each approver of a site opens with things of the own site: the fence keeps nobody
# from working.
DAILY = {
    "wagtailadmin_home",
    "wagtailadmin_explore",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:locked_pages",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtailimages_chooser:chosen",
    "wagtaildocs:edit",
    "wagtailsnippets_pages_sitelayout:edit",
    "wagtailadmin_api:pages:detail",
}


# Screens on which an auditor reads what belongs to any site.
READ = {
    "wagtailadmin_home",
    "wagtailadmin_explore",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:usage",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:page_types_usage",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtaildocs:index",
    "wagtaildocs:edit",
    "member-sites:index",
    "member-sites:edit",
    "people:index",
    "people:person",
    "dashboard:week",
    "dashboard:posts",
    "dashboard:broken_links",
    "theming:index",
    "theming:site",
    "theming:overlays",
}


@pytest.fixture(autouse=True)
def _quiet():
    """Thousands of refusals are not worth a line each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(db):
    return build()


def admin_addresses():
    return [address for address in all_addresses() if address.in_admin]


def test_every_address_of_the_admin_has_a_decision():
    assert [a.name for a in admin_addresses() if a.decision is None] == []


@pytest.mark.parametrize("role", ROLES)
def test_addresses(world, role):
    cells = Trial(world, role)

    for address in admin_addresses():
        cells.address(address)

    cells.judge()
    # Each address of the admin with own and foreign things, read and written.
    assert trial.tried[role] >= 2 * len(admin_addresses())
    if role in {"approver", "site_admin"}:
        assert DAILY - cells.opened == set()
    if role == "auditor":
        assert READ - cells.opened == set()


@pytest.mark.parametrize("role", ROLES)
def test_bulk_actions(world, role):
    cells = Trial(world, role)
    keep = not cells.may_change

    for action in bulk_addresses():
        model = action.split("/")[1]
        own, foreign = bulk_key(model, world.own), bulk_key(model, world.foreign)
        address = f"/quan-tri/bulk/{action}/"
        for method in ("GET", "POST"):
            closed, whole = _bulk_answers(role, model)
            cells.cell(method, f"{address}?id={foreign}", closed, name=action, keep=keep)
            cells.cell(method, f"{address}?id={own}&id={foreign}", closed, name=action, keep=keep)
            cells.cell(method, f"{address}?id=all", whole, name=action)

    cells.judge()


def _bulk_answers(role, model):
    """For a foreign row, and for “all”."""
    if role in OUTSIDE:
        return DOOR, DOOR
    if model == "user":
        return CLOSED, CLOSED
    return (CLOSED if role in SITE_ROLES else PASSES), PASSES


def test_questions_to_lists(world):
    """Searches, filters, exports and ids in the query: nothing of another site comes back."""
    role = "site_admin"
    cells = Trial(world, role)

    for address in admin_addresses():
        if expected(role, address.decision, foreign=False) == PASSES:
            cells.questions(address)

    cells.judge()


def test_public_addresses_show_no_drafts(world):
    """Outside of the admin: published titles are everybody's, drafts and names are not."""
    cells = Trial(world, "site_admin")
    draft = f"nháp {world.foreign.page.title.split()[1]}".casefold()

    for address in all_addresses():
        if not address.in_admin:
            for side in (world.own, world.foreign):
                path = trial.path_of(address, side)
                answer = cells.visitor.send("GET", path)
                assert answer.status < 500, path
                assert draft not in answer.text, path

    cells.compare("at the end")
