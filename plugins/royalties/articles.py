"""What the plugin takes of the newsroom: published articles of a site and who signed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from plugins.royalties.models import Entry
from portal.clock.counting import ZONE
from portal.desk.models import DeskRow
from portal.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from plugins.royalties.models import Payee, RoyaltySettings
    from plugins.royalties.rates import RateBook
    from portal.desk.calendar import Month
    from portal.sites.models import MemberSite

COLUMNS = ("pk", "title", "author", "owner_id", "kind_id", "kind__name", "published_at")


@dataclass(frozen=True)
class Article:
    """A published article; ``published_on`` in the portal's own time."""

    pk: int
    title: str
    author: str
    owner_id: int | None
    kind_id: int | None
    kind_name: str
    published_on: date
    is_taken_over: bool
    source: str = ""
    live: bool = True


def _published(site: MemberSite) -> QuerySet[DeskRow]:
    return DeskRow._base_manager.filter(site=site, published_at__isnull=False)


def waiting(
    site: MemberSite,
    month: Month,
    book: RateBook,
    settings: RoyaltySettings,
    *,
    shows_all: bool = False,
) -> QuerySet[DeskRow]:
    """Articles first published in ``month`` for which nobody proposed anything yet.

    Without those of kinds that earn nothing, and without those taken over when these earn nothing,
    unless ``shows_all``.
    """
    # Whatever the site: an article that came with a site merged into this one is not paid twice.
    known = Entry.objects.filter(article=OuterRef("pk"))
    rows = _published(site).filter(
        published_at__gte=month.begin, published_at__lt=month.after.begin
    )
    rows = rows.filter(~Exists(known)).order_by("published_at", "pk")
    if shows_all:
        return rows
    if settings.counts_from:
        rows = rows.filter(published_at__date__gte=settings.counts_from)
    day = month.first
    if without := book.article_kinds_without(day):
        rows = rows.exclude(kind__in=without)
    if not book.pays_taken_over(day):
        rows = rows.filter(page__origin=None)
    return rows


def read(rows: Iterable[DeskRow] | QuerySet[DeskRow]) -> list[Article]:
    """One query."""
    columns = (*COLUMNS, "page__origin_id", "page__source", "live")
    return [_article(row) for row in rows.values_list(*columns)]  # type: ignore[union-attr]


def find(site: MemberSite, keys: Iterable[int]) -> list[Article]:
    """Published articles of ``site`` among these; those of other sites are not found."""
    return read(_published(site).filter(pk__in=list(keys)).order_by("published_at", "pk"))


def _article(row: Any) -> Article:
    pk, title, author, owner, kind, kind_name, at, origin, source, live = row
    day = at.astimezone(ZONE).date()
    taken = origin is not None
    return Article(pk, title, author, owner, kind, kind_name or "", day, taken, source, live)


def payee_of(article: Article, payees: Iterable[Payee]) -> Payee | None:
    """Who signed it: by pen name or full name, else by the account of its owner.

    None when several people sign like this: nobody is paid by a guess.
    """
    signature = _key(article.author)
    if signature:
        named = [p for p in payees if signature in {_key(p.pen_name), _key(p.real_name)}]
        return named[0] if len(named) == 1 else None
    if article.owner_id:
        return next((payee for payee in payees if payee.account_id == article.owner_id), None)
    return None


def _key(name: str) -> str:
    # With its accents: Hà and Hạ are two people.
    return " ".join(nfc(name).casefold().split())
