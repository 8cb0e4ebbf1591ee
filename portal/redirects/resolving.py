"""Where an old address leads today: one query for most, a few for patterns and whole places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.urls import Resolver404, resolve
from wagtail.models import Page

from portal.plugins import gate
from portal.plugins import pages as plugins
from portal.redirects import legacy
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, parse, portal_host, spelled, spelled_host
from portal.redirects.models import OldAddress
from portal.sites.models import READABLE, SiteState
from portal.sites.scoping import pages_of
from portal.sites.structure import structural_models

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.redirects.rules import Place, Rules
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# A site renamed, merged and merged again: more steps than that are a mistake.
STEPS = 6
GONE = frozenset({SiteState.REDIRECTED, SiteState.CLOSED})
COLUMNS = ("pk", "path", "url_path", "content_type_id", "live")
TARGET = tuple(f"target__{name}" for name in COLUMNS)


class Search:
    """One missed address. ``location`` is where to lead the reader, or None.

    ``owner`` and ``address`` are for the report of misses.
    """

    def __init__(self, request: HttpRequest, structure: Structure) -> None:
        self.request = request
        self.rules: Rules = portal_rules.current(structure)
        self.structure = structure
        self.query = request.META.get("QUERY_STRING", "")
        host = spelled_host(request.get_host())
        self.host = "" if host == portal_host() else host
        self.place: Place | None = None

    def location(self) -> str | None:
        """Where readers of the address are led to with 301; None: nowhere, it is just missing."""
        path = spelled(asked_path(self.request))
        if path is None:
            return None
        meant = asked = Address(self.host, path)
        found = self._by_row(asked)
        if found is None and self.host and self.rules.is_old_path(path):
            meant, self.place = Address("", path), None
            found = self._by_row(meant)
        found = found or self._by_place() or self._by_pattern(meant) or self._to_place_itself()
        if found is None:
            return None
        # A link is written for the host that is asked; an old host is none of those.
        whole = self.structure.whole(found) if self.host != self.structure.host else found
        return None if self._is_asked(whole, asked) else whole

    def gone_site(self) -> MemberSite | None:
        """After ``location``: the closed or redirected site in whose old place the address lies."""
        site = self.structure.site_of(self.place.node.path) if self.place else None
        return site if site and site.state in GONE else None

    def _by_row(self, asked: Address) -> str | None:
        keys = [key for address in self._meanings(asked) for key in self._with_query(address)]
        order = {key: rank for rank, key in reversed(list(enumerate(keys)))}
        columns = ("host", "path", "target_url", "fragment", *TARGET)
        rows = OldAddress.objects.at(keys).values(*columns)
        ranked = [row for row in rows if (row["host"], row["path"]) in order]
        for row in sorted(ranked, key=lambda row: order[Address(row["host"], row["path"])]):
            if found := self._led_by(row):
                return found
        return None

    def _with_query(self, address: Address) -> list[Address]:
        """Systems of old told their articles apart by the query; mostly it says nothing."""
        path = spelled(address.path, self.query) if self.query else None
        return [Address(address.host, path), address] if path else [address]

    def _meanings(self, asked: Address) -> list[Address]:
        """The address, and what it has become by hosts and old places; sets ``self.place``."""
        found: list[Address] = []
        step: Address | None = asked
        while step and step not in found and len(found) < STEPS:
            found.append(step)
            inner = portal_rules.on_portal_host(step, self.structure)
            if inner is None:
                place = self.rules.place_of(step)
                self.place = place or self.place
                inner = self._now(place)
                if place and self._is_public_node(place):
                    found += [inner] if inner and inner not in found else []
                    return found
                if inner is None and step.host and not place:
                    inner = Address("", step.path)
            step = inner
        return found

    def _now(self, place: Place | None) -> Address | None:
        if place is None:
            return None
        path = portal_rules.inner_path(place.node.url_path, self.structure)
        return Address("", portal_rules.below(path, place.rest)) if path else None

    def _led_by(self, row: dict[str, Any]) -> str | None:
        fragment = f"#{quote(row['fragment'])}" if row["fragment"] else ""
        if row["target_url"]:
            url, mark, query = str(row["target_url"]).partition("?")
            return (self.structure.link(url) if url[0] == "/" else url) + mark + query + fragment
        if row["target__pk"] is None:
            return None
        found = self._to_page({name: row[f"target__{name}"] for name in COLUMNS})
        return found + fragment if found else None

    def _by_place(self) -> str | None:
        """The same place below what the old place has become, if a page or a list is there."""
        if self.place is None or not self.place.rest or not self._is_public_node(self.place):
            return None
        parts = [part for part in self.place.rest.partition("?")[0].split("/") if part]
        url_path = self.place.node.url_path
        paths = [url_path + "".join(f"{p}/" for p in parts[:end]) for end in (len(parts), -1)]
        rows = {
            row["url_path"]: row
            for row in Page._base_manager.filter(url_path__in=paths).values(*COLUMNS)
        }
        if paths[0] in rows:
            return self._kept_query(self._to_page(rows[paths[0]]))
        if (row := rows.get(paths[1])) and self._is_routed(row, parts[-1]):
            url = self._to_page(row)
            return self._kept_query(f"{url}{parts[-1]}/" if url else None)
        return self._by_address_of_site(parts)

    def _is_routed(self, row: dict[str, Any], last: str) -> bool:
        """Whether a page has an address ``last`` of its own, as lists have "trang-2"."""
        page = Page._base_manager.get(pk=row["pk"]).specific
        page.structure = self.structure
        try:
            page.route(self.request, [last])
        except Http404:
            return False
        return True

    def _by_address_of_site(self, parts: list[str]) -> str | None:
        """Topics, feeds and lists of plugins below a site's home page."""
        node = self.place.node if self.place else None
        site = self.structure.site_of(node.path) if node else None
        if node is None or site is None or site.root_page_id != node.id:
            return None
        slash = "" if "." in parts[-1] else "/"
        base = portal_rules.inner_path(node.url_path, self.structure) or "/"
        inner = f"{base.rstrip('/')}/{'/'.join(parts)}{slash}"
        if not answers_without_page(inner):
            return None
        home = self.structure.url_of(node.url_path)
        return self._kept_query(f"{home}{'/'.join(parts)}{slash}")

    def _kept_query(self, url: str | None) -> str | None:
        return f"{url}?{self.query}" if url and self.query else url

    def _by_pattern(self, asked: Address) -> str | None:
        trace = legacy.trace_of(portal_rules.site_path(asked, self.rules))
        if trace is None:
            return None
        owner = portal_rules.owner_of(asked, self.rules)
        now = self.structure.site_of(self.place.node.path) if self.place else owner
        if not self.rules.is_understood(trace.pattern, owner):
            return None
        sites = {site.pk for site in (owner, now) if site}
        own = Q(site__in=sites) if sites else Q(host=asked.host)
        return self._by_key(trace.key, own) or self._by_slug(trace.slug, now)

    def _by_key(self, key: str, own: Q) -> str | None:
        """The one address to which all rows of a number in an old system lead."""
        if not key:
            return None
        rows = OldAddress.objects.filter(own, legacy_key=key)
        found = {self._led_by(row) for row in rows.values("target_url", "fragment", *TARGET)[:20]}
        found.discard(None)
        return found.pop() if len(found) == 1 else None

    def _by_slug(self, slug: str, site: Any) -> str | None:
        """The one published article of the site that has this slug."""
        if not slug or site is None:
            return None
        rows = Page._base_manager.filter(pages_of([site.pk], self.structure), slug=slug, live=True)
        if self.place:
            rows = rows.filter(path__startswith=self.place.node.path)
        structural = ContentType.objects.get_for_models(*structural_models()).values()
        kinds = {content_type.pk for content_type in structural}
        found = [row for row in rows.values(*COLUMNS)[:10] if row["content_type_id"] not in kinds]
        return self._to_page(found[0]) if len(found) == 1 else None

    def _to_place_itself(self) -> str | None:
        if self.place is None or not self._is_public_node(self.place):
            return None
        return self.structure.url_of(self.place.node.url_path)

    def _is_public_node(self, place: Place) -> bool:
        node = place.node
        return node.live and self._is_open_at(node.path)

    def _to_page(self, row: dict[str, Any]) -> str | None:
        """The public address of a page that readers find there today."""
        if not row["live"] or not self._is_open_at(row["path"]):
            return None
        kind = ContentType.objects.get_for_id(row["content_type_id"])
        if not plugins.is_type_open_at(kind, row["path"], gate.current()):
            return None
        return self.structure.url_of(row["url_path"])

    def _is_open_at(self, path: str) -> bool:
        site = self.structure.site_of(path)
        return (
            bool(site and site.state in READABLE and not self.structure.is_restricted(path))
            and len(path) > Page.steplen
        )

    def _is_asked(self, url: str, asked: Address) -> bool:
        """Whether a redirect would lead to the very address that is missing."""
        try:
            now = parse(self.structure.whole(url))
        except ValidationError:
            return False
        return now == asked


def asked_path(request: HttpRequest) -> str:
    """The path as the reader's browser sent it, whatever was made of it to find a view."""
    return str(getattr(request, "asked_path", None) or request.path)


def answers_without_page(path: str) -> bool:
    """Whether a path of the portal is not served by the tree of pages but by a view of its own."""
    if path.lstrip("/").partition("/")[0] in {"media", "tai-lieu"}:
        return True  # files, which nginx may serve
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return not (match.url_name or "").startswith("wagtail_serve")
