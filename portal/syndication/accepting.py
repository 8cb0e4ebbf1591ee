"""Answering an offer: a copy in the own site, or a refusal with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.log_actions import log
from wagtail.models import Page

from portal.errors import refuse
from portal.language.templatetags.language import vn_datetime
from portal.news.models import ArticlePage
from portal.news.notices import tell
from portal.news.services import add_article, publish_article, submit_article
from portal.pages.models import SectionPage
from portal.sites.structure import current
from portal.syndication.carrying import Carrier
from portal.syndication.content import changes, content_of, write
from portal.syndication.files import Files
from portal.syndication.models import NOTE_LENGTH, Offer, State
from portal.syndication.permissions import is_public, may_answer, may_publish

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite
    from portal.syndication.content import Content


class Then(models.TextChoices):
    """What becomes of the copy at once."""

    DRAFT = "draft", gettext_lazy("Take it as a draft")
    SUBMIT = "submit", gettext_lazy("Take it and send it to the approvers")
    PUBLISH = "publish", gettext_lazy("Take it and publish it")


def accept(
    *, actor: User, offer: Offer, section: Page, then: str = Then.DRAFT, seen: int | None = None
) -> Offer:
    """Make a copy of the offered article below ``section``, credited to its origin.

    All or nothing: after an error neither rows nor files stay. A copy that the site has from
    earlier is taken up again instead of a second one.

    Args:
        seen: the key of the published version that the person saw; None: whatever it is now.

    Raises:
        PermissionDenied: the actor does not edit in the receiving site, or may not publish there.
        ValidationError: TD-10 somebody was quicker, or it was withdrawn; TD-11 the site is frozen
            or closed; TD-12 the section is not one of the receiving site; TD-13 readers cannot open
            the article any more; TD-14 there is a newer version than the person saw; TD-15 the
            copy cannot be published as it is; whatever checks say.
    """
    files: list[Files] = []
    try:
        with transaction.atomic():
            return _accept(actor, offer, section, Then(then), seen, files)
    except BaseException:
        for one in files:
            one.clear()
        raise


def _accept(
    actor: User, offer: Offer, section: Page, then: Then, seen: int | None, files: list[Files]
) -> Offer:
    # In the order in which a withdrawal locks them: first the article, then its offers.
    articles = ArticlePage.objects.select_for_update(of=("self",))
    article = articles.filter(pk=offer.article_id).first()
    row = _lock(actor, offer)
    _refuse_foreign(section, row.receiver)
    if article is None or not is_public(article):
        text = _("The article is not open to readers any more; there is nothing to take over.")
        raise refuse("TD-13", text)
    if seen is not None and seen != article.live_revision_id:
        text = _("A new version was published meanwhile; look at it and decide again.")
        raise refuse("TD-14", text)
    copy = _earlier_copy(article, row.receiver)
    if copy is None:
        copy = _make(actor, row, article, section, files)
        _go_on(actor, copy, then)
    else:
        _take_up(row, article, copy)
    row.copy, row.state = copy, State.ACCEPTED
    row.answered_by, row.answered_at = actor, timezone.now()
    row.save()
    values = {"comment": row.sender.short_name, "offer": row.pk}
    log(instance=copy, action="syndication.accept", user=actor, data=values)
    text = _("%(site)s took over “%(title)s”.")
    _tell_sender(row, text % {"site": row.receiver.short_name, "title": row.title})
    return row


@transaction.atomic
def decline(*, actor: User, offer: Offer, reason: str) -> Offer:
    """Decline an offer; who offered it reads why.

    Raises:
        PermissionDenied: the actor does not edit in the receiving site.
        ValidationError: TD-10 and TD-11 as in ``accept``; TD-16 no reason.
    """
    row = _lock(actor, offer)
    reason = reason.strip()[:NOTE_LENGTH]
    if not reason:
        raise refuse("TD-16", _("Say why the article is not taken; the other newsroom reads it."))
    row.state, row.reason = State.DECLINED, reason
    row.answered_by, row.answered_at = actor, timezone.now()
    row.save()
    if row.article:
        values = {"comment": f"{row.receiver.short_name}: {reason}"}
        log(instance=row.article, action="syndication.decline", user=actor, data=values)
    text = _("%(site)s did not take “%(title)s”: %(reason)s")
    values = {"site": row.receiver.short_name, "title": row.title, "reason": reason}
    _tell_sender(row, text % values)
    return row


def _lock(actor: User, offer: Offer) -> Offer:
    """The offer as it is now, for one person at a time."""
    row = Offer.objects.select_for_update(of=("self",)).with_all().get(pk=offer.pk)
    if not may_answer(actor, row):
        raise PermissionDenied
    if row.is_withdrawn:
        raise refuse("TD-10", _("The article was withdrawn by its origin; it cannot be answered."))
    if not row.is_waiting:
        text = _("%(person)s answered already on %(moment)s: %(state)s.")
        values = {
            "person": row.answered_by or _("Somebody"),
            "moment": vn_datetime(row.answered_at),
            "state": row.get_state_display().lower(),
        }
        raise refuse("TD-10", text % values)
    if not row.receiver.is_changeable:
        text = _("“%(site)s” is frozen or closed and takes nothing over.")
        raise refuse("TD-11", text % {"site": row.receiver.short_name})
    return row


def _refuse_foreign(section: Page, receiver: MemberSite) -> None:
    site = current().site_of(section.path)
    is_section = isinstance(section.specific, SectionPage) and ArticlePage.can_create_at(section)
    if site is None or site.pk != receiver.pk or not is_section:
        text = _("Choose a section of “%(site)s”.")
        raise refuse("TD-12", text % {"site": receiver.short_name})


def _earlier_copy(article: ArticlePage, receiver: MemberSite) -> ArticlePage | None:
    """What the site has of this article since an earlier offer, which was withdrawn."""
    rows = Offer.objects.filter(article=article, receiver=receiver).exclude(copy=None)
    last = rows.order_by("-answered_at").select_related("copy").first()
    found: ArticlePage | None = last.copy if last else None
    site = current().site_of(found.path) if found else None
    return found if site and site.pk == receiver.pk else None


def _take_up(row: Offer, article: ArticlePage, copy: ArticlePage) -> None:
    """The new offer goes on where the earlier one ended; nothing is written into the copy."""
    before = Offer.objects.filter(article=article, copy=copy).order_by("-answered_at")[0]
    row.taken, row.made, row.files = before.taken, before.made, before.files
    is_other = bool(changes(before.taken, content_of(article)))
    row.changed_at = timezone.now() if is_other else None
    Offer.objects.filter(article=article, copy=copy).update(copy=None)


def _make(
    actor: User, row: Offer, article: ArticlePage, section: Page, files: list[Files]
) -> ArticlePage:
    row.taken = content_of(article)
    found, made = carried(actor, row, article)
    files.append(found)
    copy = ArticlePage(title=article.title, origin_id=article.origin_id or article.pk)
    write(copy, made)
    add_article(actor=actor, section=section, article=copy, is_complete=False)
    row.made, row.files, row.lost_files = content_of(copy), found.known, found.lost
    return copy


def carried(actor: User | None, row: Offer, article: ArticlePage) -> tuple[Files, Content]:
    """The published content of ``article`` as the receiver's own, with its credit."""
    credit = credit_of(article, row.sender)
    files = Files(actor=actor, receiver=row.receiver, credit=row.sender.name, known=row.files)
    carrier = Carrier(receiver=row.receiver, structure=current(), files=files)
    try:
        made = carrier.content(content_of(article))
    except BaseException:
        files.clear()
        raise
    return files, {**made, "source": credit}


