"""Business acts of approval by link: sending links, deciding by one, withdrawing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from portal.approving import pins
from portal.approving.models import COMMENT_LENGTH, ApprovalLink, ApproverAccount, LinkRules
from portal.approving.permissions import may_revoke, may_send
from portal.approving.tasks import mail_link
from portal.approving.usable import refuse_unready, refuse_unusable
from portal.approving.versions import digest_of, is_for_approvers, waiting_step
from portal.errors import refuse
from portal.news.outcomes import describe_decision
from portal.sites.permissions import is_portal_admin
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from portal.accounts.models import User

Answer = ApprovalLink.Answer
ACTIONS = {Answer.APPROVE: "approve", Answer.RETURN: "reject"}
LOGGED = {Answer.APPROVE: "approving.approved", Answer.RETURN: "approving.returned"}
HOUR = timedelta(hours=1)
# Rows of the last hour: links to one person about one step, and by one sender.
MOST_TO_PERSON = 3
MOST_BY_SENDER = 30


@dataclass(frozen=True)
class Trace:
    """Where a decision came from."""

    ip: str | None = None
    user_agent: str = ""


@transaction.atomic
def send_links(*, actor: User, page: Page, to_self: bool) -> list[User]:
    """Mail links for the step that ``page`` waits in, to the actor or to its approvers.

    People who switched these mails off, and those without an address, get none.

    Returns:
        To whom links are on their way.

    Raises:
        PermissionDenied: the actor has nothing to do with the article, or may not decide on it.
        ValidationError: DL-20 it waits for no approver; DL-21 too many were sent just now; DL-22
            nobody is there who could get one.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    step = waiting_step(page)
    if step is None:
        raise refuse("DL-20", _("The article waits for no approver; there is nothing to send."))
    task = step.task.specific
    if not may_send(page, actor) or (to_self and not task.may_decide(page, actor)):
        raise PermissionDenied
    people = [actor] if to_self else list(task.approvers(page))
    people = [person for person in people if person.email and _wants(person, to_self=to_self)]
    if not people:
        text = _("No approver of this site has an e-mail address and receives links.")
        raise refuse("DL-22", text)
    recent = ApprovalLink.objects.filter(created_at__gt=timezone.now() - HOUR)
    free = [p for p in people if recent.filter(person=p, task_state=step).count() < MOST_TO_PERSON]
    if not free or recent.filter(asked_by=actor).count() >= MOST_BY_SENDER:
        text = _("Links for this article were sent several times in the last hour; wait a while.")
        raise refuse("DL-21", text)
    _make(step, page, free, actor)
    return free


@transaction.atomic
def send_with_request(*, step: TaskState, submitter: User | None) -> list[User]:
    """When an article reaches its approvers: links for those who have a PIN and want them."""
    people = people_for_links(step)
    found = [person for person in people if submitter is None or person.pk != submitter.pk]
    _make(step, step.workflow_state.content_object, found, submitter)
    return found


def people_for_links(step: TaskState) -> QuerySet[User]:
    """Those of the people of a step to whom a link is sent of itself."""
    if not is_for_approvers(step):
        return get_user_model().objects.none()
    ready = ApproverAccount.objects.filter(wants_links=True).exclude(pin="")
    approvers: QuerySet[User] = step.task.specific.approvers(step.workflow_state.content_object)
    return approvers.filter(pk__in=ready.values("person")).exclude(email="")


def decide(
    *, link: ApprovalLink, visitor: User | None, answer: str, comment: str, pin: str, trace: Trace
) -> str:
    """Decide by ``link`` as its person, who is known by the PIN; exactly once.

    Returns:
        What came of it, in a sentence.

    Raises:
        ValidationError: DL-02 to DL-12 the link cannot be used (any more); DL-13 the
            article is not complete; DL-14 a return without a reason, or no answer; DL-15 to
            DL-17 the PIN; whatever rooms above have against the publication.
    """
    comment = comment.strip()[:COMMENT_LENGTH]
    if answer not in Answer.values:
        raise refuse("DL-14", _("Press one of the two buttons."))
    refuse_unusable(link, visitor)
    if answer == Answer.RETURN and not comment:
        raise refuse("DL-14", _("Say why the article is returned."))
    pins.prove(link=link, pin=pin, ip=trace.ip)
    return _decide(link, visitor, Answer(answer), comment, trace)


