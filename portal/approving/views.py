"""The page behind a link: the article as readers would see it, and two buttons.

Looking (GET) never decides: programs that examine mails open every link in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.approving import pins
from portal.approving.models import COMMENT_LENGTH, ApprovalLink, ApproverAccount
from portal.approving.services import Trace, decide
from portal.approving.tokens import hash_of
from portal.approving.usable import refuse_unusable
from portal.errors import refuse
from portal.sites.middleware import structure_of
from portal.sites.models import SiteState
from portal.sites.secret_links import SecretLinkView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# 404 would lead to the list of missed addresses, where others could read it.
# After these the link is of no use; what else is refused stands above the form, which stays.
FINAL = frozenset(f"DL-{number:02}" for number in range(1, 13))


@method_decorator(sensitive_post_parameters("pin"), name="dispatch")
class LinkView(SecretLinkView):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find(token)
        refuse_unusable(link, request.user)
        return self.page(link)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find(token)
        typed = {name: _typed(request, name) for name in ("answer", "comment", "pin")}
        visitor: Any = request.user
        try:
            done = decide(link=link, visitor=visitor, trace=trace_of(request), **typed)
        except ValidationError as refusal:
            codes = {error.code for error in refusal.error_list}
            if codes & FINAL:
                raise
            told = " ".join(refusal.messages)
            return self.page(find(token), refusal=told, comment=typed["comment"])
        return self.message(done=done)

    def page(self, link: ApprovalLink, refusal: str = "", comment: str = "") -> HttpResponse:
        article = link.page.get_latest_revision_as_object()
        self._show_as_to_insiders(link)
        self.request.is_preview = True  # type: ignore[attr-defined]
        context = {
            **article.get_context(self.request),
            "article_template": article.get_template(self.request),
            "link": link,
            "step": link.task_state,
            "refusal": refusal,
            "comment": comment,
            "longest": COMMENT_LENGTH,
            "locked": _locked(link),
            "has_pin": bool(ApproverAccount.of(link.person).pin),
        }
        return render(self.request, "approving/link.html", context)

    def message(self, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, "approving/message.html", context, status=status)

    def _show_as_to_insiders(self, link: ApprovalLink) -> None:
        """A site being prepared has no addresses for readers yet."""
        structure = structure_of(self.request)
        site = structure.site_of(link.page.path)
        if site is not None and site.state == SiteState.DRAFT:
            self.request.structure = structure.for_insider_of(site)  # type: ignore[attr-defined]


def _typed(request: HttpRequest, name: str) -> str:
    """PostgreSQL takes no NUL, and nobody types one."""
    return request.POST.get(name, "").replace("\0", "")


def find(token: str) -> ApprovalLink:
    """The link with this token.

    Raises:
        ValidationError: DL-01 there is none.
    """
    stored = hash_of(token)
    related = ("person", "asked_by", "site", "page", "task_state__workflow_state__requested_by")
    rows = ApprovalLink.objects.select_related(*related)
    link = rows.filter(token_hash=stored).first() if stored else None
    if link is None:
        text = _("This link is wrong or incomplete; open it from the mail once more.")
        raise refuse("DL-01", text)
    return link


def trace_of(request: HttpRequest) -> Trace:
    """The sender's address as nginx tells it, where the portal stands behind it."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        validate_ipv46_address(given)
    except ValidationError:
        given = ""
    return Trace(ip=given or None, user_agent=request.headers.get("User-Agent", ""))


def _locked(link: ApprovalLink) -> str:
    try:
        pins.refuse_locked(link.person)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
