"""Where links stand: published pages, side widgets and the links of sites; read in bulk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.checks.found_links import LONGEST_ADDRESS, MOST, Link, Reader, in_html
from portal.dashboard.models import BrokenLink
from portal.pages.models import SiteLayout
from portal.plugins import gate
from portal.sites.models import SiteLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

Place = BrokenLink.Place


@dataclass
class Source:
    """One place with its links.

    ``address``: its own on the main host, from which relative addresses of links count.
    """

    site: MemberSite
    place: str
    page_id: int | None
    address: str
    links: list[Link] = field(default_factory=list)


def of_pages(rows: QuerySet[Page], structure: Structure) -> list[Source]:
    """The pages of ``rows`` that belong to a site; those not published have no links."""
    found: dict[int, Source] = {}
    kinds: defaultdict[int, list[int]] = defaultdict(list)
    columns = ("pk", "path", "url_path", "content_type_id", "live")
    for pk, path, url_path, kind, live in rows.values_list(*columns):
        if site := structure.site_of(path):
            found[pk] = Source(site, Place.PAGE, pk, structure.address_of(url_path))
            if live:
                kinds[kind].append(pk)
    reader = Reader()
    for kind, keys in kinds.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        for row in _texts(model, keys) if model else ():
            source = found[row["pk"]]
            source.links = _links(reader, model, row, source.site, structure)
    return list(found.values())


def of_layouts(site_ids: Iterable[int], structure: Structure) -> list[Source]:
    """The published side widgets of sites."""
    reader, found = Reader(), []
    keys = SiteLayout.objects.filter(live=True, site__in=list(site_ids)).values_list(
        "pk", flat=True
    )
    for row in _texts(SiteLayout, list(keys), "site_id"):
        if site := structure.site_by_id(row["site_id"]):
            source = Source(site, Place.LAYOUT, None, _home_address(site, structure))
            source.links = _links(reader, SiteLayout, row, site, structure)
            found.append(source)
    return found


def of_own_links(site_ids: Iterable[int], structure: Structure) -> list[Source]:
    """The links that sites show in menu and footer and as their channels."""
    found: dict[int, Source] = {}
    rows = SiteLink.objects.filter(site__in=list(site_ids))
    for site_id, label, url in rows.values_list("site_id", "label", "url"):
        if site := structure.site_by_id(site_id):
            home = _home_address(site, structure)
            source = found.setdefault(site_id, Source(site, Place.LINKS, None, home))
            source.links.append(Link(None, url.strip()[:LONGEST_ADDRESS], label))
    return list(found.values())


def _home_address(site: MemberSite, structure: Structure) -> str:
    home = structure.home_of(site)
    return home.address if home else "/"


def _fields(model: type[Model]) -> list[Any]:
    """The fields of a model, and of those it inherits from, that may hold links."""
    return [f for f in model._meta.concrete_fields if isinstance(f, StreamField | RichTextField)]


def _texts(model: type[Model], keys: list[int], *columns: str) -> Iterable[dict[str, Any]]:
    """Rows with their fields as the database holds them, named ``raw_…``."""
    raw = {f"raw_{f.name}": Cast(f.name, TextField()) for f in _fields(model)}
    if not raw or not keys:
        return []
    rows: Any = model._base_manager.filter(pk__in=keys).annotate(**raw)
    return rows.values("pk", *columns, *raw)  # type: ignore[no-any-return]


def _links(
    reader: Reader, model: Any, row: dict[str, Any], site: MemberSite, structure: Structure
) -> list[Link]:
    now = gate.at(structure)
    reader.is_shown = lambda slug: now.is_open_at(slug, site)
    links: list[Link] = []
    for each in _fields(model):
        text = row[f"raw_{each.name}"]
        if isinstance(each, RichTextField):
            links += in_html(text or "")
        else:
            links += reader.in_json(each.stream_block, text)
    return links[:MOST]
