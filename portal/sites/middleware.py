"""Which host and address a request is about, and the portal's structure as it looks from there.

A member site with a host of its own answers there as it does below its path on the main host; one
of both is its main address, and the other one leads to it. All that comes after this middleware
sees the address on the main host in ``request.path_info``; ``request.path`` stays as it was asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.request import split_domain_port
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from portal.sites import structure as portal_structure
from portal.sites.allowed_hosts import was_of_member_site
from portal.sites.models import SiteState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# Answered on every host, and about the host itself.
ON_EVERY_HOST = re.compile(
    r"/(?:n|static|media|suc-khoe|tim-kiem|ngoai-tuyen|_util)/|/tai-lieu/authenticate_"
    r"|/(?:sitemap[^/]*\.xml|robots\.txt|sw\.js)$"
)
# Answered whatever becomes of the sites.
NOT_OF_A_SITE = re.compile(
    r"/(?:static|media|suc-khoe|_util|quan-tri|duyet|robots\.txt|sw\.js|ngoai-tuyen"
    # Readers leave the news by e-mail whatever became of the site.
    r"|ban-tin/(?:xac-nhan|tuy-chon|thoi-nhan))(?:/|$)"
)
MINUTES_KEPT = 10
ADMIN = re.compile(r"/quan-tri(?:/|$)")
# Rooms above say here whether a path of the main host was a site's before.
old_paths: list[Callable[[str], bool]] = []


def structure(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set ``request.structure``, the same one for the whole request, and ``request.path_info``."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = _member_host_name(request)
        with portal_structure.kept_for_request(name):
            lazy = SimpleLazyObject(portal_structure.in_use)
            request.structure = lazy  # type: ignore[attr-defined]
            return _lead_elsewhere(request, name) or get_response(request)

    return middleware


def structure_of(request: HttpRequest | None) -> Structure:
    """The request's structure; previews and mails have none and get the current one."""
    found: Structure | None = getattr(request, "structure", None)
    return portal_structure.in_use() if found is None else found


def site_asked(request: HttpRequest) -> MemberSite | None:
    """The member site a public address lies under; the host's own for what every host answers."""
    structure = structure_of(request)
    if ON_EVERY_HOST.match(request.path_info):
        return structure.hosts.get(_member_host_name(request)) or structure.province
    return structure.site_at(request.path_info)


def host_asked(request: HttpRequest) -> str:
    """The member site's host that was asked; empty for the main one, without a query."""
    name = _member_host_name(request)
    return name if name and name in portal_structure.current().hosts else ""


def _member_host_name(request: HttpRequest) -> str:
    """The host that was asked when it may be a member site's; empty for the main one."""
    domain, _port = split_domain_port(request.get_host())
    name = domain.rstrip(".")
    return "" if name == urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname else name


def _lead_elsewhere(request: HttpRequest, name: str) -> HttpResponse | None:
    """Find the address that is meant; an answer when another place is the one to serve it."""
    if ON_EVERY_HOST.match(request.path_info):
        return None
    if ADMIN.match(request.path_info):
        url = f"{portal_structure.origin()}{request.get_full_path()}"
        return HttpResponseRedirect(url) if host_asked(request) else None
    structure: Structure = request.structure  # type: ignore[attr-defined]
    site = structure.hosts.get(name)
    if name and (site is None or _is_former_path(request.path_info, structure, site)):
        # No page lives there any more: only old addresses are looked up (portal.pages.states).
        is_former = site is not None or was_of_member_site(name)
        request.is_former_address = is_former  # type: ignore[attr-defined]
        if site is not None:
            return None
    address = _address(request.path_info, structure, site)
    link = structure.link(address)
    if link != request.path_info and request.method in {"GET", "HEAD"} and not _is_preview(request):
        query = request.META.get("QUERY_STRING", "")
        url = f"{escape_uri_path(structure.whole(link))}{f'?{query}' if query else ''}"
        return _moved(url, for_good=site is None or site.state != SiteState.DRAFT)
    request.path_info = address
    return None


def _moved(url: str, *, for_good: bool) -> HttpResponse:
    """Browsers keep the answer for a while only: a site may get another host, or lose it."""
    if not for_good:
        return HttpResponseRedirect(url)
    answer = HttpResponsePermanentRedirect(url)
    patch_cache_control(answer, public=True, max_age=60 * MINUTES_KEPT)
    return answer


def _is_preview(request: HttpRequest) -> bool:
    """Wagtail's imitation of a request, whose page is already known."""
    return getattr(request, "is_dummy", False)


def _address(path: str, structure: Structure, site: MemberSite | None) -> str:
    """The address on the main host that ``path`` means on the host of ``site``."""
    home = structure.home_of(site)
    if site is None or home is None:
        return path
    first = path.split("/")[1]
    own = structure.nodes_by_url.get(f"{home.address}{first}/")
    if own is None and first and _is_address_of_portal(first, structure):
        return path
    if first in _of_sites():
        return f"/{site.code}{path}"
    return f"{home.address[:-1]}{path}"


def _is_former_path(path: str, structure: Structure, site: MemberSite) -> bool:
    """Whether a site's host is asked for a path that this or another site had on the main host."""
    home = structure.home_of(site)
    first = path.split("/")[1]
    if not first or home is None or f"{home.address}{first}/" in structure.nodes_by_url:
        return False
    return not _is_address_of_portal(first, structure) and any(knows(path) for knows in old_paths)


def _is_address_of_portal(first: str, structure: Structure) -> bool:
    """A member site's path, or what the portal has once and for all: links name these, too."""
    if first in _of_sites():
        return False
    if first in settings.PORTAL_RESERVED_ADDRESSES:
        return True
    site = structure.site_at(f"/{first}/")
    return site is not None and not site.is_province


def _of_sites() -> frozenset[str]:
    """First parts of addresses that each site has below its own."""
    plugins = settings.PORTAL_PLUGINS.found
    prefixes = {p.config.url_prefix for p in plugins if p.config.scope == "site"}
    own = "ban-tin bieu-tuong chu-de chuyen-de luu-tru-tin manifest.webmanifest tai-lieu tro-nang"
    return frozenset({*own.split(), *prefixes})
