"""Sending a Word file, and the list of what could not be carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin import messages as admin_messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy as permission_policy

from portal.news.models import ArticlePage
from portal.word.findings import sentences
from portal.word.forms import SendForm
from portal.word.models import WordImport
from portal.word.permissions import sections_for
from portal.word.services import article_from_word, blocks_from_clipboard

if TYPE_CHECKING:
    from django.http import HttpRequest


class WordView(WagtailAdminTemplateMixin, View):  # type: ignore[misc]
    header_icon = "doc-full"
    page_title = gettext_lazy("Article from a Word file")


class SendView(WordView):
    """Where a file is dropped; for people without a section to write in it does not exist."""

    template_name = "word/send.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not sections_for(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("section", "")
        initial = {"section": chosen} if chosen.isdecimal() else {}
        return self._show(SendForm(user=request.user, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        form = SendForm(request.POST, request.FILES, user=person)
        if form.is_valid():
            try:
                made = article_from_word(
                    actor=person,
                    section=form.cleaned_data["section"].specific,
                    file=form.cleaned_data["file"],
                )
            except (ValidationError, PermissionDenied) as error:
                form.add_error("file", error if isinstance(error, ValidationError) else _DENIED)
            else:
                _tell(request, made)
                return self._landed(reverse("wagtailadmin_pages:edit", args=[made.article_id]))
        return self._show(form)

    def _landed(self, url: str) -> HttpResponse:
        if self._wants_json:
            return JsonResponse({"url": url})
        return redirect(url)

    @property
    def _wants_json(self) -> bool:
        return not self.request.accepts("text/html")

    def _show(self, form: SendForm) -> HttpResponse:
        if self._wants_json:
            refusals = [str(text) for errors in form.errors.values() for text in errors]
            return JsonResponse({"message": " ".join(refusals)}, status=400)
        recent = WordImport.objects.filter(person=self.request.user.pk).select_related("article")
        context = self.get_context_data(form=form, recent=recent.order_by("-pk")[:10])
        status = 400 if form.is_bound else 200
        return self.render_to_response(context, status=status)  # type: ignore[no-any-return]


_DENIED = gettext_lazy("You may not write in this section.")


def _tell(request: HttpRequest, made: WordImport) -> None:
    """What the person reads above the edit form."""
    lost = made.lost
    text = _(
        "“%(file)s” became this draft. Look it over, enter the time of the event and save."
    ) % {"file": made.file_name}
    if lost:
        count = ngettext(
            "%(count)d kind of content could not be carried.",
            "%(count)d kinds of content could not be carried.",
            lost,
        )
        text = f"{text} {count % {'count': lost}}"
    buttons = []
    if made.total:
        url = reverse("word:report", args=[made.article_id])
        buttons = [admin_messages.button(url, _("See the list"), new_window=True)]
    show = admin_messages.warning if lost else admin_messages.success
    show(request, text, buttons)


class ReportView(WordView):
    """What could not be carried into one article, for everybody who may change or see it."""

    template_name = "word/report.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        made = get_object_or_404(WordImport.objects.select_related("article"), article=page_id)
        if not permission_policy.explorable_instances(request.user).filter(pk=page_id).exists():
            raise Http404
        self.article = made.article
        may = made.article.permissions_for_user(request.user)
        context = self.get_context_data(made=made, may_edit=may.can_edit())
        return self.render_to_response(context)  # type: ignore[no-any-return]

    def get_page_subtitle(self) -> str:
        return str(self.article.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": str(self.page_title), "sublabel": self.get_page_subtitle()},
        ]


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Pasted HTML (the field "html") as blocks for the editor of a body; nothing is stored.

    Answers {"blocks": states of the editor, "told": sentences} or, with 400, {"message": …}.
    """
    if not sections_for(request.user):
        raise Http404
    try:
        stored, findings = blocks_from_clipboard(request.POST.get("html", ""))
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    stream: Any = ArticlePage._meta.get_field("body")
    block = stream.stream_block
    states = block.get_form_state(block.to_python(stored))
    return JsonResponse({"blocks": states, "told": sentences(findings.rows())})
