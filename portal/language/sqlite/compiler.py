"""Django's compilers, with the Vietnamese order."""

from django.db.models.sql import compiler

from portal.language.columns import VietnameseOrder


class SQLCompiler(VietnameseOrder, compiler.SQLCompiler):
    pass


SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler
