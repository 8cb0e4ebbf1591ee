"""Answers for load balancers and monitors, as JSON and never cached.

``live`` says that the process serves requests. ``ready`` answers 503 when the database does not
answer or migrations are waiting. A broken cache makes the portal slower, not wrong: it is
reported as "degraded" and still answers 200.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
_migrations_seen_applied = False


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """``{"status": "ok"}`` as long as the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """``{"status": "ok|degraded|error", "checks": {name: "ok|error"}}``; reasons go to the log."""
    database = _holds("database", _database_answers)
    checks = {
        "database": database,
        "migrations": database and _holds("migrations", migrations_are_applied),
        "cache": _holds("cache", _cache_keeps),
    }
    is_ready = checks["database"] and checks["migrations"]
    status = "error" if not is_ready else "ok" if all(checks.values()) else "degraded"
    shown = {name: "ok" if good else "error" for name, good in checks.items()}
    return JsonResponse({"status": status, "checks": shown}, status=200 if is_ready else 503)


def migrations_are_applied() -> bool:
    """Whether no migration is waiting. Looks until it was once so: they never become undone."""
    global _migrations_seen_applied  # noqa: PLW0603
    if not _migrations_seen_applied:
        executor = MigrationExecutor(connection)
        _migrations_seen_applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrations_seen_applied


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache_keeps() -> bool:
    cache.set("portal.health", "kept", 10)
    return cache.get("portal.health") == "kept"


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        good = check()
    except Exception:  # whatever is wrong, the answer is "not ready"
        logger.exception("Health check %s failed", name)
        return False
    if not good:
        logger.error("Health check %s failed", name)
    return good
