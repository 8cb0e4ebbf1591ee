"""What readers get of a member site in each state of its life; the one place that decides it.

Active and frozen sites are served, the frozen ones only to be read. A site being prepared is shown
to people who work in it. Of a redirected or closed site nothing answers but what its old addresses
lead to (portal.redirects, which stands inside and acts on 404); what is left leads to the
successor, or is gone. A site under maintenance shows its notice whatever is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from portal.errors import sentence
from portal.media.views import serve_document
from portal.sites.middleware import NOT_OF_A_SITE, ON_EVERY_HOST, site_asked, structure_of
from portal.sites.models import SiteState
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

RETRY_AFTER = 3600
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
GONE = frozenset({SiteState.REDIRECTED, SiteState.CLOSED})


class SiteStates:
    """Stands after signing in, which tells who sees a site being prepared, and around redirects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NOT_OF_A_SITE.match(request.path_info):
            return self.get_response(request)
        site = site_asked(request)
        if site is None or site.is_readable:
            return _read_only(request, site) or self._answer(request)
        if getattr(request, "is_dummy", False) or _is_insider(request, site):
            _show_to_insider(request, site)
            return self.get_response(request)
        if site.maintenance:
            return _maintenance(request, site)
        request.missing_site = site  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 404 and site.state in GONE:
            return _gone(request, site)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """Of a site that is gone, also what lies at a path it had before."""
        response = self.get_response(request)
        gone: MemberSite | None = getattr(request, "gone_site", None)
        return _gone(request, gone) if gone and response.status_code == 404 else response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        if getattr(request, "is_former_address", False):
            raise Http404
        site: MemberSite | None = getattr(request, "missing_site", None)
        # A file may have gone to the successor: its view knows.
        if site and not (view is serve_document and site.state in GONE):
            raise Http404


def _read_only(request: HttpRequest, site: MemberSite | None) -> HttpResponse | None:
    """403 for what a reader sends to a frozen site (forms of plugins); None for all else."""
    if site is None or site.state != SiteState.FROZEN or request.method in SAFE:
        return None
    if ON_EVERY_HOST.match(request.path_info):
        return None
    text = _("“%(site)s” is %(state)s; nothing in it can be changed any more.")
    told = {"site": site.short_name, "state": site.get_state_display().lower()}
    context = {"frozen": site, "refusal": sentence("CL-03", text % told)}
    return render(request, "sites/read_only.html", context, status=403)


def _is_insider(request: HttpRequest, site: MemberSite) -> bool:
    """Whether somebody asks who works in a site that is being prepared."""
    if site.state != SiteState.DRAFT or site.maintenance:
        return False
    return bool(rights_of(request.user).roles_at(site.pk))


def _show_to_insider(request: HttpRequest, site: MemberSite) -> None:
    structure = structure_of(request).for_insider_of(site)
    request.structure = structure  # type: ignore[attr-defined]


def _maintenance(request: HttpRequest, site: MemberSite) -> HttpResponse:
    """503 with the notice, and nothing else of the site."""
    response = render(request, "sites/maintenance.html", {"site": site}, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    return response


def _gone(request: HttpRequest, site: MemberSite) -> HttpResponse:
    """301 to the home page of the successor; 410 when there is none."""
    structure = structure_of(request)
    successor = _successor(site, structure)
    home = structure.home_of(successor)
    if successor and home and request.method in {"GET", "HEAD"}:
        answer: HttpResponse = HttpResponsePermanentRedirect(structure.whole(home.url))
        patch_cache_control(answer, public=True, max_age=600)
        return answer
    request.portal_site = structure.province  # type: ignore[attr-defined]
    context = {"closed": site, "successor": successor}
    return render(request, "sites/closed.html", context, status=410)


def _successor(site: MemberSite, structure: Structure) -> MemberSite | None:
    """The site that readers find instead, however many successors were succeeded themselves."""
    seen: set[int] = set()
    found: MemberSite | None = site
    while found and found.state == SiteState.REDIRECTED and found.pk not in seen:
        seen.add(found.pk)
        found = structure.site_by_id(found.successor_id)
    return found if found and found != site and found.is_readable else None
