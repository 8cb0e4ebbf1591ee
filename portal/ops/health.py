"""Answers for load balancers and monitors, as JSON and never cached.

``live`` says that the process serves requests. ``ready`` answers 503 when the database does not
answer or migrations are waiting. A broken cache makes the portal slower, not wrong, and background
work that stands still makes it late: both are reported as "degraded" and still answer 200. So is a
plugin that is switched on and whose own check fails, a page tree in which the last nightly check
found flaws, and a theme that cannot be read or that a site has and is gone.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Revision

from portal.lifecycle.trees import tree_is_well
from portal.plugins import health as plugin_health
from portal.tasks.status import queue_state
from portal.theming.health import themes_are_well

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(minutes=5)
_migrations_seen_applied = False


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """``{"status": "ok"}`` as long as the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """``{"status": "ok|degraded|error", "checks": {name: "ok|error"}, "queue": {…}}``.

    ``queue`` holds numbers of tasks, the seconds that the first one due has waited, the number of
    living workers, and for how many seconds the oldest page has been due and not published. It is
    missing when it cannot be read. Reasons go to the log.
    """
    database = _holds("database", _database_answers)
    checks = {
        "database": database,
        "migrations": database and _holds("migrations", migrations_are_applied),
        "cache": _holds("cache", _cache_keeps),
    }
    is_ready = checks["database"] and checks["migrations"]
    queue = _queue() if is_ready else None
    checks["queue"] = queue is not None and _is_moving(queue)
    if is_ready:
        checks["plugins"] = _holds("plugins", _plugins_are_well)
        checks["pages"] = _holds("pages", tree_is_well)
        checks["themes"] = _holds("themes", themes_are_well)
    status = "error" if not is_ready else "ok" if all(checks.values()) else "degraded"
    shown = {name: "ok" if good else "error" for name, good in checks.items()}
    answer = {"status": status, "checks": shown} | ({"queue": queue} if queue else {})
    return JsonResponse(answer, status=200 if is_ready else 503)


def migrations_are_applied() -> bool:
    """Whether no migration is waiting. Looks until it was once so: they never become undone."""
    global _migrations_seen_applied  # noqa: PLW0603
    if not _migrations_seen_applied:
        executor = MigrationExecutor(connection)
        _migrations_seen_applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrations_seen_applied


def _queue() -> dict[str, int] | None:
    try:
        return {**asdict(queue_state()), "unpublished_seconds": _unpublished_seconds()}
    except Exception:  # as above: the rest of the answer is worth having
        logger.exception("The state of the queue cannot be read")
        return None


def _unpublished_seconds() -> int:
    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    oldest = due.aggregate(oldest=Min("approved_go_live_at"))["oldest"]
    return int((now - oldest).total_seconds()) if oldest else 0


def _plugins_are_well() -> bool:
    found = plugin_health.failures()
    for failure in found:
        logger.error("Plugin %s, check %s: %s", failure.slug, failure.name, failure.text)
    return not found


def _is_moving(queue: dict[str, int]) -> bool:
    """Whether a worker lives and no task has been due for too long."""
    return queue["workers"] > 0 and queue["oldest_seconds"] <= LONGEST_WAIT.total_seconds()


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
