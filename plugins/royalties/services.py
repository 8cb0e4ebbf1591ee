"""Acts on entries: propose, change, approve, send back, remove."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plugins.royalties import articles, budgets, reckoning
from plugins.royalties.guards import expect, lock, note
from plugins.royalties.limits import MOST_COEFFICIENT, expect_payable
from plugins.royalties.models import Act, Entry, EntryState, Part, PartRole, Payee, RoyaltySettings
from plugins.royalties.months import closed_months, open_month
from plugins.royalties.permissions import APPROVE, EXCEED, PROPOSE, may
from plugins.royalties.rates import RateBook
from portal.errors import refuse
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from plugins.royalties.articles import Article
    from portal.accounts.models import User
    from portal.sites.models import MemberSite

HUNDRED = Decimal(100)
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Share:
    """One person's part of a work; ``percent`` of all shares make 100."""

    payee: Payee
    percent: Decimal = HUNDRED
    role: str = PartRole.AUTHOR


@dataclass(frozen=True)
class Work:
    """What somebody proposes for one article."""

    kind_code: str
    coefficient: Decimal
    shares: Sequence[Share]
    grade: str = ""
    quantity: int = 1
    note: str = ""
    over_reason: str = ""


@dataclass(frozen=True)
class Done:
    """An entry that was written, and what to warn of."""

    entry: Entry
    warnings: list[str]


@transaction.atomic
def propose(*, actor: User | None, site: MemberSite, article_id: int, work: Work) -> Done:
    """Propose royalties for a published article of ``site``.

    Takes the unit of the day of publication and the month of that day, or the next one that is not
    closed.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-05, NB-06 no rate of that day; NB-07 not an article of the site; NB-08
            to NB-12, NB-23 see ``_fill``; NB-20 beyond the budget; NB-24 there is the same already.
    """
    expect(actor, PROPOSE, site)
    lock(site)
    found = articles.find(site, [article_id])
    if not found:
        raise refuse("NB-07", _("This is not a published article of the site."))
    entry = _entry_of(found[0], site)
    entry.proposed_by = actor
    _expect_new(entry, work)
    _fill(entry, work, actor, RateBook.load(site))
    Entry.objects.at(site).filter(article=article_id, state=EntryState.EXEMPT).delete()
    note(actor, site, Act.Kind.PROPOSED, words_of(entry))
    return Done(entry, budgets.check(site, entry.month))


@transaction.atomic
def change(*, actor: User | None, entry: Entry, work: Work) -> Done:
    """Propose something else for an entry that is not approved yet.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-13 it is approved or settled; else as ``propose``.
    """
    expect(actor, PROPOSE, entry.site)
    lock(entry.site)
    entry = Entry.objects.select_related("site").get(pk=entry.pk)
    if not entry.is_changeable or entry.adjusts_id:
        text = _("This entry is “%(state)s” and cannot be changed.")
        raise refuse("NB-13", text % {"state": entry.get_state_display()})
    entry.state, entry.return_reason = EntryState.PROPOSED, ""
    entry.proposed_by = actor
    _expect_new(entry, work)
    _fill(entry, work, actor, RateBook.load(entry.site))
    note(actor, entry.site, Act.Kind.CHANGED, words_of(entry))
    return Done(entry, budgets.check(entry.site, entry.month))


@dataclass(frozen=True)
class Usual:
    """What came of proposing many at once.

    Attributes:
        left: titles of the articles for which nothing was proposed, by the reason.
    """

    made: int
    left: dict[str, list[str]]
    warnings: list[str]


@transaction.atomic
def propose_usual(*, actor: User | None, site: MemberSite, article_ids: Iterable[int]) -> Usual:
    """Propose kind and usual grade for each article whose author is known; tell of the others.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-14 too many at once; NB-20 beyond the budget.
    """
    expect(actor, PROPOSE, site)
    keys = set(article_ids)
    if len(keys) > MOST_AT_ONCE:
        raise refuse("NB-14", _("Choose at most %(most)s rows at once.") % {"most": MOST_AT_ONCE})
    lock(site)
    known = Entry.objects.filter(article__in=keys).values_list("article", flat=True)
    book, payees = RateBook.load(site), list(Payee.objects.at(site).in_use())
    closed = closed_months(site)
    left: defaultdict[str, list[str]] = defaultdict(list)
    made: list[Entry] = []
    for article in articles.find(site, keys - set(known)):
        reason = _propose_usual(article, site, actor, book, payees, closed, made)
        if reason:
            left[reason].append(article.title)
    if made:
        text = _("%(count)s articles by their usual grades") % {"count": len(made)}
        note(actor, site, Act.Kind.PROPOSED, text)
    months = sorted({entry.month for entry in made})
    warnings = [words for month in months for words in budgets.check(site, month)]
    return Usual(len(made), dict(left), warnings)


