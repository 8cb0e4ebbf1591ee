"""Urgent articles: published at once with a reason, and checked by an approver afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from portal.errors import refuse
from portal.news.newsroom import SiteNewsroom, UrgentPublication
from portal.news.notices import tell
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import has_role, people_with_role, sites_with_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.news.models import ArticlePage

State = UrgentPublication.State
# What rooms above want to hear when an approver has decided: functions of the page's key.
decided: list[Callable[[int], object]] = []


def may_publish_urgently(page: Page, user: User) -> bool:
    """Approvers, and editors where their site lets them; a frozen site lets nobody."""
    site = current().site_of(page.path)
    if site is None or not site.is_changeable:
        return False
    if has_role(user, site, Role.APPROVER):
        return True
    return (
        has_role(user, site, Role.EDITOR)
        and SiteNewsroom.objects.filter(site=site, editors_publish_urgently=True).exists()
    )


@transaction.atomic
def publish_urgently(*, actor: User, page: Page, reason: str) -> UrgentPublication:
    """Publish the newest version of ``page`` now; approvers are told and decide afterwards.

    A running workflow ends with it.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: QT-41 no reason; QT-42 readers see the newest version already; QT-43 an
            earlier urgent publication of it was not checked yet; QT-44 something in it is missing,
            or a check stops it; QT-45 somebody else keeps it locked; QT-46 it has an hour of
            publication.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    if not may_publish_urgently(page, actor):
        raise PermissionDenied
    if not reason.strip():
        raise refuse("QT-41", _("Say why the article cannot wait for its approval."))
    revision = page.get_latest_revision()
    if revision is None or (page.live and not page.has_unpublished_changes):
        raise refuse("QT-42", _("Readers see the newest version already."))
    if UrgentPublication.objects.filter(page=page, state=State.PENDING).exists():
        raise refuse("QT-43", _("The last urgent version has not been checked yet."))
    if page.locked and page.locked_by_id != actor.pk:
        text = _("%(person)s keeps the article locked; take the lock over first.")
        raise refuse("QT-45", text % {"person": page.locked_by or _("Somebody")})
    _refuse_unready(revision.as_object())
    site: Any = current().site_of(page.path)
    urgent = UrgentPublication.objects.create(
        site=site,
        page=page,
        person=actor,
        reason=reason.strip()[:500],
        previous=page.live_revision if page.live else None,
    )
    PublishPageRevisionAction(revision, user=actor).execute(skip_permission_checks=True)
    _log("news.urgent", urgent, actor, urgent.reason)
    _tell_approvers(urgent, actor)
    return urgent


@transaction.atomic
def approve_afterwards(*, actor: User, urgent: UrgentPublication, note: str = "") -> None:
    """Confirm what was published urgently.

    Raises:
        PermissionDenied: the actor is no approver of the site.
        ValidationError: QT-47 it was decided already; QT-48 the actor published it.
    """
    urgent = _lock(actor, urgent)
    if urgent.person_id == actor.pk:
        raise refuse("QT-48", _("You published it yourself; another approver checks it."))
    _decide(urgent, State.APPROVED, actor, note)
    _log("news.urgent_approved", urgent, actor, note)


@transaction.atomic
def withdraw(*, actor: User, urgent: UrgentPublication, note: str) -> None:
    """Take an urgent version from the readers: they see what stood before, or nothing.

    The text itself stays as the article's newest draft.

    Raises:
        PermissionDenied: the actor is no approver of the site.
        ValidationError: QT-41 no reason; QT-47 it was decided already.
    """
    urgent = _lock(actor, urgent)
    if not note.strip():
        raise refuse("QT-41", _("Say why the article is withdrawn."))
    page = urgent.page.specific
    if urgent.previous is not None:
        action = PublishPageRevisionAction(urgent.previous, user=actor)
        action.execute(skip_permission_checks=True)
    elif page.live:
        UnpublishPageAction(page, user=actor).execute(skip_permission_checks=True)
    _decide(urgent, State.WITHDRAWN, actor, note)
    _log("news.urgent_withdrawn", urgent, actor, note)
    if urgent.person and urgent.person_id != actor.pk:
        text = _("%(person)s withdrew “%(title)s”: %(note)s")
        values = {"person": actor, "title": page.get_admin_display_title(), "note": urgent.note}
        tell(people=[urgent.person], text=text % values, page=page)


def pending(user: User) -> QuerySet[UrgentPublication]:
    """What waits for a decision in the sites where ``user`` edits or approves."""
    return visible(user).filter(state=State.PENDING)


def visible(user: User) -> QuerySet[UrgentPublication]:
    rows = UrgentPublication.objects.filter(site__in=sites_with_role(user, Role.EDITOR))
    return rows.select_related("site", "page", "person", "decided_by")


def may_decide(urgent: UrgentPublication, user: User) -> bool:
    return has_role(user, urgent.site, Role.APPROVER)


def _lock(actor: User, urgent: UrgentPublication) -> UrgentPublication:
    rows = UrgentPublication.objects.select_for_update(of=("self",))
    found = rows.select_related("site", "page", "person", "previous").get(pk=urgent.pk)
    if not may_decide(found, actor) or not found.site.is_changeable:
        raise PermissionDenied
    if found.state != State.PENDING:
        text = _("%(person)s has decided already: %(state)s.")
        values = {"person": found.decided_by, "state": found.get_state_display().lower()}
        raise refuse("QT-47", text % values)
    return found


def _decide(urgent: UrgentPublication, state: str, actor: User, note: str) -> None:
    urgent.state, urgent.decided_by = state, actor
    urgent.decided_at, urgent.note = timezone.now(), note.strip()[:500]
    urgent.save(update_fields=["state", "decided_by", "decided_at", "note"])
    for listener in decided:
        listener(urgent.page_id)


def _refuse_unready(page: ArticlePage) -> None:
    """What the form asks before an article goes on its way."""
    if page.go_live_at and page.go_live_at > timezone.now():
        raise refuse("QT-46", _("The article has an hour of publication; clear it first."))
    try:
        page.full_clean()
    except ValidationError as error:
        wrong = set(error.message_dict)
        named = [f.verbose_name for f in page._meta.concrete_fields if f.name in wrong]
        text = _("The article is not complete (%(fields)s); mend it first.")
        fields = ", ".join(str(name) for name in named) or "…"
        raise refuse("QT-44", text % {"fields": fields}) from error


def _log(action: str, urgent: UrgentPublication, actor: User, reason: str) -> None:
    page = urgent.page.specific
    log(instance=page, action=action, user=actor, data={"comment": reason, "urgent": urgent.pk})


def _tell_approvers(urgent: UrgentPublication, actor: User) -> None:
    site: MemberSite = urgent.site
    text = _("%(person)s published “%(title)s” urgently (%(reason)s); check it afterwards.")
    values = {
        "person": actor,
        "title": urgent.page.get_admin_display_title(),
        "reason": urgent.reason,
    }
    people = people_with_role(site, Role.APPROVER).exclude(pk=actor.pk)
    tell(people=people, text=text % values, page=urgent.page)
