"""Search in PostgreSQL's text search vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q
from django.utils.functional import cached_property
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.index import SearchField

from portal.search.backends.folding import FoldedCompiler, FoldedIndexer, Step

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.search.terms import Terms

# Without stop words and stems: "an", "do" and "to" are words here.
CONFIG = "simple"


class Indexer(FoldedIndexer, stock.ObjectIndexer):
    @cached_property
    def body(self) -> Any:
        """Everything, the title too: only a single column has an index to search by."""
        texts = [
            (value, weight)
            for field in self.search_fields
            for part, weight, value in self.prepare_field(self.obj, field)
            if isinstance(part, SearchField)
        ]
        return self.as_vector(texts)


# modelsearch looks the class up in its module and offers no other way to name one.
stock.ObjectIndexer = Indexer


class Compiler(FoldedCompiler, stock.PostgresSearchQueryCompiler):
    VECTOR = "index_entries__body"

    def expression(self, terms: Terms, step: Step) -> str:
        parts = [f"'{word}'" for word in terms.folded]
        if self.LAST_TERM_IS_PREFIX:
            parts[-1] += ":*"
        wanted = (" <-> " if step.adjacent else " & ").join(parts)
        if step.as_typed:
            wanted = " & ".join([f"({wanted})", *(f"'{word}'" for word in terms.accented)])
        return wanted

    def any_expression(self, terms: Terms) -> str:
        return " | ".join(f"'{word}'" for word in terms.folded)

    def search(
        self,
        config: Any,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet[Any]:
        if self.terms is None:
            return super().search(config, start, stop, score_field=score_field, backend=backend)
        queryset = self.queryset.alias(
            _title_vector=F("index_entries__title"), _vector=F(self.VECTOR)
        )
        return self.ranked(queryset, _matching, score_field)[start:stop]


def _matching(in_title: bool, expression: str) -> Q:  # noqa: FBT001
    query = SearchQuery(expression, search_type="raw", config=CONFIG)
    return Q(_title_vector=query) if in_title else Q(_vector=query)


class AutocompleteCompiler(Compiler, stock.PostgresAutocompleteQueryCompiler):
    VECTOR = "index_entries__autocomplete"


class SearchBackend(stock.PostgresSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": CONFIG, **params})
