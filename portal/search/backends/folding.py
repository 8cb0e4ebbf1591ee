"""What both databases' query compilers share: cleaning, matching without accents, ranking.

A page matches when it holds all words of the query, whatever their accents. Pages are ranked in
steps rather than by a score: as typed before other accents, title before text, words together
before words apart; within a step the queryset's own order decides, else the newest is first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Q, Value, When
from modelsearch.query import (
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from portal.search.terms import Terms, index_text, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Step:
    """What a page must hold, in its title or anywhere, to be ranked at this step."""

    in_title: bool
    adjacent: bool
    as_typed: bool


# Best first. What is the same for a query (one word, no accents) is left out.
STEPS = (
    Step(in_title=True, adjacent=True, as_typed=True),
    Step(in_title=True, adjacent=False, as_typed=True),
    Step(in_title=False, adjacent=True, as_typed=True),
    Step(in_title=False, adjacent=False, as_typed=True),
    Step(in_title=True, adjacent=True, as_typed=False),
    Step(in_title=True, adjacent=False, as_typed=False),
    Step(in_title=False, adjacent=True, as_typed=False),
)


class FoldedIndexer:
    """Mixin for modelsearch's ``ObjectIndexer``."""

    # Fuzzy search would need the plain texts too; it is answered as a plain search instead.
    title_text = ""
    body_text = ""

    def prepare_value(self, value: Any) -> str:
        prepared: str = super().prepare_value(value)  # type: ignore[misc]
        # Lists and dicts come back here item by item.
        return prepared if isinstance(value, (list, dict)) else index_text(prepared)


class FoldedCompiler:
    """Mixin for modelsearch's query compilers.

    ``fields=["title"]`` searches titles only; other lists of fields search everything, since
    the index keeps no other field apart.
    """

    LAST_TERM_IS_PREFIX: bool
    queryset: QuerySet[Any]
    query: SearchQuery
    order_by_relevance: bool

    def __init__(
        self,
        queryset: QuerySet[Any],
        query: SearchQuery | str,
        fields: list[str] | None = None,
        operator: str | None = None,
        order_by_relevance: bool = True,  # noqa: FBT001, FBT002 - modelsearch's signature
    ) -> None:
        if isinstance(query, str):
            query = PlainText(query, operator=operator or "and")
        self.terms = terms_of(query.query_string) if isinstance(query, PlainText) else None
        self.title_only = list(fields or []) == ["title"]
        super().__init__(  # type: ignore[call-arg]
            queryset, safe_query(query), order_by_relevance=order_by_relevance
        )

    def expression(self, terms: Terms, step: Step) -> str:
        """What ``step`` asks, in the database's own query language."""
        raise NotImplementedError

    def any_expression(self, terms: Terms) -> str:
        raise NotImplementedError

    def ranked(
        self,
        queryset: QuerySet[Any],
        matching: Callable[[bool, str], Q],
        score_field: str | None,
    ) -> QuerySet[Any]:
        """``queryset`` cut down to what matches, in order.

        Args:
            matching: the condition that title (or any text) meets an ``expression``.
        """
        terms = self.terms or Terms((), ())
        if not terms.folded:
            return queryset.none()
        anywhere = Step(in_title=False, adjacent=False, as_typed=False)
        is_or = getattr(self.query, "operator", "and") == "or"
        wanted = self.any_expression(terms) if is_or else self.expression(terms, anywhere)
        found = queryset.filter(matching(self.title_only, wanted))
        rank = self._rank([] if is_or else self._steps(terms), terms, matching)
        if score_field:
            found = found.annotate(**{score_field: rank or Value(0)})
        own_order = found.query.order_by
        if not self.order_by_relevance:
            return found if own_order else found.order_by("-pk")
        # By path is only how pages come when nobody asked for an order.
        ties = () if own_order == ("path",) else own_order
        return found.order_by(*([rank.desc()] if rank else []), *ties, "-pk")

    def _rank(
        self, steps: list[Step], terms: Terms, matching: Callable[[bool, str], Q]
    ) -> Case | None:
        whens = [
            When(matching(step.in_title, self.expression(terms, step)), then=Value(points))
            for points, step in zip(range(len(steps), 0, -1), steps, strict=True)
        ]
        return Case(*whens, default=Value(0), output_field=IntegerField()) if whens else None

    def _steps(self, terms: Terms) -> list[Step]:
        several = len(terms.folded) > 1
        return [
            step
            for step in STEPS
            if (several or not step.adjacent)
            and (terms.accented or not step.as_typed)
            and not (step.in_title and (self.title_only or self.LAST_TERM_IS_PREFIX))
        ]


def safe_query(query: SearchQuery) -> SearchQuery:
    """``query`` with every text in words of the index, so that none can break its syntax."""
    if isinstance(query, PlainText):
        words = " ".join(terms_of(query.query_string).folded)
        return PlainText(words, operator=query.operator) if words else MATCH_NONE
    if isinstance(query, Fuzzy):
        return safe_query(PlainText(query.query_string))
    if isinstance(query, Phrase):
        words = " ".join(terms_of(query.query_string).folded)
        return Phrase(words) if words else MATCH_NONE
    if isinstance(query, Boost):
        return safe_query(query.subquery)
    if isinstance(query, Not):
        return Not(safe_query(query.subquery)) if query is not MATCH_NONE else query
    if isinstance(query, (And, Or)):
        parts = [safe_query(part) for part in query.subqueries]
        parts = [part for part in parts if part is not MATCH_NONE]
        return type(query)(parts) if parts else MATCH_NONE
    return query
