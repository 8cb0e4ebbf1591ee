"""The search backend named in the settings: the one of the database in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

if TYPE_CHECKING:
    from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - a name of modelsearch
    """Make the backend; both find and rank the same.

    Raises:
        ImproperlyConfigured: for databases the portal does not run on.
    """
    if connection.vendor == "postgresql":
        from portal.search.backends import postgres

        return postgres.SearchBackend(params)
    if connection.vendor == "sqlite":
        from portal.search.backends import sqlite

        return sqlite.SearchBackend(params)
    raise ImproperlyConfigured(f"there is no search for {connection.vendor}")
