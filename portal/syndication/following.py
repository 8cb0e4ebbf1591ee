"""What happens at the origin reaches those who took the article over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from portal.errors import refuse
from portal.news.models import ArticlePage
from portal.news.notices import tell
from portal.sites.structure import current
from portal.syndication import tasks
from portal.syndication.content import changes, content_of
from portal.syndication.models import Offer, SiteExchange, State
from portal.syndication.permissions import (
    is_public,
    may_answer,
    may_change_settings,
    may_publish,
    people_of,
)

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite


@transaction.atomic
def origin_left(*, article_id: int) -> int:
    """An article was taken from its readers or deleted: its offers end, its copies follow.

    Returns:
        How many offers that were. Safe to call twice.
    """
    rows = Offer.objects.select_for_update(of=("self",)).standing().filter(article=article_id)
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        Offer.objects.filter(pk__in=keys).update(
            state=State.WITHDRAWN, is_final=False, withdrawn_at=timezone.now(), withdrawal=""
        )
    for key in keys:
        tasks.follow_withdrawal.enqueue(key)
    return len(keys)


@transaction.atomic
def origin_published(*, article: ArticlePage) -> int:
    """An article that was offered is published anew: those who took it over hear what is new.

    Returns:
        How many sites hear of it.
    """
    rows = Offer.objects.select_for_update(of=("self",)).filter(article=article.pk)
    rows.waiting().update(title=article.title)
    told = 0
    for row in list(rows.exclude(copy=None).with_all()):
        if row.is_withdrawn and not row.is_final:
            told += _came_back(row, article)
        elif row.is_accepted:
            told += _changed(row, article)
    return told


def _changed(row: Offer, article: ArticlePage) -> bool:
    row.title = article.title
    row.changed_at = timezone.now() if changes(row.taken, content_of(article)) else None
    row.save(update_fields=["title", "changed_at"])
    if row.changed_at:
        tasks.tell_of_change.enqueue(row.pk)
    return bool(row.changed_at)


def _came_back(row: Offer, article: ArticlePage) -> bool:
    """The copy stays with the receiver's people, who decide whether theirs appears again, too."""
    if Offer.objects.standing().filter(article=article.pk, receiver=row.receiver_id).exists():
        return False
    row.title, row.state = article.title, State.ACCEPTED
    row.changed_at = timezone.now() if changes(row.taken, content_of(article)) else None
    row.withdrawn_at = row.followed_at = None
    row.save()
    tasks.tell_of_return.enqueue(row.pk)
    return True


@transaction.atomic
def follow(*, offer_id: int) -> bool:
    """Take the copy of a withdrawn article from its readers, or ask, as its site has chosen.

    Returns:
        Whether the copy was taken from its readers now. Safe to run twice.
    """
    rows = Offer.objects.select_for_update(of=("self",)).with_all()
    row = rows.filter(pk=offer_id, state=State.WITHDRAWN, followed_at=None).first()
    if row is None:
        return False
    if row.copy is None:
        if row.answered_at is None:
            _tell(row, _("%(site)s withdrew “%(title)s”, which it had offered."), page=None)
        _done(row)
        return False
    if not SiteExchange.of(row.receiver_id).follows_withdrawal:
        text = _("%(site)s withdrew “%(title)s”: decide whether your copy stays. %(reason)s")
        _tell(row, text, page=row.copy)
        _done(row)
        return False
    was_live = _take_from_readers(row, user=None)
    text = _("%(site)s withdrew “%(title)s”; your copy was taken from readers, too. %(reason)s")
    quiet = _("%(site)s withdrew “%(title)s”; your copy is a draft and stays one. %(reason)s")
    _tell(row, text if was_live else quiet, page=row.copy)
    _done(row)
    return was_live


def _done(row: Offer) -> None:
    row.followed_at = timezone.now()
    row.save(update_fields=["followed_at"])