def _propose_usual(
    article: Article,
    site: MemberSite,
    actor: User | None,
    book: RateBook,
    payees: list[Payee],
    closed: set[date],
    made: list[Entry],
) -> str:
    """Add to ``made``; else the reason why not."""
    day = article.published_on
    kind = book.proposed_kind(article.kind_id, day, is_taken_over=article.is_taken_over)
    grade = book.usual_grade(kind.code, day) if kind and kind.is_entitled else None
    payee = articles.payee_of(article, payees)
    if kind is None or grade is None:
        return _("Nothing was proposed where the category has no usual grade")
    if payee is None:
        return _("Nothing was proposed where the author is not among the payees")
    entry = _entry_of(article, site, closed)
    entry.proposed_by = actor
    _fill(entry, Work(kind.code, grade.coefficient, [Share(payee)], grade.name), actor, book)
    made.append(entry)
    return ""


def _entry_of(article: Article, site: MemberSite, closed: set[date] | None = None) -> Entry:
    day = article.published_on
    months = closed_months(site) if closed is None else closed
    return Entry(
        site=site,
        article_id=article.pk,
        title=article.title,
        published_on=day,
        month=open_month(day, months),
    )


def _expect_new(entry: Entry, work: Work) -> None:
    """Called under the lock: a form that is sent twice is paid once.

    Raises:
        ValidationError: NB-24 the article has an entry that is the same but for the number.
    """
    wanted = work.coefficient, {(one.payee.pk, one.percent, one.role) for one in work.shares}
    same = Entry.objects.at(entry.site_id).filter(
        article=entry.article_id, kind_code=work.kind_code, adjusts=None
    )
    for other in same.exclude(pk=entry.pk).counted().prefetch_related("parts"):
        parts = {(part.payee_id, part.share, part.role) for part in other.parts.all()}
        if wanted == (other.coefficient, parts):
            text = _(
                "This article has an entry with the same category, coefficient, people and "
                "shares already; change that one, or raise its number of works."
            )
            raise refuse("NB-24", text)


def _fill(entry: Entry, work: Work, actor: User | None, book: RateBook) -> None:
    """Reckon and write one entry with its parts.

    Raises:
        ValidationError: NB-08 coefficient or number of works is none; NB-09 above the ceiling
            without a reason, or without the right; NB-10 the kind earns nothing; NB-11 shares do
            not make 100; NB-12 a payee of another site or out of use; NB-23 it comes to too much.
    """
    day = entry.published_on
    kind = book.kind(work.kind_code, day)
    if not kind.is_entitled:
        raise refuse("NB-10", _("“%(kind)s” earns no royalties.") % {"kind": kind.name})
    if not 0 < work.coefficient <= MOST_COEFFICIENT or not 1 <= work.quantity <= 999:
        text = _(
            "The coefficient must be above 0 and at most %(most)s, the number of works from 1 to "
            "999."
        )
        raise refuse("NB-08", text % {"most": grouped(MOST_COEFFICIENT)})
    if work.coefficient > kind.most:
        expect_exception(entry, kind.name, kind.most, work, actor)
    _check_shares(entry.site_id, work.shares)
    entry.kind_code, entry.kind_name, entry.grade = kind.code, kind.name, work.grade[:20]
    entry.unit = book.unit(day).amount
    entry.coefficient, entry.quantity = work.coefficient, work.quantity
    entry.amount = reckoning.amount_of(entry.unit, work.coefficient, work.quantity)
    expect_payable(entry.amount)
    entry.note, entry.over_reason = work.note[:300], work.over_reason[:300]
    entry.save()
    write_parts(entry, work.shares)


def expect_exception(
    entry: Entry, kind: str, most: Decimal, work: Work, actor: User | None
) -> None:
    """Refuse NB-09 a coefficient above the ceiling without the right, or without a reason."""
    values = {"kind": kind, "most": reckoning.plain(most)}
    if not may(actor, EXCEED, entry.site):
        text = _(
            "“%(kind)s” gets a coefficient of %(most)s at most; only approvers may go beyond it."
        )
        raise refuse("NB-09", text % values)
    if not work.over_reason.strip():
        text = _(
            "“%(kind)s” gets a coefficient of %(most)s at most; give a reason to go beyond it."
        )
        raise refuse("NB-09", text % values)


def _check_shares(site_id: int, shares: Sequence[Share]) -> None:
    total = sum((share.percent for share in shares), Decimal(0))
    if not shares or total != HUNDRED or any(share.percent <= 0 for share in shares):
        raise refuse("NB-11", _("The shares of all people must make 100 % together."))
    if any(share.payee.site_id != site_id or not share.payee.is_active for share in shares):
        raise refuse("NB-12", _("A person named here is not among the payees of the site."))