def credit_of(article: ArticlePage, sender: MemberSite) -> str:
    """What the copy says about where it comes from, in the portal's language."""
    if article.origin_id and article.source:
        return str(article.source)
    with override(settings.LANGUAGE_CODE):
        if not article.source:
            text = _("According to %(site)s") % {"site": sender.name}
        else:
            values = {"source": article.source, "site": sender.name}
            text = _("%(source)s, according to %(site)s") % values
    return text[:200]


def _go_on(actor: User, copy: ArticlePage, then: Then) -> None:
    if then == Then.DRAFT:
        return
    refuse_incomplete(copy)
    if then == Then.SUBMIT:
        submit_article(actor=actor, article=copy)
        return
    if not may_publish(actor, copy):
        raise PermissionDenied
    publish_article(actor=actor, article=copy)


def refuse_incomplete(copy: ArticlePage) -> None:
    """Raises TD-15 naming the fields that the copy lacks or that are wrong in it."""
    try:
        copy.full_clean()
    except ValidationError as error:
        wrong: set[str] = set(getattr(error, "error_dict", {}))
        named = [str(f.verbose_name) for f in copy._meta.concrete_fields if f.name in wrong]
        text = _("Something is missing (%(fields)s); take the article as a draft and mend it.")
        raise refuse("TD-15", text % {"fields": ", ".join(named) or "…"}) from error


def _tell_sender(row: Offer, text: str) -> None:
    """Who offered it reads what came of it, if there still is such a person."""
    person: Any = row.offered_by
    if person and person.is_active and row.article:
        tell(people=[person], text=text, page=row.article)
