"""Announces that a name of the plugin API goes away (docs/plugins/api-version.md).

A removal takes two releases of the API: in both the name still works and warns. Continuous
integration treats warnings as errors, so plugins learn of it there and not in production.
"""

from __future__ import annotations

import warnings
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def deprecated(name: str, since: str, removed_in: str, *, instead: str = "") -> None:
    """Warn the caller of the function that calls this that ``name`` goes away.

    Args:
        name: what goes away, as plugins write it: "points.MenuItem(classname=…)".
        since: the version of the API that announced it, for example "1.2".
        removed_in: the first version without it, a whole number: "2.0".
        instead: what to write from now on.

    Raises:
        ValueError: ``removed_in`` is not a later main version.
    """
    _refuse_hasty_removal(since, removed_in)
    text = f"{name} is deprecated since plugin API {since} and goes away in {removed_in}"
    if instead:
        text += f"; use {instead}"
    warnings.warn(text, DeprecationWarning, stacklevel=3)


def renamed(function: F, name: str, since: str, removed_in: str) -> F:
    """``function`` under its old ``name``; each call warns.

    Use: ``old_name = renamed(new_name, "gate.old_name", since="1.1", removed_in="2.0")``.
    """
    _refuse_hasty_removal(since, removed_in)

    @wraps(function)
    def old(*args: Any, **kwargs: Any) -> Any:
        deprecated(name, since, removed_in, instead=function.__qualname__)
        return function(*args, **kwargs)

    return old  # type: ignore[return-value]


def _refuse_hasty_removal(since: str, removed_in: str) -> None:
    last = Version(removed_in)
    if last.major <= Version(since).major or last.minor:
        message = f"what is announced in {since} may go in {Version(since).major + 1}.0, not before"
        raise ValueError(message)
