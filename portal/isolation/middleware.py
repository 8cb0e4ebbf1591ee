"""The fence between member sites: every request for the admin passes here before its view.

It asks the table (decisions.py) who may come and which objects the request names, and whether
each of them lies in a site of the person. What does not is answered as if it did not exist. Rights
within one's own sites are Wagtail's matter (portal.sites.policies).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied, reject_request

from portal.errors import sentence
from portal.isolation import narrowing
from portal.isolation.decisions import decide
from portal.isolation.kinds import Asker
from portal.isolation.naming import named_in
from portal.isolation.rows import Who
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from portal.isolation.naming import Mention
    from portal.isolation.rows import Decision

logger = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS"}


class Fence:
    """404 for what belongs to sites in which the person holds no role, whatever the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        decision = decide(match)
        if decision and decision.who is Who.PUBLIC:
            return None
        user: Any = request.user
        if not user.is_authenticated:
            answer: HttpResponse = reject_request(request)
            return answer
        asker = Asker(user, structure_of(request))
        if decision is None:
            if user.is_superuser:
                return None
            logger.error("no decision about the address %s", match.view_name)
            raise Http404
        return _pass(request, decision, asker)


def _pass(request: HttpRequest, decision: Decision, asker: Asker) -> HttpResponse | None:
    """None to let the request pass."""
    if not asker.user.has_perm("wagtailadmin.access_admin"):
        return None  # Wagtail shows everybody like this to the door
    if not decision.who.admits(asker):
        answer: HttpResponse = permission_denied(request)
        return answer
    mentions = named_in(request, decision, asker)
    for mention in mentions:
        if not mention.is_seen:
            if not mention.is_destination:
                raise Http404
            return _refused(request, "CL-02", _foreign_destination())
    if request.method == "POST" and any(name not in request.POST for name in decision.needs):
        raise BadRequest
    if request.method not in SAFE and (closed := _closed(mentions)):
        return _refused(request, "CL-03", closed)
    narrowing.begin(request, decision, asker)
    return None


def _closed(mentions: list[Mention]) -> str:
    """Why nothing may be changed, if one of these lies in a site that nobody may change."""
    for mention in mentions:
        site = mention.site
        if mention.may_change and site is not None and not site.is_changeable:
            text = _("“%(site)s” is %(state)s; nothing in it can be changed any more.")
            return text % {"site": site.short_name, "state": site.get_state_display().lower()}
    return ""


def _foreign_destination() -> str:
    return _("This place belongs to another member site; choose one in a site of your own.")


def _refused(request: HttpRequest, code: str, text: str) -> HttpResponse:
    """Back to the start page with one sentence; scripts get it as JSON."""
    told = sentence(code, text)
    logger.info("refused: %s", told)
    by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if by_script or not request.accepts("text/html"):
        answer = {"success": False, "error_code": code, "error_message": told}
        return JsonResponse(answer, status=403)
    messages.error(request, told)
    return redirect("wagtailadmin_home")
