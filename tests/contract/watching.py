"""Sees whether code of a plugin runs, without changing it."""

from __future__ import annotations

import inspect
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import FrameType


@contextmanager
def calls_of(functions: Iterable[Callable[..., Any]]) -> Iterator[list[dict[str, Any]]]:
    """The arguments of every call of one of ``functions`` in this thread, as they come."""
    codes = {code for function in functions if (code := _code(function))}
    seen: list[dict[str, Any]] = []

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code in codes:
            seen.append(dict(frame.f_locals))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)


def _code(function: Any) -> Any:
    inner = inspect.unwrap(function)
    return getattr(inner, "__code__", None)
