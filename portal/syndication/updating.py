"""A new version at the origin: what differs, and taking it over without losing what was edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from portal.errors import refuse
from portal.news.models import ArticlePage
from portal.news.newsroom import Notice
from portal.syndication.accepting import carried, credit_of, refuse_incomplete
from portal.syndication.content import ALL, changes, content_of, write
from portal.syndication.models import Offer
from portal.syndication.permissions import is_public, may_answer, may_publish

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.syndication.content import Content
    from portal.syndication.files import Files

NEVER = frozenset({"source"})  # the credit is the receiver's own


@dataclass(frozen=True)
class Difference:
    """One field that the origin has changed since it was taken over."""

    name: str
    # Whether the copy was edited there, too: then somebody has to choose.
    is_conflict: bool
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Comparison:
    """The copy and its origin as they are now."""

    copy: ArticlePage
    article: ArticlePage
    differences: list[Difference]

    @property
    def conflicts(self) -> list[Difference]:
        return [one for one in self.differences if one.is_conflict]


def compare(offer: Offer) -> Comparison | None:
    """What the origin has changed since; None when there is no copy or nobody finds the origin."""
    article = ArticlePage.objects.filter(pk=offer.article_id).first()
    stored = ArticlePage.objects.filter(pk=offer.copy_id).first()
    if article is None or stored is None or not is_public(article):
        return None
    copy = stored.get_latest_revision_as_object()
    return Comparison(copy, article, _differences(offer, content_of(article), content_of(copy)))


def _differences(offer: Offer, theirs: Content, ours: Content) -> list[Difference]:
    edited = set(changes(offer.made, ours))
    return [
        Difference(name, name in edited, ours[name], theirs[name])
        for name in changes(offer.taken, theirs)
        if name not in NEVER
    ]


def take_new_version(
    *,
    actor: User,
    offer: Offer,
    overwrite: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
    seen: int | None = None,
    publish: bool = False,
) -> ArticlePage:
    """Write what the origin has changed into a new version of the copy.

    Fields that were edited here are only touched when ``overwrite`` names them; the rest of the
    copy stays as it is.

    Args:
        overwrite: edited fields that take the origin's text.
        keep: edited fields that stay as they are.
        seen: the key of the origin's version that the person saw.
        publish: publish the new version at once; else it is a draft.

    Raises:
        PermissionDenied: the actor does not edit in the receiving site, or may not publish there.
        ValidationError: TD-20 there is nothing new; TD-21 an edited field was not decided on;
            TD-22 the copy is with its approvers or locked; TD-11, TD-14, TD-15 as in ``accept``.
    """
    files: list[Files] = []
    try:
        with transaction.atomic():
            return _take(actor, offer, overwrite, keep, seen, publish, files)
    except BaseException:
        for one in files:
            one.clear()
        raise


def _take(
    actor: User,
    offer: Offer,
    overwrite: frozenset[str],
    keep: frozenset[str],
    seen: int | None,
    publish: bool,  # noqa: FBT001
    files: list[Files],
) -> ArticlePage:
    row = Offer.objects.select_for_update(of=("self",)).with_all().get(pk=offer.pk)
    if not may_answer(actor, row):
        raise PermissionDenied
    found = _fresh(row, seen)
    _refuse_busy(actor, found.copy, row)
    undecided = [d.name for d in found.conflicts if d.name not in overwrite | keep]
    if undecided:
        text = _("Both sites have changed: %(fields)s. Choose for each which text stays.")
        raise refuse("TD-21", text % {"fields": ", ".join(map(words_of, undecided))})
    wanted = [d.name for d in found.differences if not d.is_conflict or d.name in overwrite]
    own, made = carried(actor, row, found.article)
    files.append(own)
    write(found.copy, made, wanted)
    if publish:
        if not may_publish(actor, found.copy):
            raise PermissionDenied
        refuse_incomplete(found.copy)
    revision = found.copy.save_revision(user=actor, log_action=True, clean=False)
    row.taken, row.changed_at = content_of(found.article), None
    row.files, row.lost_files = own.known, own.lost
    # What was kept counts as edited next time, too.
    written = content_of(found.copy)
    row.made = {n: written[n] if n in wanted else row.made.get(n) for n in ALL}
    row.save()
    values = {"comment": ", ".join(map(words_of, wanted)), "offer": row.pk}
    log(instance=found.copy, action="syndication.update", user=actor, data=values)
    # That there is a new version need not be said to who just took it over.
    Notice.objects.filter(person=actor, page=found.copy, seen_at=None).update(
        seen_at=timezone.now()
    )
    if publish:
        PublishPageRevisionAction(revision, user=actor).execute(skip_permission_checks=True)
    return found.copy


def _fresh(row: Offer, seen: int | None) -> Comparison:
    found = compare(row) if row.is_accepted else None
    if found is None or not found.differences:
        raise refuse("TD-20", _("There is no new version to take over."))
    if seen is not None and seen != found.article.live_revision_id:
        text = _("A new version was published meanwhile; look at it and decide again.")
        raise refuse("TD-14", text)
    return found


def _refuse_busy(actor: User, copy: ArticlePage, row: Offer) -> None:
    if not row.receiver.is_changeable:
        text = _("“%(site)s” is frozen or closed and takes nothing over.")
        raise refuse("TD-11", text % {"site": row.receiver.short_name})
    state = copy.current_workflow_state
    is_under_way = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    is_locked = copy.locked and copy.locked_by_id != actor.pk
    if is_under_way or is_locked:
        text = _("The copy is with its approvers or locked by somebody; wait, or ask for it back.")
        raise refuse("TD-22", text)


def words_of(name: str) -> str:
    """What the editor calls a field."""
    if name == "attachments":
        return _("Attached files").lower()
    field: Any = ArticlePage._meta.get_field(name)
    return str(field.verbose_name)


__all__ = ["Comparison", "Difference", "compare", "credit_of", "take_new_version", "words_of"]
