"""Publishing urgently, and the list of what waits to be checked afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.news import urgent as service
from portal.news.models import ArticlePage
from portal.news.newsroom import UrgentPublication
from portal.news.screens import FormScreen, NewsroomScreen
from portal.news.takeover import take_over_lock
from portal.sites.models import Role
from portal.sites.permissions import sites_with_role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TITLE = gettext_lazy("To be checked afterwards")
MOST = 100


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class OneArticleMixin:
    """``self.article``, which the person may edit."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        if not self.article.permissions_for_user(request.user).can_edit():
            raise Http404

    @property
    def done_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])


class PublishView(OneArticleMixin, FormScreen):
    page_title = gettext_lazy("Publish urgently")
    button = gettext_lazy("Publish now")
    explanation = gettext_lazy(
        "Readers see the newest version at once. An approver is told and checks it afterwards."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not service.may_publish_urgently(self.article, request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.article.get_admin_display_title())

    def trail(self) -> list[tuple[str, str]]:
        return [(self.done_url, self.get_page_subtitle()), ("", str(self.page_title))]

    def make_form(self, data: Any = None) -> ReasonForm:
        return ReasonForm(data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What other rooms ask before a publication is asked here too."""
        for hook in hooks.get_hooks("before_publish_page"):
            answer = hook(request, self.article.get_latest_revision_as_object())
            if answer is not None:
                return answer  # type: ignore[no-any-return]
        return super().post(request, *args, **kwargs)

    def save(self, values: dict[str, Any]) -> str:
        service.publish_urgently(actor=self.actor, page=self.article, reason=values["reason"])
        return _("“%(title)s” is published. An approver checks it afterwards.") % {
            "title": self.get_page_subtitle()
        }


class TakeOverView(OneArticleMixin, NewsroomScreen):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            former = take_over_lock(actor=self.actor, page=self.article)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            text = _("The lock is yours now; %(person)s is told.")
            messages.success(request, text % {"person": former})
        return redirect(self.done_url)


class AfterCheckView(NewsroomScreen):
    page_title = TITLE
    header_icon = "warning"
    template_name = "newsroom/after_check.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not sites_with_role(self.actor, Role.EDITOR).exists():
            raise Http404
        rows = service.visible(self.actor)
        waiting = [
            (row, service.may_decide(row, self.actor))
            for row in rows.filter(state=UrgentPublication.State.PENDING)[:MOST]
        ]
        decided = rows.exclude(state=UrgentPublication.State.PENDING)[:MOST]
        return self.render(waiting=waiting, decided=decided)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Withdrawing needs a reason."),
    )


class DecideView(NewsroomScreen):
    page_title = TITLE
    header_icon = "warning"
    template_name = "newsroom/decide.html"

    @cached_property
    def urgent(self) -> UrgentPublication:
        found = service.visible(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None or not service.may_decide(found, self.actor):
            raise Http404
        return found

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("after-check:index"), str(TITLE)), ("", str(self.urgent.page.title))]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(NoteForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        note, title = form.cleaned_data["note"], self.urgent.page.title
        try:
            if "withdraw" in request.POST:
                service.withdraw(actor=self.actor, urgent=self.urgent, note=note)
                text = _("“%(title)s” was withdrawn; its text stays as a draft.")
            else:
                service.approve_afterwards(actor=self.actor, urgent=self.urgent, note=note)
                text = _("“%(title)s” was approved afterwards.")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)  # type: ignore[arg-type]
            return self.show(form)
        messages.success(request, text % {"title": title})
        return redirect("after-check:index")

    def show(self, form: NoteForm) -> HttpResponse:
        return self.render(form=form, urgent=self.urgent, media=form.media)


class UrgentPanel(Component):  # type: ignore[misc]
    """On the start page of approvers, while something waits."""

    name = "after-check"
    order = 120
    template_name = "newsroom/urgent_panel.html"

    def __init__(self, rows: list[UrgentPublication]) -> None:
        self.rows = rows

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": self.rows, "panel_id": self.name}


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if rows := list(service.pending(request.user)[:10]):  # type: ignore[arg-type]
        panels.append(UrgentPanel(rows))
