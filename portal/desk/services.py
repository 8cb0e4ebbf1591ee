"""Acts of the desk on one article. Bulk actions are these, one after another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from portal.clock.services import refuse_embargoed
from portal.desk import rows, tasks
from portal.desk.models import Assignment, SavedFilter
from portal.desk.permissions import may_assign
from portal.errors import refuse
from portal.news.models import ArticlePage, Tag, tag_key
from portal.sites.models import Role
from portal.sites.rights import rights_of
from portal.sites.structure import current
from portal.syndication.services import offer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from portal.accounts.models import User
    from portal.sites.models import MemberSite

FARTHEST = timedelta(days=3 * 366)
MOST_FILTERS = 30
MOST_TAGS = 20


@transaction.atomic
def assign(*, actor: User, article_id: int, person: User, note: str = "") -> Assignment:
    """Hand an article to somebody of its site; it counts until the present step is over.

    Raises:
        PermissionDenied: the actor is no editor of the site.
        ValidationError: BB-03 the person does not work in the site; BB-08 the article is gone.
    """
    article, site = _article(article_id)
    if not may_assign(actor, site):
        raise PermissionDenied
    is_of_site = site and rights_of(person).holds(Role.CONTRIBUTOR, site.pk)
    if not person.is_active or not is_of_site:
        text = _("%(person)s does not work in this article's site; choose somebody who does.")
        raise refuse("BB-03", text % {"person": person})
    given, _made = Assignment.objects.update_or_create(
        pk=article.pk,
        defaults={
            "person": person,
            "given_by": actor,
            "given_at": timezone.now(),
            "note": note.strip()[:500],
        },
    )
    data = {"person": str(person), "note": given.note}
    log(instance=article, action="portal.desk.assign", user=actor, data=data)
    rows.refresh(article.pk)
    if person.pk != actor.pk:
        tasks.tell_of_assignment.enqueue(article.pk)
    return given


@transaction.atomic
def schedule(*, actor: User, article_id: int, at: datetime) -> ArticlePage:
    """Let the latest version appear at ``at``; of a live article the old one stays until then.

    An article that waits for its last approval is approved by it.

    Raises:
        PermissionDenied: the actor may not publish it.
        ValidationError: BB-04 the moment is past or too far away; BB-06 somebody else's turn or a
            lock; BB-08 it is gone; BB-12 a field of the draft is wrong or empty; BB-14 an embargo
            ends later.
    """
    article, _site = _article(article_id)
    may = article.permissions_for_user(actor)
    if not may.can_publish():
        raise PermissionDenied
    if not timezone.now() < at < timezone.now() + FARTHEST:
        text = _("Choose a moment that lies ahead, within three years.")
        raise refuse("BB-04", text)
    refuse_embargoed(article, at)
    _refuse_locked(may)
    state = article.current_workflow_state
    if state and not _is_at_last_step(state):
        raise refuse("BB-06", _("The article has steps of its workflow before it."))
    draft = article.get_latest_revision_as_object()
    draft.go_live_at = at
    _demand_whole(draft)
    revision = draft.save_revision(user=actor, log_action=True)
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        step = state.current_task_state
        step.revision = revision
        step.save(update_fields=["revision"])
        step.task.specific.on_action(step, actor, "approve")
    else:
        revision.publish(user=actor, skip_permission_checks=True)
    rows.refresh(article.pk)
    return _anew(article.pk)


def _is_at_last_step(state: WorkflowState) -> bool:
    return bool(state.status == WorkflowState.STATUS_IN_PROGRESS and state.is_at_final_task)


def _demand_whole(draft: ArticlePage) -> None:
    try:
        draft.full_clean()
    except ValidationError as error:
        text = _("The draft is not complete: %(reasons)s")
        reasons = " ".join(error.messages)
        raise refuse("BB-12", text % {"reasons": reasons}) from None


@transaction.atomic
def add_tags(*, actor: User, article_id: int, names: Iterable[str]) -> ArticlePage:
    """Add topics to the latest version; where that one is what readers see, they see it at once.

    Raises:
        PermissionDenied: the actor may not edit it.
        ValidationError: BB-06 it is locked; BB-08 it is gone; BB-09 no topic or too many.
    """
    article, _site = _article(article_id)
    may = article.permissions_for_user(actor)
    if not may.can_edit():
        raise PermissionDenied
    _refuse_locked(may)
    wanted = {tag_key(name): " ".join(name.split()) for name in names if name.strip()}
    if not wanted or len(wanted) > MOST_TAGS:
        text = _("Write one to %(most)s topics, divided by commas.")
        raise refuse("BB-09", text % {"most": MOST_TAGS})
    known = dict(Tag.objects.filter(key__in=wanted).values_list("key", "name"))
    is_shown = article.live and not article.has_unpublished_changes
    draft: ArticlePage = article.get_latest_revision_as_object()
    draft.tags.add(*[known.get(key, name[:100]) for key, name in wanted.items()])
    revision = draft.save_revision(user=actor, log_action=True, clean=False)
    if is_shown and may.can_publish():
        revision.publish(user=actor, skip_permission_checks=True)
    rows.refresh(article.pk)
    return draft


@transaction.atomic
def move(*, actor: User, article_id: int, section: Page) -> ArticlePage:
    """Put an article into another section of the same site; its old address leads on.

    Raises:
        PermissionDenied: the actor may not move it there.
        ValidationError: BB-05 no section of the same site; BB-08 it is gone; VD-02 the address is
            taken there.
    """
    article, site = _article(article_id)
    place = Page.objects.get(pk=section.pk)
    structure = current()
    if site is None or structure.site_of(place.path) != site or not article.can_move_to(place):
        text = _("Choose a section of the same site that takes articles.")
        raise refuse("BB-05", text)
    if article.get_parent().pk == place.pk:
        return article
    may = article.permissions_for_user(actor)
    if not may.can_move_to(place):
        raise PermissionDenied
    _refuse_locked(may)
    article.move(place, pos="last-child", user=actor)
    return _anew(article.pk)


@transaction.atomic
def save_filter(*, actor: User, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it.

    Raises:
        ValidationError: BB-11 no name, nothing filtered, or too many filters.
    """
    name = " ".join(name.replace("\0", "").split())[:60]
    own = SavedFilter.objects.filter(person=actor)
    is_full = own.exclude(name=name).count() >= MOST_FILTERS
    if not name or not query or len(query) > 500 or is_full:
        text = _("Filter the list first and give the filter a name; %(most)s can be kept.")
        raise refuse("BB-11", text % {"most": MOST_FILTERS})
    found, _made = SavedFilter.objects.update_or_create(
        person=actor, name=name, defaults={"query": query}
    )
    return found


def forget_filter(*, actor: User, pk: int) -> None:
    """Delete one of the person's own filters; those of others are left alone."""
    SavedFilter.objects.filter(person=actor, pk=pk).delete()


@transaction.atomic
def offer_to_sites(
    *, actor: User, article_id: int, receivers: Iterable[MemberSite], note: str
) -> None:
    """Offer a published article to other sites.

    Raises:
        PermissionDenied: the actor may not offer what this site has published.
        ValidationError: BB-08 it is gone; TD-01 to TD-05 what ``syndication.services.offer`` says.
    """
    article, _site = _article(article_id)
    offer(actor=actor, article=article, receivers=receivers, note=note)


def _article(pk: int) -> tuple[ArticlePage, MemberSite | None]:
    """The article, locked against others who act on it, and its site."""
    article: Any = ArticlePage.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if article is None:
        raise refuse("BB-08", _("The article was deleted in the meantime."))
    return article, current().site_of(article.path)


def _anew(pk: int) -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(pk=pk)
    return found


def _refuse_locked(may: Any) -> None:
    if may.page_locked():
        text = _("The article is locked: somebody else has it at present.")
        raise refuse("BB-06", text)
