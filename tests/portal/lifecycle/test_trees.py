"""The nightly look at the tree of pages."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from portal.lifecycle.jobs import look_at_the_tree
from portal.lifecycle.models import TreeCheck
from portal.lifecycle.trees import KEPT_CHECKS, check_tree, tree_is_well
from tests import factories


def test_sound_tree_has_no_flaws_and_the_result_is_kept(site):
    look_at_the_tree()

    check = TreeCheck.objects.get()
    assert (check.findings, check.pages) == ({}, Page.objects.count())
    assert tree_is_well()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("orphans", {"path": "000100010009000900010001", "depth": 6}),
        ("wrong_depth", {"depth": 9}),
        ("wrong_numchild", {"numchild": 7}),
        ("wrong_address", {"url_path": "/trang-chu/sai/"}),
        ("same_address", {"slug": "xay-dung-dang"}),
    ],
)
def test_flaw_is_found_kept_and_told(site, caplog, kind, values):
    page = factories.section_of(site)
    Page.objects.filter(pk=page.pk).update(**values)

    look_at_the_tree()

    found = TreeCheck.objects.get().findings
    assert found[kind]
    assert not tree_is_well()
    assert "The page tree has flaws" in caplog.text


def test_command_ends_with_an_error_when_there_are_flaws(site):
    out = StringIO()
    call_command("tree_check", stdout=out)
    assert str(Page.objects.count()) in out.getvalue()

    page = factories.section_of(site)
    Page.objects.filter(pk=page.pk).update(depth=9)

    with pytest.raises(CommandError, match="1 "):
        call_command("tree_check", stdout=out)
    assert f"(wrong_depth): {page.pk}" in out.getvalue()


def test_only_the_latest_checks_are_kept(site):
    TreeCheck.objects.bulk_create(TreeCheck(pages=1) for _ in range(KEPT_CHECKS + 5))

    last = check_tree()

    assert TreeCheck.objects.count() == KEPT_CHECKS
    assert TreeCheck.objects.first() == last
