"""Control of index upkeep during bulk work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models.signals import post_save  # noqa: TID251 - to silence, not to listen
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def index_updates_paused() -> Iterator[None]:
    """Within this process no save enqueues index work; the caller rebuilds the index afterwards.

    For commands: other threads of the process would be silenced, too.
    """
    models = get_indexed_models()
    silenced = [m for m in models if post_save.disconnect(post_save_signal_handler, sender=m)]
    try:
        yield
    finally:
        for model in silenced:
            post_save.connect(post_save_signal_handler, sender=model)
