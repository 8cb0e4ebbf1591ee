"""Whether a link may still be used: every reason against it is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from portal.approving.versions import digest_of
from portal.errors import refuse
from portal.language.templatetags.language import vn_datetime
from portal.news.forms import refuse_stopped
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.approving.models import ApprovalLink
    from portal.news.models import ArticlePage


def refuse_unusable(link: ApprovalLink, visitor: Any = None) -> None:
    """Refuse a link by which nothing can be decided any more, or not by this visitor.

    Args:
        visitor: who is signed in in the same browser, if anybody.

    Raises:
        ValidationError: DL-02 to DL-12, in the order in which they concern the person.
    """
    if visitor is not None and visitor.is_authenticated and visitor.pk != link.person_id:
        text = _("The link was made for another person than the one who is signed in here.")
        raise refuse("DL-05", text)
    _refuse_spent(link)
    _refuse_person(link)
    _refuse_decided(link)
    _refuse_changed(link)


def refuse_unready(article: ArticlePage) -> None:
    """Refuse a version that lacks what the editing screen asks for.

    Raises:
        ValidationError: DL-13 a required field is empty or wrong; else what stops the article in
            its site (portal.checks).
    """
    try:
        article.full_clean()
    except ValidationError as error:
        text = _("The article is not complete; return it, or correct it in the editor.")
        raise refuse("DL-13", text) from error
    refuse_stopped(article)


def _refuse_spent(link: ApprovalLink) -> None:
    if link.used_at:
        text = _("The link was used on %(moment)s (%(answer)s); it works once.")
        values = {"moment": vn_datetime(link.used_at), "answer": link.get_answer_display().lower()}
        raise refuse("DL-03", text % values)
    if link.revoked_at:
        text = _("An administrator has withdrawn this link; decide in the administration.")
        raise refuse("DL-04", text)
    if link.expires_at <= timezone.now():
        text = _("The link was good until %(moment)s; ask for a new one.")
        raise refuse("DL-02", text % {"moment": vn_datetime(link.expires_at)})


def _refuse_person(link: ApprovalLink) -> None:
    if not link.person.is_active:
        text = _("The account that the link was made for is disabled.")
        raise refuse("DL-06", text)
    site = current().site_of(link.page.path)
    if site is None or not site.is_changeable:
        text = _("The site of this article takes no changes any more; nothing can be decided.")
        raise refuse("DL-08", text)
    if not link.task_state.task.specific.may_decide(link.page, link.person):
        raise refuse("DL-07", _("You are no approver of this site any more."))


def _refuse_decided(link: ApprovalLink) -> None:
    step = link.task_state
    if step.status in {TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED}:
        text = _("%(person)s has decided already on %(moment)s: %(state)s.")
        values = {
            "person": step.finished_by or _("Somebody"),
            "moment": vn_datetime(step.finished_at),
            "state": step.get_status_display().lower(),
        }
        raise refuse("DL-09", text % values)
    state = step.workflow_state
    is_running = state.status == WorkflowState.STATUS_IN_PROGRESS
    is_current = state.current_task_state_id == step.pk
    if step.status != TaskState.STATUS_IN_PROGRESS or not is_running or not is_current:
        text = _("The article was taken back and waits for no decision.")
        raise refuse("DL-10", text)


def _refuse_changed(link: ApprovalLink) -> None:
    page = link.page
    latest = page.get_latest_revision()
    if latest is None or digest_of(latest) != link.digest:
        text = _("The article was changed after this link was sent; ask for a new one.")
        raise refuse("DL-11", text)
    lock = page.get_lock()
    if lock and lock.for_user(link.person):
        who = page.locked_by if page.locked else None
        text = _("%(person)s is at work on the article and keeps it locked; try again later.")
        raise refuse("DL-12", text % {"person": who or _("Somebody")})
