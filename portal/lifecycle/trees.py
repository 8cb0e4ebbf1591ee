"""Looking for flaws of the tree of pages, which readers would notice first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.lifecycle.models import TreeCheck
from portal.lifecycle.restoring import SHOWN
from portal.sites.models import MemberSite

STEP = Page.steplen
# What treebeard's own check returns, in this order.
TREEBEARD = ("evil_characters", "bad_step", "orphans", "wrong_depth", "wrong_numchild")
NO_HOME = "site_without_home"
LABELS = {
    "evil_characters": _("Pages with a wrong sign in their place"),
    "bad_step": _("Pages with a place of wrong length"),
    "orphans": _("Pages without a page above"),
    "wrong_depth": _("Pages with a wrong depth"),
    "wrong_numchild": _("Pages with a wrong number of pages below"),
    "wrong_address": _("Pages whose address is not that of their place"),
    "same_address": _("Pages that share an address"),
    NO_HOME: _("Sites without a published home page"),
}
KEPT = 50  # keys of pages per kind of flaw
KEPT_CHECKS = 60


def find_flaws() -> dict[str, list[int]]:
    """Kinds of flaws and keys of the pages that have them; empty when all is well.

    Besides treebeard's own: pages of one parent with the same address part, pages whose full
    address is not that of their parent followed by their own part, and (with the keys of the
    sites) sites without a home page that readers find.
    """
    found: dict[str, list[int]] = dict(zip(TREEBEARD, Page.find_problems(), strict=True))
    rows = list(Page.objects.order_by("path").values_list("pk", "path", "slug", "url_path"))
    paths = {path: url_path for _pk, path, _slug, url_path in rows}
    found["wrong_address"] = [
        pk
        for pk, path, slug, url_path in rows
        if len(path) > STEP and url_path != f"{paths.get(path[:-STEP], '')}{slug}/"
    ]
    found["same_address"] = _same_address(rows)
    lost = Q(root_page=None) | Q(root_page__live=False, state__in=SHOWN)
    found[NO_HOME] = list(MemberSite.objects.filter(lost).values_list("pk", flat=True))
    return {kind: list(keys) for kind, keys in found.items() if keys}


def _same_address(rows: list[Any]) -> list[int]:
    seen: set[tuple[str, str]] = set()
    twice = []
    for pk, path, slug, _url_path in rows:
        place = (path[:-STEP], slug)
        if place in seen:
            twice.append(pk)
        seen.add(place)
    return twice


def check_tree() -> TreeCheck:
    """Look and keep the result; older ones than the last 60 are forgotten."""
    flaws = find_flaws()
    check = TreeCheck.objects.create(
        pages=Page.objects.aggregate(count=Count("pk"))["count"],
        findings={kind: keys[:KEPT] for kind, keys in flaws.items()},
    )
    kept = TreeCheck.objects.values_list("pk", flat=True)[:KEPT_CHECKS]
    TreeCheck.objects.exclude(pk__in=list(kept)).delete()
    return check


def tree_is_well() -> bool:
    """Whether the last check found nothing; true while there was none."""
    last = TreeCheck.objects.first()
    return last is None or not last.findings
