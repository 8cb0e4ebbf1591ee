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
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied, reject_request

from portal.errors import sentence
from portal.isolation import answers, narrowing, reading
from portal.isolation.decisions import decide
from portal.isolation.kinds import Asker
from portal.isolation.naming import named_in
from portal.isolation.rows import Who
from portal.language.templatetags.language import vn_date
from portal.sites.middleware import structure_of
from portal.sites.models import RoleGrant

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
        try:
            return self.get_response(request)
        finally:
            answers.end()

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

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        return reading.finish(request, response)


def _pass(request: HttpRequest, decision: Decision, asker: Asker) -> HttpResponse | None:
    """None to let the request pass."""
    if not asker.user.has_perm("wagtailadmin.access_admin"):
        return _not_yet(request, asker)
    if not decision.who.admits(asker):
        answer: HttpResponse = permission_denied(request)
        return answer
    mentions = named_in(request, decision, asker)
    for mention in mentions:
        if not mention.is_seen:
            if not mention.is_destination:
                raise Http404
            return _refused(request, "CL-02", _foreign_destination())
    if request.method in SAFE:
        instead = reading.begin(request, decision, asker, mentions)
    else:
        instead = _not_done(request, decision, asker, mentions)
    if instead:
        return instead
    answers.begin(request, asker)
    narrowing.begin(request, decision, asker)
    return None


def _not_done(
    request: HttpRequest, decision: Decision, asker: Asker, mentions: list[Mention]
) -> HttpResponse | None:
    """Why nothing is changed; None to let the change pass."""
    if request.method == "POST" and any(name not in request.POST for name in decision.needs):
        raise BadRequest
    if asker.rights.only_reads and not decision.is_personal:
        text = _("Your role is to look at everything and to change nothing.")
        return _refused(request, "CL-04", text)
    if text := reading.closed(mentions):
        return _refused(request, "CL-03", text)
    if decision.forbids and (text := decision.forbids(request, asker)):
        return _refused(request, "CL-05", text)
    return None


def _not_yet(request: HttpRequest, asker: Asker) -> HttpResponse | None:
    """At the door: whose roles begin later hears when; to all others Wagtail speaks."""
    later = RoleGrant.objects.standing().filter(valid_from__gt=timezone.localdate())
    own = later.filter(person_id=asker.user.pk).select_related("site")
    first = own.order_by("valid_from", "pk").first()
    if first is None or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return None
    text = _("Your role “%(role)s” holds from %(day)s; you can work here from that day.")
    values = {"role": first, "day": vn_date(first.valid_from)}
    messages.error(request, sentence("VT-06", text % values))
    answer: HttpResponse = reject_request(request)
    return answer


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
