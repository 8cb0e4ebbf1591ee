"""What an import would make, checked before anything is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.errors import refuse
from portal.handover import layout
from portal.handover.order import in_order
from portal.pages.addresses import is_reserved
from portal.pages.models import HomePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.handover.reading import Reader
    from portal.handover.report import Report

LENGTH = 255
SLUG = re.compile(rf"[-\w]{{1,{LENGTH}}}", re.ASCII)


@dataclass
class Planned:
    """One page to make; ``page`` is its row as soon as there is one."""

    id: int
    parent: int | None
    model: type[Page]
    slug: str
    title: str
    children: list[Planned] = field(default_factory=list, repr=False)
    taken: set[str] = field(default_factory=set, repr=False)  # slugs of the children
    page: Page | None = None


@dataclass
class Plan:
    """The pages by their keys in the archive, in the order of the tree; the first is the home."""

    pages: dict[int, Planned]
    left_out: set[int]

    @property
    def home(self) -> Planned:
        return next(iter(self.pages.values()))


def make_plan(reader: Reader, report: Report, *, skip_missing: bool) -> Plan:
    """Read the tree of pages.

    Raises:
        ValidationError: BG-07 page types whose plugin is missing, BG-09 a tree that cannot be.
    """
    plan = Plan(pages={}, left_out=set())
    missing: dict[str, int] = {}
    for record in records(reader):
        with in_order(str(record.get("title", layout.PAGES))):
            name = _add(plan, record)
        if name:
            missing[name] = missing.get(name, 0) + 1
            report.note("missing_type", f"{record['title']} ({name})")
    if missing and not skip_missing:
        kinds = ", ".join(f"{name} ({count})" for name, count in sorted(missing.items()))
        message = _(
            "The archive holds pages whose plugin is missing here: %(kinds)s. Install it, or "
            "import without these pages."
        )
        raise refuse("BG-07", message % {"kinds": kinds[:500]})
    if not plan.pages:
        raise refuse("BG-09", _("The archive holds no home page."))
    return plan


def records(reader: Reader) -> Iterator[dict[str, Any]]:
    for record in reader.lines(layout.PAGES):
        if not isinstance(record, dict):
            raise refuse("BG-09", _("“pages.jsonl” in the archive holds something else."))
        yield record


def _add(plan: Plan, record: dict[str, Any]) -> str:
    """Add one page; returns the name of its type when nobody here knows it."""
    key, parent = int(record["id"]), record["parent"]
    if parent in plan.left_out:
        plan.left_out.add(key)
        return str(record["type"])
    above = plan.pages[int(parent)] if parent is not None else None
    if (above is None) != (not plan.pages) or key in plan.pages:
        raise ValueError("not a tree")
    title, slug = record["title"], record["slug"]
    if not (isinstance(title, str) and 0 < len(title) <= LENGTH and SLUG.fullmatch(slug)):
        raise ValueError("no title or no address")
    model = _model(str(record["type"]))
    if model is None:
        plan.left_out.add(key)
        return str(record["type"])
    made = Planned(key, above.id if above else None, model, slug, title)
    if above is None:
        if model is not HomePage:
            raise ValueError("the first page is not a home page")
    else:
        _check_place(made, above)
        above.children.append(made)
    plan.pages[key] = made
    return ""


def _model(label: str) -> type[Page] | None:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Page) and model is not Page else None


def _check_place(made: Planned, above: Planned) -> None:
    is_allowed = above.model in made.model.allowed_parent_page_models()
    if made.model is HomePage or not is_allowed:
        raise ValueError("a page of this type cannot lie there")
    if made.slug in above.taken:
        raise ValueError("two pages have the same address")
    above.taken.add(made.slug)


def check_addresses(plan: Plan, home: Page) -> None:
    """No page may take an address of this portal.

    Raises:
        ValidationError: BG-10 naming the page.
    """
    for made in plan.pages.values():
        if made.parent is None:
            continue
        parent = home if made.parent == plan.home.id else None
        if is_reserved(made.slug, parent):
            message = _(
                "“%(title)s” has the address “%(slug)s”, which belongs to this portal itself."
            )
            raise refuse("BG-10", message % {"title": made.title[:150], "slug": made.slug[:100]})
