"""Acts of the clock: rules change, an article is under embargo, somebody says why it was late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.clock.models import Embargo, LateNote, LateReason
from portal.errors import refuse
from portal.language.templatetags.language import vn_datetime
from portal.sites.models import Role
from portal.sites.permissions import has_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from portal.accounts.models import User
    from portal.news.models import ArticlePage

# Rooms above that keep deadlines register here what they do when rules change, or the clock of
# one article (its key) does.
rules_changed: list[Callable[[], object]] = []
article_changed: list[Callable[[int], object]] = []
LONGEST_EMBARGO = timedelta(days=366)


@transaction.atomic
def tell_rules_changed() -> None:
    """After a rule or a holiday was written: all deadlines are worked out anew."""
    for tell in rules_changed:
        tell()


@transaction.atomic
def set_embargo(
    *, actor: User, article: ArticlePage, until: datetime | None, note: str = ""
) -> Embargo | None:
    """Let the clock of ``article`` start at ``until``; None lifts the embargo.

    Raises:
        PermissionDenied: the actor is no editor of the article's site.
        ValidationError: DH-03 the end lies before the event or more than a year ahead, DH-05 the
            article is to appear earlier.
    """
    _demand(actor, article, Role.EDITOR)
    if until is None:
        Embargo.objects.filter(pk=article.pk).delete()
        found = None
    else:
        _check_embargo(article, until)
        values = {"until": until, "note": note[:250], "set_by": actor}
        found, _made = Embargo.objects.update_or_create(pk=article.pk, defaults=values)
    data = {"until": until.isoformat() if until else None}
    log(instance=article, action="portal.clock.embargo", user=actor, data=data)
    _tell(article.pk)
    return found


def _check_embargo(article: ArticlePage, until: datetime) -> None:
    too_early = article.event_at is not None and until < article.event_at
    if too_early or until > timezone.now() + LONGEST_EMBARGO:
        text = _("An embargo ends after the event and within a year; correct the moment.")
        raise refuse("DH-03", text)
    planned = article.scheduled_revision
    if planned and planned.approved_go_live_at < until:
        text = _("The article is to appear on %(moment)s; choose a later moment for that first.")
        raise refuse("DH-05", text % {"moment": vn_datetime(planned.approved_go_live_at)})


def refuse_embargoed(article: ArticlePage, at: datetime) -> None:
    """Raise BB-14 if ``article`` must not appear at ``at``; what readers have is no secret."""
    embargo = None if article.live else Embargo.objects.filter(pk=article.pk, until__gt=at).first()
    if embargo:
        text = _("The article is under embargo until %(moment)s; choose a later moment.")
        raise refuse("BB-14", text % {"moment": vn_datetime(embargo.until)})


@transaction.atomic
def give_reason(
    *, actor: User, article: ArticlePage, reason: LateReason, note: str = ""
) -> LateNote:
    """Say why ``article`` was late; given again, it replaces the former.

    Raises:
        PermissionDenied: the actor is neither the author nor an editor of the site.
        ValidationError: DH-04 the reason is no longer in use.
    """
    if not may_explain(actor, article):
        raise PermissionDenied
    before = LateNote.objects.filter(pk=article.pk, reason=reason).exists()
    if not reason.is_active and not before:
        raise refuse("DH-04", _("This reason is no longer in use; choose another one."))
    values = {"reason": reason, "note": note.strip()[:500], "given_by": actor}
    found, _made = LateNote.objects.update_or_create(pk=article.pk, defaults=values)
    data = {"reason": reason.code, "note": found.note}
    log(instance=article, action="portal.clock.late_reason", user=actor, data=data)
    _tell(article.pk)
    return found


def may_explain(user: Any, article: ArticlePage) -> bool:
    """Authors explain their own articles, editors those of their sites."""
    site = current().site_of(article.path)
    if article.owner_id == user.pk and has_role(user, site, Role.CONTRIBUTOR):
        return True
    return has_role(user, site, Role.EDITOR)


def may_set_embargo(user: Any, article: ArticlePage) -> bool:
    """Editors of the article's site."""
    return has_role(user, current().site_of(article.path), Role.EDITOR)


def _demand(actor: User, article: ArticlePage, role: Role) -> None:
    if not has_role(actor, current().site_of(article.path), role):
        raise PermissionDenied


def _tell(article_id: int) -> None:
    for tell in article_changed:
        tell(article_id)
