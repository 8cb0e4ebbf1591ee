"""Which theme templates are taken from now: that of the request being answered, else ``base``.

A context variable, so that every thread and every coroutine has its own, set and reset around each
request; nothing of one request is seen by the next.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from portal.theming.registry import BASE, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)
_source: ContextVar[Callable[[], str] | None] = ContextVar("theme", default=None)


def slug() -> str:
    """The slug of a theme that exists. Never fails: the page of an error needs templates, too."""
    source = _source.get()
    if source is None:
        return BASE
    # What the answer needs (sites, pages) must not ask for templates itself.
    token = _source.set(None)
    try:
        return theme(source()).slug
    except Exception:
        logger.exception("The theme of a request cannot be told")
        return BASE
    finally:
        _source.reset(token)


@contextmanager
def using(source: Callable[[], str] | str) -> Iterator[None]:
    """Within: templates of the theme that ``source`` names, asked anew for each template."""
    found = source if callable(source) else (lambda: source)
    token = _source.set(found)
    try:
        yield
    finally:
        _source.reset(token)
