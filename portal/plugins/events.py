"""Facts that plugins may act on, told through the task queue: at least once, never lost.

Publishing writes one task per handler in the transaction of the fact itself. A handler of a plugin
that is off where the fact happened gets nothing; one that is switched off later gets its facts
when it is switched on again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from portal.plugins import gate, registry
from portal.plugins.points import EventHandler
from portal.plugins.scopes import Scope
from portal.tasks import task

kinds: dict[str, type[Event]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of events: keys and snapshots only, values that JSON can hold, no model objects.

    ``name`` is stored with waiting events and never changes; ``site_id`` is the place, None for
    the whole installation.
    """

    name: ClassVar[str] = ""
    site_id: int | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            kinds[cls.name] = cls


@dataclass(frozen=True, kw_only=True)
class PagePublished(Event):
    """A page can be read from now on, or was published anew."""

    name: ClassVar[str] = "portal.page_published.v1"
    page_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class PageWithdrawn(Event):
    """A page can no longer be read."""

    name: ClassVar[str] = "portal.page_withdrawn.v1"
    page_id: int
    title: str


def publish(event: Event) -> None:
    """Tell every handler of plugins that are on at the event's place; within a transaction."""
    now = gate.current()
    scope = Scope.site(event.site_id) if event.site_id else None
    for owned in registry.extensions(EventHandler):
        if owned.value.event is type(event) and now.is_open(owned.slug, scope):
            deliver.enqueue(handler=_key(owned.value), name=event.name, values=asdict(event))


@task()
def deliver(*, handler: str, name: str, values: dict[str, Any]) -> None:
    """Call one handler with one event; one that no longer exists has nothing to do."""
    found = {_key(owned.value): owned.value for owned in registry.extensions(EventHandler)}
    if handler not in found or name not in kinds:
        return
    kind = kinds[name]
    known = {field.name for field in fields(kind)}
    found[handler].function(kind(**{key: v for key, v in values.items() if key in known}))


def _key(handler: EventHandler) -> str:
    return f"{handler.function.__module__}.{handler.function.__qualname__}"
