"""Every way to readers and to the approvers comes past the checks.

Wagtail publishes by one action, whoever asks for it: buttons, bulk actions, the last step of
a workflow, urgent and scheduled publications. It refuses there; forms ask before, so that
the refusal stands beside its field (portal.news.forms).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.views.pages.workflow import WorkflowAction
from wagtail.models import Page
from wagtail.signals import task_approved, workflow_submitted

from portal.checks import services
from portal.news import forms
from portal.news.models import ArticlePage, SiteApprovalTask, UrgentPublication

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from wagtail.models import TaskState, WorkflowState

# How Wagtail logs what appears at its hour: it was asked when the hour was set, and one article
# must not keep the others of the minute from appearing.
AT_ITS_HOUR = "wagtail.publish.scheduled"


def connect() -> None:
    """Called once, when Django has started."""
    forms.refusals.append(services.refusals)
    workflow_submitted.connect(_on_submission, dispatch_uid="checks-submitted")
    task_approved.connect(_on_approval, dispatch_uid="checks-approved")
    _guard_publishing()
    _tell_in_windows()


def _guard_publishing() -> None:
    original = PublishPageRevisionAction.check

    def check(self: Any, skip_permission_checks: bool = False) -> None:  # noqa: FBT001, FBT002
        original(self, skip_permission_checks=skip_permission_checks)
        if isinstance(self.object, ArticlePage) and not _may_pass(self):
            services.refuse_blocked(self.object, is_for_readers=True)

    PublishPageRevisionAction.check = check


def _may_pass(action: Any) -> bool:
    """What was checked before; what takes an urgent version from readers again must not wait."""
    if action.log_action == AT_ITS_HOUR:
        return True
    pending = UrgentPublication.State.PENDING
    urgent = UrgentPublication.objects.filter(page=action.object.pk, state=pending)
    return urgent.filter(previous=action.revision).exists()


def _on_submission(instance: WorkflowState, **_kwargs: Any) -> None:
    """Within the transaction of the submission, which the refusal undoes."""
    _refuse(instance.content_object)


def _on_approval(instance: TaskState, **_kwargs: Any) -> None:
    """Of an editing step; the last step publishes, which is refused there."""
    task = instance.task.specific
    if isinstance(task, SiteApprovalTask) and task.is_editing:
        _refuse(instance.workflow_state.content_object)


def _refuse(thing: Any) -> None:
    article = thing.specific if isinstance(thing, Page) else thing
    if isinstance(article, ArticlePage):
        services.refuse_blocked(article.get_latest_revision_as_object())


def _tell_in_windows() -> None:
    """The windows of lists, in which steps are decided, show a message instead of failing."""
    original = WorkflowAction.post

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = original(self, request, *args, **kwargs)
                return answer
        except services.BlockedError as refusal:
            tell(request, refusal.messages)
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                return redirect(self.redirect_url)
            step = {"step": "success", "redirect": self.redirect_url}
            window: HttpResponse = self.render_modal_json(request, step)
            return window

    WorkflowAction.post = post


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publishing many at once: all or nothing, as Wagtail does it, with a word for each article."""
    if action_type != "publish":
        return None
    refused = False
    below = action.cleaned_form.cleaned_data.get("include_descendants")
    for article in _articles(objects, below=bool(below)):
        draft = article.get_latest_revision_as_object()
        for _field, refusal in services.refusals(draft, is_for_readers=True):
            title = article.get_admin_display_title()
            tell(request, [f"“{title}”: {words}" for words in refusal.messages])
            refused = True
    return redirect(action.next_url or reverse("wagtailadmin_explore_root")) if refused else None


def before_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy may be published at once."""
    article = page.specific
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    if not isinstance(article, ArticlePage):
        return None
    refused = [text for _name, error in services.refusals(article) for text in error.messages]
    tell(request, refused)
    return redirect("wagtailadmin_pages:edit", page.pk) if refused else None


def _articles(objects: Iterable[Any], *, below: bool) -> Iterable[ArticlePage]:
    for page in objects:
        if isinstance(page.specific, ArticlePage):
            yield page.specific
        if below:
            rows = ArticlePage.objects.descendant_of(page).filter(live=False)
            yield from rows.iterator(chunk_size=200)


def tell(request: HttpRequest, texts: Iterable[str]) -> None:
    for text in texts:
        messages.error(request, text)
