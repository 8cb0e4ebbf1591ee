"""What the newsroom adds to the editing screen: who holds the article, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
)

from portal.news import notices
from portal.news.models import ArticlePage
from portal.news.recall import may_recall, recall
from portal.news.takeover import may_take_over
from portal.news.urgent import may_publish_urgently
from portal.news.workflow import return_notice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

# As Wagtail's own buttons in messages.
_BUTTON = (
    '{} <span class="buttons"><button type="button" class="button button-small button-secondary" '
    'data-action="w-action#post" data-controller="w-action" data-w-action-url-value="{}">{}'
    "</button></span>"
)


class RecallItem(ActionMenuItem):  # type: ignore[misc]
    """Wagtail's own button for it speaks of cancelling a workflow, and more people see it."""

    label = gettext_lazy("Take back")
    name = "action-cancel-workflow"
    icon_name = "rotate"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and may_recall(context["page"], context["request"].user)


class UrgentItem(ActionMenuItem):  # type: ignore[misc]
    """For editors who may publish first and be checked afterwards."""

    label = gettext_lazy("Publish urgently…")
    name = "action-publish-urgently"
    icon_name = "upload"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page, user = context.get("page"), context["request"].user
        if context["view"] != "edit" or not isinstance(page, ArticlePage):
            return False
        if page.live and not page.has_unpublished_changes:
            return False
        tester = self.get_user_page_permissions_tester(context)
        return not tester.can_publish() and may_publish_urgently(page, user)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("newsroom:urgent", args=[context["page"].pk])


def change_menu(items: list[Any], context: dict[str, Any]) -> None:
    """Put taking back in the place of cancelling and restarting, and offer the urgent way."""
    ours: list[Any] = [RecallItem(order=40), UrgentItem(order=70)]
    items[:] = [
        item
        for item in items
        if not isinstance(item, CancelWorkflowMenuItem | RestartWorkflowMenuItem)
    ]
    items += [item for item in ours if item.is_shown(context)]
    items.sort(key=lambda item: item.order)


def before_editing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Tell what there is to know before the form, or do what a button asks."""
    if request.method == "POST":
        return _answer_button(request, page)
    _read_workflow_once(page)
    notices.show(request)
    if notice := return_notice(page):
        messages.warning(request, notice)
    if may_take_over(page, request.user):  # type: ignore[arg-type]
        url = reverse("newsroom:take_over", args=[page.pk])
        text = _("You may take the lock over; %(person)s is told.") % {"person": page.locked_by}
        messages.info(request, format_html(_BUTTON, text, url, _("Take over the lock")))
    return None


def _read_workflow_once(page: Page) -> None:
    """The form asks a dozen times for the running workflow; Wagtail takes this for an answer."""
    states = page.workflow_states.active().select_related(
        "workflow", "requested_by", "current_task_state__task", "current_task_state__finished_by"
    )
    page._current_workflow_states = list(states)  # noqa: SLF001


def _answer_button(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.POST.get("action-workflow-action"):
        step = page.current_workflow_task_state
        request.portal_step = step.pk if step else None  # type: ignore[attr-defined]
    if "action-restart-workflow" in request.POST:
        raise PermissionDenied
    if "action-cancel-workflow" not in request.POST:
        return None
    try:
        recall(actor=request.user, page=page)  # type: ignore[arg-type]
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        text = _("“%(title)s” is yours again: it is a draft, and nobody is asked to decide.")
        messages.success(request, text % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", page.pk)