@transaction.atomic
def _decide(
    link: ApprovalLink, visitor: User | None, answer: Answer, comment: str, trace: Trace
) -> str:
    """Everything is asked again once others have to wait: the article, then the step, the link."""
    page = Page.objects.select_for_update(of=("self",)).get(pk=link.page_id)
    WorkflowState.objects.select_for_update(of=("self",)).get(task_states=link.task_state_id)
    TaskState.objects.select_for_update(of=("self",)).get(pk=link.task_state_id)
    rows = ApprovalLink.objects.select_for_update(of=("self",))
    link = rows.select_related("person", "site", "task_state").get(pk=link.pk)
    link.page = page
    refuse_unusable(link, visitor)
    if answer == Answer.APPROVE:
        refuse_unready(page.get_latest_revision_as_object())
    ApprovalLink.objects.filter(pk=link.pk).update(
        used_at=timezone.now(),
        answer=answer,
        comment=comment,
        ip=trace.ip,
        user_agent=trace.user_agent[:200],
    )
    person = get_user_model().objects.get(pk=link.person_id)
    step = link.task_state.specific
    step.task.specific.on_action(step, person, ACTIONS[answer], comment=comment)
    log(
        instance=page.specific,
        action=LOGGED[answer],
        user=person,
        data={"comment": comment, "link": link.pk},
        revision=step.revision,
    )
    return describe_decision(TaskState.objects.get(pk=step.pk))


@transaction.atomic
def revoke_link(*, actor: User, link: ApprovalLink) -> None:
    """Withdraw a link that was not used.

    Raises:
        PermissionDenied: the actor administers neither the site nor the portal.
        ValidationError: DL-23 it was used, withdrawn or has run out.
    """
    rows = ApprovalLink.objects.select_for_update(of=("self",))
    link = rows.select_related("site", "page", "person").get(pk=link.pk)
    if not may_revoke(link, actor):
        raise PermissionDenied
    if not ApprovalLink.objects.open().filter(pk=link.pk).exists():
        raise refuse("DL-23", _("The link was used, withdrawn or has run out already."))
    ApprovalLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now(), revoked_by=actor)
    log(
        instance=link.page.specific,
        action="approving.revoked",
        user=actor,
        data={"comment": str(link.person), "link": link.pk},
    )


@transaction.atomic
def change_rules(*, actor: User, hours: int, lock_minutes: int) -> LinkRules:
    """Change how long new links work and how long wrong PINs lock.

    Raises:
        PermissionDenied: the actor does not administer the portal.
        ValidationError: a number is out of its range.
    """
    if not is_portal_admin(actor):
        raise PermissionDenied
    rules = LinkRules(pk=1, hours=hours, lock_minutes=lock_minutes)
    rules.full_clean(validate_unique=False)
    LinkRules.objects.update_or_create(
        pk=1, defaults={"hours": hours, "lock_minutes": lock_minutes}
    )
    log(instance=rules, action="wagtail.edit", user=actor)
    return rules


def _make(step: TaskState, page: Page, people: Iterable[User], sender: User | None) -> None:
    site = current().site_of(page.path)
    revision = page.get_latest_revision()
    if site is None or revision is None:
        return
    until = timezone.now() + timedelta(hours=LinkRules.load().hours)
    digest = digest_of(revision)
    for person in people:
        link = ApprovalLink.objects.create(
            person=person,
            asked_by=sender,
            site=site,
            page_id=page.pk,
            task_state_id=step.pk,
            revision=revision,
            digest=digest,
            expires_at=until,
        )
        mail_link.enqueue(link.pk)


def _wants(person: User, *, to_self: bool) -> bool:
    """Whoever asks for a link wants one, whatever the switch says."""
    return to_self or ApproverAccount.of(person).wants_links
