"""Counts what went wrong inside plugins while the page around them went on."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.utils import timezone

DAY = 24 * 3600


def note(slug: str, error: BaseException, *, where: str = "") -> None:
    """Log an error of the plugin ``slug`` and count it for the Plugins page."""
    logger = logging.getLogger(f"plugin.{slug}")
    logger.error("%s failed: %s", where or "rendering", error, exc_info=error)
    key = _key(slug)
    try:
        cache.add(key, 0, 2 * DAY)
        cache.incr(key)
    except Exception:  # a missing cache must not turn a small fault into a big one
        logger.warning("The fault could not be counted", exc_info=True)


def count(slug: str) -> int:
    """Faults of today."""
    try:
        return int(cache.get(_key(slug), 0))
    except Exception:
        return 0


def _key(slug: str) -> str:
    return f"plugin-faults:{slug}:{timezone.localdate():%Y%m%d}"
