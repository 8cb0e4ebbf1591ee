"""Typed addresses of the portal itself: which they are, and whether anything answers there.

Nothing is fetched: the address is looked up as the portal would route it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from portal.media.models import PortalDocument
from portal.news.models import Tag
from portal.pages.addresses import LIST_PAGE
from portal.pages.models import SectionPage
from portal.redirects.resolving import Search
from portal.sites.models import READABLE, SiteState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# Stands for the host of the place itself while a relative address is put together.
_HERE = "nguon.invalid"
_PAGES = "wagtail_serve"
# As Wagtail's older form of the address calls it.
_FILE = "document_id"


class Source(Protocol):
    """Where links stand; ``address``: its own on the main host, from which relative ones count."""

    site: MemberSite
    address: str


class Asked(NamedTuple):
    """A path on the portal's host, decoded, and what stands after the question mark."""

    path: str
    query: str


@dataclass
class OwnAddresses:
    """Addresses of one batch: first ``add`` all, then ask ``answers``."""

    structure: Structure
    _paths: set[str] = field(default_factory=set)
    _led: dict[Asked, bool] = field(default_factory=dict)

    def add(self, address: str, source: Source) -> None:
        self._paths.update(asked.path for asked in self.candidates(address, source))

    def answers(self, address: str, source: Source) -> bool:
        """Whether something answers; True for addresses of others, which are not looked at."""
        asked = self.candidates(address, source)
        return (
            not asked
            or any(self._answers_at(each.path, source) for each in asked)
            or any(self._leads_on(each) for each in asked)
        )

    def candidates(self, address: str, source: Source) -> list[Asked]:
        """The paths on the portal's host that the address may mean; none for one of others.

        On a member site's own host a path is meant from the site's home page.
        """
        try:
            parts = urlsplit(urljoin(f"https://{_HERE}{source.address}", address))
            host = (parts.hostname or "").lower()
        except ValueError:
            return []
        if parts.scheme not in {"http", "https"} or address.startswith("#"):
            return []
        if host != _HERE and host not in self._hosts:
            return []
        path = unquote(parts.path) or "/"
        site = self._hosts.get(host) or (source.site if source.site.host else None)
        home = self.structure.home_of(site)
        below_home = [home.address + path.lstrip("/")] if home and home.address != "/" else []
        return [Asked(each, parts.query) for each in (*below_home, path)]

    @cached_property
    def _hosts(self) -> dict[str, MemberSite | None]:
        names = {urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "", *settings.ALLOWED_HOSTS}
        hosts: dict[str, MemberSite | None] = {
            name.lower(): None for name in names if name and name[0] not in "*."
        }
        return hosts | self.structure.hosts

    def _answers_at(self, path: str, source: Source) -> bool:
        if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return True  # files, which other programs may serve
        match = _view_at(path)
        if match is None:
            return False
        name, values = match
        if name == _PAGES:
            return self._is_page(values["path"], source)
        if _FILE in values:
            return int(values[_FILE]) in self._documents
        return name != "tag_page" or values["slug"] in self._tags

    def _is_page(self, path: str, source: Source) -> bool:
        parts = [part for part in path.split("/") if part]
        for depth in range(len(parts), -1, -1):
            row = self._pages.get(self._url_path(parts[:depth]))
            if row is not None:
                live, tree_path, model = row
                return (
                    live
                    and is_open(self.structure.site_of(tree_path), source)
                    and _takes(model, parts[depth:])
                )
        return False

    def _url_path(self, parts: list[str]) -> str:
        return self.structure.default_root + "".join(f"{part}/" for part in parts)

    @cached_property
    def _matches(self) -> list[tuple[str, dict[str, str]]]:
        return [match for path in self._paths if (match := _view_at(path))]

    @cached_property
    def _pages(self) -> dict[str, tuple[bool, str, type[Page] | None]]:
        """Pages at the addresses or above them: published or not, place in the tree, type."""
        paths = [values["path"] for name, values in self._matches if name == _PAGES]
        wanted = sorted({url for path in paths for url in self._and_above(path)})
        columns = ("url_path", "live", "path", "content_type")
        found: dict[str, tuple[bool, str, type[Page] | None]] = {}
        for some in batched(wanted):
            rows = Page._base_manager.filter(url_path__in=some)
            for url_path, live, path, kind in rows.values_list(*columns):
                model = ContentType.objects.get_for_id(kind).model_class()
                found[url_path] = (live, path, model)
        return found

    def _and_above(self, path: str) -> Iterator[str]:
        parts = [part for part in path.split("/") if part]
        for depth in range(len(parts) + 1):
            yield self._url_path(parts[:depth])

    @cached_property
    def _documents(self) -> set[int]:
        keys = [values[_FILE] for _name, values in self._matches if _FILE in values]
        rows = PortalDocument._base_manager.values_list("pk", flat=True)
        return {pk for some in batched(keys) for pk in rows.filter(pk__in=some)}

    @cached_property
    def _tags(self) -> set[str]:
        slugs = [values["slug"] for name, values in self._matches if name == "tag_page"]
        rows = Tag._base_manager.values_list("slug", flat=True)
        return {slug for some in batched(slugs) for slug in rows.filter(slug__in=some)}

    def _leads_on(self, asked: Asked) -> bool:
        """Asked only for what nothing else answers: it takes a query or two each."""
        if asked not in self._led:
            self._led[asked] = leads_on(asked.path, asked.query, self.structure)
        return self._led[asked]


def leads_on(path: str, query: str, structure: Structure) -> bool:
    """Whether readers of an old address on the portal's host are led somewhere."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    request.META = {"HTTP_HOST": base.netloc, "QUERY_STRING": query}
    return Search(request, structure).location() is not None


def is_open(site: MemberSite | None, source: Source) -> bool:
    """Whether readers of ``source`` get to pages of ``site``; maintenance passes."""
    if site is None or site.pk == source.site.pk:
        return True
    return site.state in {*READABLE, SiteState.REDIRECTED}


def batched(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Parts that a database takes in one list."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _view_at(path: str) -> tuple[str, dict[str, str]] | None:
    """Name and arguments of the view at a path; a missing last slash is put there by the portal."""
    for tried in (path, f"{path}/"):
        try:
            match = resolve(tried)
        except Resolver404:
            continue
        values = {name: str(value or "") for name, value in match.kwargs.items()}
        if match.url_name == _PAGES:
            values["path"] = str(match.args[0])
        elif match.url_name == "document":
            values[_FILE] = values["pk"]
        return match.url_name or "", values
    return None


def _takes(model: type[Page] | None, rest: list[str]) -> bool:
    """Whether a page answers for what is left of the address below it."""
    if not rest:
        return True
    if model is SectionPage:
        return len(rest) == 1 and LIST_PAGE.fullmatch(rest[0]) is not None
    # Types of plugins may have addresses of their own; nobody knows them without asking.
    return model is not None and issubclass(model, RoutablePageMixin)
