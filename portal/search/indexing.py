"""Control of index upkeep during bulk work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def index_updates_paused() -> Iterator[None]:
    """Within this process no save touches the index; the caller rebuilds it afterwards."""
    backend: dict[str, Any] = settings.WAGTAILSEARCH_BACKENDS["default"]
    before = backend.get("AUTO_UPDATE", True)
    backend["AUTO_UPDATE"] = False
    try:
        yield
    finally:
        backend["AUTO_UPDATE"] = before
