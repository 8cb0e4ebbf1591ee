"""The administration of links, and sending one from the editing screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.approving import services
from portal.approving.forms import FilterForm, RulesForm
from portal.approving.models import LinkRules
from portal.approving.permissions import may_look, may_revoke, may_send, visible_links
from portal.approving.versions import waiting_step
from portal.news.models import ArticlePage
from portal.news.screens import FormScreen, NewsroomScreen
from portal.sites.models import Role
from portal.sites.permissions import is_portal_admin, sites_to_read

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.approving.models import ApprovalLinkQuerySet

TITLE = gettext_lazy("Approval links")
ON_A_PAGE = 50


class LinksView(NewsroomScreen):
    page_title = TITLE
    header_icon = "link"
    template_name = "approving/links.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_look(self.actor):
            raise Http404
        sites = sites_to_read(self.actor, Role.SITE_ADMIN)
        form = FilterForm(request.GET, sites=sites)
        rows = _chosen(visible_links(self.actor), form)
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
        query = request.GET.copy()
        query.pop("p", None)
        return self.render(
            form=form,
            page=page,
            query=query.urlencode(),
            rows=[(link, may_revoke(link, self.actor)) for link in page],
            rules=LinkRules.load(),
            may_change_rules=is_portal_admin(self.actor),
        )


class RevokeView(NewsroomScreen):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        link = get_object_or_404(visible_links(self.actor), pk=pk)
        try:
            services.revoke_link(actor=self.actor, link=link)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            text = _("The link of %(person)s was withdrawn.")
            messages.success(request, text % {"person": link.person})
        return redirect("approval-links:index")


class RulesView(FormScreen):
    page_title = gettext_lazy("Rules of approval links")
    header_icon = "link"
    button = gettext_lazy("Save")
    explanation = gettext_lazy("They hold for links that are sent from now on.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_portal_admin(request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        return [(self.done_url, str(TITLE)), ("", str(self.page_title))]

    @property
    def done_url(self) -> str:
        return reverse("approval-links:index")

    def make_form(self, data: Any = None) -> RulesForm:
        rules = LinkRules.load()
        return RulesForm(data, initial={"hours": rules.hours, "lock_minutes": rules.lock_minutes})

    def save(self, values: dict[str, Any]) -> str:
        services.change_rules(actor=self.actor, **values)
        return _("The rules were saved.")


class SendView(NewsroomScreen):
    """Two buttons: to the own address, or to the approvers."""

    page_title = gettext_lazy("Send an approval link")
    header_icon = "mail"
    template_name = "approving/send.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        if not self.article.permissions_for_user(request.user).can_edit():
            raise Http404

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_page_subtitle(self) -> str:
        return str(self.article.get_admin_display_title())

    def trail(self) -> list[tuple[str, str]]:
        return [(self.edit_url, self.get_page_subtitle()), ("", str(self.page_title))]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        step = waiting_step(self.article)
        if step is None or not may_send(self.article, self.actor):
            raise Http404
        task = step.task.specific
        return self.render(
            approvers=task.approvers(self.article),
            may_decide=task.may_decide(self.article, self.actor),
            back=self.edit_url,
            rules=LinkRules.load(),
        )

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            told = services.send_links(
                actor=self.actor, page=self.article, to_self=request.POST.get("to") == "me"
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            names = ", ".join(str(person) for person in told)
            messages.success(request, _("Links are on their way to: %(names)s.") % {"names": names})
        return redirect(self.edit_url)


def _chosen(rows: ApprovalLinkQuerySet, form: FilterForm) -> ApprovalLinkQuerySet:
    """What is not understood is left out."""
    form.is_valid()
    if site := form.cleaned_data.get("site"):
        rows = rows.filter(site=site)
    state = form.cleaned_data.get("state")
    if state == "open":
        return rows.open()
    if state == "expired":
        return rows.run_out()
    if state == "used":
        return rows.exclude(used_at=None)
    return rows.exclude(revoked_at=None) if state == "revoked" else rows
