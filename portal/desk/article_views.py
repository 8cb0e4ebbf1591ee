"""One article's sheet: its deadline, its moments, where the time went, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.clock import services as clock
from portal.clock.models import Embargo, LateNote
from portal.desk import forms, services
from portal.desk.facts import facts_of
from portal.desk.permissions import may_assign, may_edit, row_or_404
from portal.desk.views import DeskBase
from portal.news.models import ArticlePage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.desk.models import DeskRow


class ArticleView(DeskBase):
    template_name = "desk/article.html"
    header_icon = "time"
    row: DeskRow

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        self.row = row_or_404(request.user, page_id, self.structure)
        return self.sheet()

    def sheet(self, **bound: Any) -> HttpResponse:
        """The whole sheet, with one form that came back with errors."""
        article = ArticlePage.objects.get(pk=self.row.pk)
        user = self.request.user
        site = self.structure.site_by_id(self.row.site_id)
        forms_shown = self._forms(article, site) | bound
        media = forms.EmbargoForm().media
        return self.render(
            row=self.row,
            site=site,
            section=self.structure.nodes_by_id.get(self.row.section_id or 0),
            facts=facts_of(self.row, self.structure),
            late_note=LateNote.objects.select_related("reason", "given_by")
            .filter(pk=self.row.pk)
            .first(),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.row.pk])
            if may_edit(user, site, self.row.owner_id)
            else "",
            media=media,
            **forms_shown,
        )

    def _forms(self, article: ArticlePage, site: Any) -> dict[str, Any]:
        user: Any = self.request.user
        found: dict[str, Any] = {}
        is_changeable = site is not None and site.is_changeable
        if is_changeable and self.row.is_late and clock.may_explain(user, article):
            found["reason_form"] = forms.ReasonForm()
        if is_changeable and not self.row.published_at and clock.may_set_embargo(user, article):
            embargo = Embargo.objects.filter(pk=article.pk).first()
            given = {"until": embargo.until, "note": embargo.note} if embargo else {}
            found["embargo_form"] = forms.EmbargoForm(initial=given)
        if may_assign(user, site):
            found["assign_form"] = forms.AssignForm(site_ids={site.pk}, structure=self.structure)
        return found

    def trail(self) -> list[tuple[str, str]]:
        return [("", self.row.title)]


class _Act(ArticleView):
    """Base of the sheet's forms."""

    http_method_names = ["post"]
    name = ""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        self.row = row_or_404(request.user, page_id, self.structure)
        article = ArticlePage.objects.filter(pk=page_id).first()
        if article is None:
            raise Http404
        form = self.form(request.POST)
        if form.is_valid():
            try:
                told = self.do(article, form.cleaned_data)
            except PermissionDenied:
                raise
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, told)
                return redirect("desk:article", page_id)
        return self.sheet(**{self.name: form})

    def form(self, data: Any) -> Any:
        raise NotImplementedError

    def do(self, article: ArticlePage, given: dict[str, Any]) -> str:
        raise NotImplementedError


class ReasonView(_Act):
    name = "reason_form"

    def form(self, data: Any) -> Any:
        return forms.ReasonForm(data)

    def do(self, article: ArticlePage, given: dict[str, Any]) -> str:
        user: Any = self.request.user
        clock.give_reason(actor=user, article=article, reason=given["reason"], note=given["note"])
        return _("The reason was noted.")


class EmbargoView(_Act):
    name = "embargo_form"

    def form(self, data: Any) -> Any:
        return forms.EmbargoForm(data)

    def do(self, article: ArticlePage, given: dict[str, Any]) -> str:
        user: Any = self.request.user
        clock.set_embargo(actor=user, article=article, until=given["until"], note=given["note"])
        return _("The embargo was set.") if given["until"] else _("There is no embargo any more.")


class AssignView(_Act):
    name = "assign_form"

    def form(self, data: Any) -> Any:
        site_ids = {self.row.site_id} if self.row.site_id else set()
        return forms.AssignForm(data, site_ids=site_ids, structure=self.structure)

    def do(self, article: ArticlePage, given: dict[str, Any]) -> str:
        user: Any = self.request.user
        services.assign(
            actor=user, article_id=article.pk, person=given["person"], note=given["note"]
        )
        return _("The article was handed over.")
