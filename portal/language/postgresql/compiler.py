"""Django's compilers for PostgreSQL, with the Vietnamese order."""

from django.db.backends.postgresql import compiler

from portal.language.columns import VietnameseOrder


class SQLCompiler(VietnameseOrder, compiler.SQLCompiler):  # type: ignore[misc]
    pass


SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler
