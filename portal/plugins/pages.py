"""The gate for pages of plugins' types: serving, creating, listing, searching, the admin's tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from portal.errors import sentence
from portal.plugins import gate, registry
from portal.sites.scoping import pages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.urls import ResolverMatch

    from portal.plugins.gate import Gate

# What Wagtail's addresses call the page they are about.
PAGE_KEYS = ("page_id", "page_to_move_id", "page_to_copy_id", "parent_page_id", "page_pk")


def is_open(page: Page) -> bool:
    """Whether the type of ``page`` exists here and is switched on for the page's member site."""
    now = gate.current()
    return is_type_open_at(ContentType.objects.get_for_id(page.content_type_id), page.path, now)


def is_type_open_at(content_type: ContentType, path: str, now: Gate) -> bool:
    """The same for a page of a type at (or below) a tree path."""
    model = content_type.model_class()
    if model is None:
        return False
    slug = registry.owner_of(model)
    return slug is None or now.is_open_at(slug, now.structure.site_of(path))


def may_create(model: type[Page], parent: Page) -> bool:
    """Whether a page of the type may be made below ``parent`` as far as the gate is concerned."""
    slug = registry.owner_of(model)
    if slug is None:
        return True
    now = gate.current()
    return now.is_open_at(slug, now.structure.site_of(parent.path))


def hidden(now: Gate) -> Q:
    """Matches pages whose plugin is off where they lie, or gone; for ``exclude``."""
    return _kept(now, "pages", lambda closed: pages_of(closed, now.structure))


def hidden_cards(now: Gate) -> Q:
    """The same for cards, which know their site."""
    return _kept(now, "cards", lambda closed: Q(site_id__in=closed), "page__")


def _kept(now: Gate, name: str, inside: Callable[[frozenset[int]], Q], prefix: str = "") -> Q:
    """Computed once per gate: a decision about a plugin makes a new one."""
    kept = now.__dict__.setdefault("_hidden", {})
    if name not in kept:
        kept[name] = _hidden(now, inside, prefix)
    condition: Q = kept[name]
    return condition


def _hidden(now: Gate, inside: Callable[[frozenset[int]], Q], prefix: str) -> Q:
    condition = Q(**{f"{prefix}content_type__in": [t.pk for t in orphaned_types()]})
    for model in get_page_models():
        slug = registry.owner_of(model)
        closed = now.all_sites - now.open_sites(slug) if slug else frozenset()
        if closed:
            content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
            of_type = Q(**{f"{prefix}content_type_id": content_type.pk})
            everywhere = closed == now.all_sites
            condition |= of_type if everywhere else of_type & inside(closed)
    return condition


def orphaned_types() -> list[ContentType]:
    """Content types whose plugin was removed from the disk or is in quarantine."""
    types = ContentType.objects.filter(app_label__startswith="plugin_")
    return [content_type for content_type in types if content_type.model_class() is None]


def holds_orphans(roots: list[Page]) -> bool:
    """Whether pages of removed plugins are among these or below them."""
    types = orphaned_types()
    below = Q(pk__in=[])
    for root in roots:
        below |= Q(path__startswith=root.path)
    return bool(types) and Page.objects.filter(below, content_type__in=types).exists()


def orphans_stay() -> str:
    message = _(
        "Pages of a plugin that is missing lie here or below; an administrator must install the "
        "plugin again or purge it first."
    )
    return sentence("PLG-19", message)


def refuse_closed_page(request: HttpRequest, match: ResolverMatch) -> None:
    """404 for the admin's own views (edit, copy, history …) of a page the gate hides."""
    _refuse_closed_type(match)
    asked = [number for key in _pages_asked(request, match) if (number := _number(key))]
    if not asked:
        return
    for page in Page.objects.filter(pk__in=asked).only("pk", "path", "content_type_id"):
        if not is_open(page):
            raise Http404


def _refuse_closed_type(match: ResolverMatch) -> None:
    """The list of all pages of one type."""
    label = str(match.kwargs.get("content_type_app_name", ""))
    if label.startswith("plugin_") and not gate.current().is_open(label.removeprefix("plugin_")):
        raise Http404


def _number(key: Any) -> int | None:
    """As the database layer reads it: " 253", "+253" and "2_53" are numbers, too."""
    try:
        number = int(key)
    except (TypeError, ValueError):
        return None
    return number if 0 <= number < 2**63 else None


def _pages_asked(request: HttpRequest, match: ResolverMatch) -> list[Any]:
    """Keys of the pages that a view of the admin is about."""
    if not match.view_name.startswith("wagtail"):
        return []
    if match.view_name == "wagtail_bulk_action" and match.kwargs.get("model_name") == "page":
        return request.GET.getlist("id")
    if match.view_name in {"wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action"}:
        return [match.kwargs["pk"]]
    if match.view_name == "wagtailadmin_pages:revisions_compare":
        return [match.args[0]]
    return [match.kwargs[key] for key in PAGE_KEYS if key in match.kwargs]