def write_parts(entry: Entry, shares: Sequence[Share]) -> None:
    """Divide the amount of ``entry`` among its people to the đồng; former parts go."""
    entry.parts.all().delete()
    amounts = reckoning.divide(entry.amount, [share.percent for share in shares])
    Part.objects.bulk_create(
        Part(entry=entry, payee=one.payee, role=one.role, share=one.percent, amount=amount)
        for one, amount in zip(shares, amounts, strict=True)
    )


def words_of(entry: Entry) -> str:
    """An entry in the book of acts."""
    return f"{entry.title[:300]} – {entry.kind_name}, {grouped(entry.amount)} đồng"


def _chosen(site: MemberSite, keys: Iterable[int], *states: str) -> list[Entry]:
    wanted = set(keys)
    if len(wanted) > MOST_AT_ONCE:
        raise refuse("NB-14", _("Choose at most %(most)s rows at once.") % {"most": MOST_AT_ONCE})
    rows = Entry.objects.at(site).filter(pk__in=wanted, state__in=states)
    return list(rows.select_related("site"))


@transaction.atomic
def approve(*, actor: User | None, site: MemberSite, entry_ids: Iterable[int]) -> int:
    """Approve those of the proposed entries; returns how many. Others are passed over.

    Raises:
        PermissionDenied: ``actor`` may not approve there.
        ValidationError: NB-14 too many; NB-15 own proposals where somebody else has to approve;
            NB-20 beyond the budget.
    """
    expect(actor, APPROVE, site)
    lock(site)
    found = _chosen(site, entry_ids, EntryState.PROPOSED)
    own = actor is not None and any(entry.proposed_by_id == actor.pk for entry in found)
    if own and RoyaltySettings.of(site).four_eyes:
        text = _("Who proposed an entry cannot approve it at this site; ask somebody else.")
        raise refuse("NB-15", text)
    Entry.objects.filter(pk__in=[entry.pk for entry in found]).update(
        state=EntryState.APPROVED, approved_by=actor, approved_at=timezone.now()
    )
    if found:
        note(actor, site, Act.Kind.APPROVED, _several(found))
    for month in {entry.month for entry in found}:
        budgets.check(site, month)
    return len(found)


@transaction.atomic
def send_back(
    *, actor: User | None, site: MemberSite, entry_ids: Iterable[int], reason: str
) -> int:
    """Give proposed or approved entries back to who proposed them; returns how many.

    Raises:
        PermissionDenied: ``actor`` may not approve there.
        ValidationError: NB-14 too many; NB-16 no reason.
    """
    expect(actor, APPROVE, site)
    if not reason.strip():
        raise refuse("NB-16", _("Give a reason."))
    lock(site)
    found = _chosen(site, entry_ids, EntryState.PROPOSED, EntryState.APPROVED)
    Entry.objects.filter(pk__in=[entry.pk for entry in found]).update(
        state=EntryState.RETURNED,
        return_reason=reason.strip()[:300],
        approved_by=None,
        approved_at=None,
    )
    if found:
        note(actor, site, Act.Kind.RETURNED, f"{_several(found)}: {reason.strip()}")
    return len(found)


@transaction.atomic
def remove(*, actor: User | None, entry: Entry) -> None:
    """Take back an entry that is not approved; its article is on the list of work again.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-13 it is approved or settled.
    """
    expect(actor, PROPOSE, entry.site)
    lock(entry.site)
    entry = Entry.objects.select_related("site").get(pk=entry.pk)
    if not entry.is_changeable and entry.state != EntryState.EXEMPT:
        text = _("This entry is “%(state)s” and cannot be changed.")
        raise refuse("NB-13", text % {"state": entry.get_state_display()})
    note(actor, entry.site, Act.Kind.REMOVED, words_of(entry))
    entry.delete()


@transaction.atomic
def exempt(*, actor: User | None, site: MemberSite, article_ids: Iterable[int]) -> int:
    """Note that articles earn nothing; they leave the list of work. Returns how many.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-14 too many.
    """
    expect(actor, PROPOSE, site)
    keys = set(article_ids)
    if len(keys) > MOST_AT_ONCE:
        raise refuse("NB-14", _("Choose at most %(most)s rows at once.") % {"most": MOST_AT_ONCE})
    lock(site)
    known = Entry.objects.filter(article__in=keys).values_list("article", flat=True)
    closed, made = closed_months(site), []
    for article in articles.find(site, keys - set(known)):
        entry = _entry_of(article, site, closed)
        entry.state, entry.proposed_by, entry.kind_name = EntryState.EXEMPT, actor, ""
        entry.unit = entry.coefficient = entry.amount = Decimal(0)
        entry.save()
        made.append(entry)
    if made:
        note(actor, site, Act.Kind.EXEMPTED, _several(made))
    return len(made)


def _several(entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        return words_of(entries[0])
    total = sum((entry.amount for entry in entries), Decimal(0))
    return _("%(count)s entries, %(sum)s VND") % {"count": len(entries), "sum": grouped(total)}
