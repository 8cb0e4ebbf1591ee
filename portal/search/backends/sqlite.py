"""Search in SQLite's own full-text tables (FTS5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, Value
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import MatchExpression
from modelsearch.utils import get_descendants_content_types_pks

from portal.search.backends.folding import FoldedCompiler, FoldedIndexer, Step

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.search.terms import Terms


class Indexer(FoldedIndexer, stock.ObjectIndexer):
    pass


# modelsearch looks the class up in its module and offers no other way to name one.
stock.ObjectIndexer = Indexer


class Compiler(FoldedCompiler, stock.SQLiteSearchQueryCompiler):
    def expression(self, terms: Terms, step: Step) -> str:
        words = [" ".join(terms.folded)] if step.adjacent else terms.folded
        parts = [f'"{word}"' for word in words]
        if self.LAST_TERM_IS_PREFIX:
            parts[-1] += "*"
        if step.as_typed:
            parts += [f'"{word}"' for word in terms.accented]
        return " AND ".join(parts)

    def any_expression(self, terms: Terms) -> str:
        return " OR ".join(f'"{word}"' for word in terms.folded)

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet[Any]:
        if self.terms is None:
            return super().search(config, start, stop, score_field=score_field)
        return self.ranked(self.queryset, self._matching, score_field)[start:stop]

    def _matching(self, in_title: bool, expression: str) -> Q:  # noqa: FBT001
        columns = ["title"] if in_title else self.FTS_TABLE_FIELDS
        entries = stock.SQLiteFTSIndexEntry.objects.filter(
            MatchExpression(columns, Value(expression)),
            index_entry__content_type__in=get_descendants_content_types_pks(self.queryset.model),
        )
        return Q(pk__in=entries.values("index_entry__object_id"))


class AutocompleteCompiler(Compiler, stock.SQLiteAutocompleteQueryCompiler):
    pass


class SearchBackend(stock.SQLiteSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
