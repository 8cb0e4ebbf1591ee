"""After a button of the editing screen: what happened to the article, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from portal.news import notices
from portal.news.delegation import principal_of
from portal.news.holders import Stage, holder_of, stage_of
from portal.news.newsroom import Notice
from portal.sites.models import Role
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.accounts.models import User


def tell_outcome(request: HttpRequest, page: Page) -> None:
    """Replace Wagtail's word, which says little, once a step was decided or begun."""
    if _was_decided(request):
        _drop_vague(request, page)
        notices.show(request, messages.SUCCESS)
    elif request.POST.get("action-submit") and (text := _of_submission(page)):
        _drop_vague(request, page)
        messages.success(request, text)


def tell_decider(step: TaskState, user: User) -> None:
    """Leave what came of it for whoever decided: the windows of the lists say nothing else."""
    if text := describe_decision(step):
        page_id = int(step.workflow_state.object_id)
        Notice.objects.create(person=user, page_id=page_id, text=text[:1000])


def note_deputy(request: HttpRequest, page: Page) -> None:
    """A publication by a deputy is noted with the name of whom he or she stands for."""
    site = current().site_of(page.path)
    principal = principal_of(request.user, site, Role.APPROVER)  # type: ignore[arg-type]
    if principal:
        data = {"comment": _("For %(person)s") % {"person": principal}}
        log(instance=page, action="news.as_deputy", user=request.user, data=data)


def describe_decision(step: TaskState) -> str:
    """What came of a decided step; empty while it is undecided."""
    page = Page.objects.get(pk=step.workflow_state.object_id)
    values = {"title": page.get_admin_display_title()}
    if step.status == TaskState.STATUS_REJECTED:
        values |= {"person": holder_of(page).names or "–", "reason": step.comment}
        return _("“%(title)s” was returned to %(person)s: %(reason)s") % values
    if step.status != TaskState.STATUS_APPROVED:
        return ""
    holder = holder_of(page)
    if holder.stage in {Stage.EDITING, Stage.APPROVING}:
        values["people"] = holder.names or _("nobody yet")
        return _("“%(title)s” went on to the approvers: %(people)s.") % values
    if page.scheduled_revision:
        moment = localtime(page.scheduled_revision.approved_go_live_at)
        values["moment"] = date_format(moment, "SHORT_DATETIME_FORMAT")
        return _("“%(title)s” was approved; readers see it from %(moment)s on.") % values
    if page.live:
        return _("“%(title)s” was approved and is published.") % values
    return _("“%(title)s” was approved.") % values


def _was_decided(request: HttpRequest) -> bool:
    """Whether the step that waited before this form was sent is decided now."""
    pk = getattr(request, "portal_step", None)
    waiting = TaskState.STATUS_IN_PROGRESS
    return pk is not None and not TaskState.objects.filter(pk=pk, status=waiting).exists()


def _of_submission(page: Page) -> str:
    page = Page.objects.get(pk=page.pk)
    state = page.current_workflow_state
    if state is None or stage_of(state) is Stage.RETURNED:
        return ""
    holder = holder_of(page)
    values = {
        "title": page.get_admin_display_title(),
        "people": holder.names or _("nobody yet"),
    }
    if holder.stage is Stage.EDITING:
        return _("“%(title)s” was sent to the editors: %(people)s.") % values
    return _("“%(title)s” was sent to the approvers: %(people)s.") % values


def _drop_vague(request: HttpRequest, page: Page) -> None:
    values = {"page_title": page.get_admin_display_title()}
    vague = (
        _("Page '%(page_title)s' has been updated.") % values,
        _("Page '%(page_title)s' has been submitted for moderation.") % values,
        _("Page '%(page_title)s' created and submitted for moderation.") % values,
    )
    queued = list(messages.get_messages(request))
    for message in queued:
        if not any(words in str(message.message) for words in vague):
            messages.add_message(
                request, message.level, message.message, extra_tags=message.extra_tags or ""
            )
