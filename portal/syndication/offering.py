"""Offering an article, and taking the offer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.errors import refuse
from portal.news.models import ArticlePage
from portal.sites.structure import current
from portal.syndication import tasks
from portal.syndication.models import NOTE_LENGTH, Offer, State
from portal.syndication.permissions import is_public, may_offer_from, may_take_back, receivers_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User
    from portal.sites.models import MemberSite


@transaction.atomic
def offer(
    *, actor: User, article: ArticlePage, receivers: Iterable[MemberSite], note: str = ""
) -> list[Offer]:
    """Offer a published article to other sites, whose newsrooms are told.

    Sites that have it already, or have not yet answered, are left out; so is the article's own.

    Raises:
        PermissionDenied: the actor may not offer what this site has published.
        ValidationError: TD-01 readers cannot open the article; TD-02 no site was chosen; TD-03
            one of them takes no offers of this site; TD-04 all have it already or are asked; TD-05
            the note is too long.
    """
    article = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    sender = current().site_of(article.path)
    if sender is None or not may_offer_from(actor, sender):
        raise PermissionDenied
    if not is_public(article):
        raise refuse("TD-01", _("Only an article that every reader can open may be offered."))
    chosen = _refuse_unfit(list(receivers), sender)
    if len(note := note.strip()) > NOTE_LENGTH:
        text = _("The note is too long (at most %(limit)s characters).")
        raise refuse("TD-05", text % {"limit": NOTE_LENGTH})
    free = [site for site in chosen if site.pk not in has_it(article)]
    if not free:
        text = _("These sites have the article already, or have not answered yet.")
        raise refuse("TD-04", text)
    made = []
    for site in free:
        row = Offer.objects.create(
            article=article,
            title=article.title,
            sender=sender,
            receiver=site,
            note=note,
            offered_by=actor,
        )
        tasks.tell_of_offer.enqueue(row.pk)
        made.append(row)
    names = ", ".join(site.short_name for site in free)
    log(instance=article, action="syndication.offer", user=actor, data={"comment": names})
    return made


def has_it(article: ArticlePage) -> set[int]:
    """Keys of the sites that have the article or are asked, and of the one it comes from."""
    rows = Offer.objects.standing().filter(article=article)
    found = set(rows.values_list("receiver", flat=True))
    if article.origin_id:
        home = current().site_of(ArticlePage.objects.get(pk=article.origin_id).path)
        found |= {home.pk} if home else set()
    return found


def _refuse_unfit(chosen: list[MemberSite], sender: MemberSite) -> list[MemberSite]:
    if not chosen:
        raise refuse("TD-02", _("Choose at least one site."))
    fit = {site.pk for site in receivers_for(sender)}
    for site in chosen:
        if site.pk not in fit:
            text = _("“%(site)s” takes no articles of “%(sender)s” at present.")
            values = {"site": site.short_name, "sender": sender.short_name}
            raise refuse("TD-03", text % values)
    return chosen


@transaction.atomic
def take_back(*, actor: User, offer: Offer, reason: str) -> Offer:
    """Withdraw an offer, with its copy if there is one: the receiver's setting says what becomes of
    that.

    Raises:
        PermissionDenied: the actor may not offer for the sending site.
        ValidationError: TD-06 it is closed already; TD-07 no reason, though the receiver has a
            copy.
    """
    row = Offer.objects.select_for_update(of=("self",)).with_all().get(pk=offer.pk)
    if not may_take_back(actor, row):
        raise PermissionDenied
    if row.state not in {State.OFFERED, State.ACCEPTED}:
        raise refuse("TD-06", _("This offer is closed already."))
    reason = reason.strip()[:NOTE_LENGTH]
    if row.is_accepted and not reason:
        text = _("Say why the article is withdrawn; the site that took it over reads it.")
        raise refuse("TD-07", text)
    row.state, row.is_final = State.WITHDRAWN, True
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = timezone.now(), actor, reason
    row.save()
    if row.article:
        values = {"comment": f"{row.receiver.short_name}: {reason}".removesuffix(": ")}
        log(instance=row.article, action="syndication.take_back", user=actor, data=values)
    tasks.follow_withdrawal.enqueue(row.pk)
    return row