def _take_from_readers(row: Offer, user: User | None) -> bool:
    """Also from its approvers and its hour. Nobody is asked: the site may be frozen."""
    copy: Any = ArticlePage.objects.select_for_update(of=("self",)).get(pk=row.copy_id)
    for state in WorkflowState.objects.for_instance(copy).filter(
        status=WorkflowState.STATUS_IN_PROGRESS
    ):
        state.cancel(user=user)
    for revision in copy.revisions.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
    copy.refresh_from_db()
    was_live = bool(copy.live)
    if was_live:
        UnpublishPageAction(copy, user=user).execute(skip_permission_checks=True)
    values = {"comment": f"{row.sender.short_name}: {row.withdrawal}".removesuffix(": ")}
    log(instance=copy, action="syndication.follow", user=user, data=values)
    return was_live


@transaction.atomic
def take_copy_from_readers(*, actor: User, offer: Offer) -> None:
    """For sites that decide themselves: the copy of a withdrawn article goes, too.

    Raises:
        PermissionDenied: the actor may not unpublish in the receiving site.
        ValidationError: TD-30 it was not withdrawn, or readers do not see the copy.
    """
    row = Offer.objects.select_for_update(of=("self",)).with_all().get(pk=offer.pk)
    if not may_answer(actor, row) or (row.copy and not may_publish(actor, row.copy)):
        raise PermissionDenied
    if not row.is_withdrawn or row.copy is None or not row.copy.live:
        raise refuse("TD-30", _("There is no published copy of a withdrawn article here."))
    _take_from_readers(row, user=actor)


@transaction.atomic
def change_settings(
    *, actor: User, site: MemberSite, follows_withdrawal: bool, editors_offer: bool
) -> SiteExchange:
    """Choose what becomes of copies whose origin is withdrawn, and who may offer.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: TD-11 the site is frozen or closed.
    """
    if not may_change_settings(actor, site):
        raise PermissionDenied
    if not site.is_changeable:
        text = _("“%(site)s” is frozen or closed and takes nothing over.")
        raise refuse("TD-11", text % {"site": site.short_name})
    values = {"follows_withdrawal": follows_withdrawal, "editors_offer": editors_offer}
    row, _made = SiteExchange.objects.update_or_create(site=site, defaults=values)
    log(instance=site, action="syndication.settings", user=actor, data=values)
    return row


@transaction.atomic
def follow_moves(*, site_id: int) -> int:
    """After a merge, a split or an archive: offers belong to where their articles lie now.

    Open offers of and to sites that take part no more are closed.

    Returns:
        How many offers were changed.
    """
    structure = current()
    rows = Offer.objects.select_for_update(of=("self",)).between([site_id]).with_all()
    changed = 0
    for row in list(rows):
        before = (row.sender_id, row.receiver_id, row.state)
        for name, page in (("sender", row.article), ("receiver", row.copy)):
            site = structure.site_of(page.path) if page else None
            if site is not None:
                setattr(row, f"{name}_id", site.pk)
        is_odd = row.sender_id == row.receiver_id
        if row.is_waiting and (is_odd or not _is_open(row)):
            row.state, row.is_final = State.WITHDRAWN, True
            row.withdrawn_at = row.followed_at = timezone.now()
        if (row.sender_id, row.receiver_id, row.state) != before:
            row.save()
            changed += 1
    return changed


def _is_open(row: Offer) -> bool:
    receiver = current().site_by_id(row.receiver_id)
    return bool(receiver and receiver.is_readable and row.article and is_public(row.article))


def tell_change(*, offer_id: int) -> None:
    """That the origin has another text now."""
    row = Offer.objects.with_all().filter(pk=offer_id, state=State.ACCEPTED).first()
    if row and row.copy and row.changed_at:
        text = _("%(site)s published a new version of “%(title)s”; compare it with your copy.")
        _tell(row, text, page=row.copy)


def tell_return(*, offer_id: int) -> None:
    """That the origin is back with its readers."""
    row = Offer.objects.with_all().filter(pk=offer_id, state=State.ACCEPTED).first()
    if row and row.copy:
        text = _("%(site)s published “%(title)s” again; publish your copy if it fits.")
        _tell(row, text, page=row.copy)


def _tell(row: Offer, text: str, *, page: ArticlePage | None) -> None:
    values = {"site": row.sender.short_name, "title": row.title, "reason": row.withdrawal}
    tell(people=people_of(row.receiver), text=(text % values).strip(), page=page)
