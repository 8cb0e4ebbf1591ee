"""What works without anybody looking: tasks, periodic functions, event handlers, health checks."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from dataclasses import fields
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from portal.plugins import events, health, points, registry
from portal.tasks import periodic
from portal.tasks.models import PeriodicRun, TaskState
from tests.contract.content import blocks_of
from tests.contract.ground import work
from tests.contract.readers import _is_about, taken_back
from tests.contract.surface import surface
from tests.contract.watching import calls_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from portal.sites.models import MemberSite
    from tests.contract.ground import Ground


def modules_of(slug: str) -> list[ModuleType]:
    """All modules of a plugin but its migrations and tests."""
    config = registry.installed()[slug]
    names = [m.name for m in walk_packages(config.module.__path__, f"{config.name}.")]
    wanted = [n for n in names if not {"migrations", "tests"} & set(n.split("."))]
    return [config.module, *(import_module(name) for name in wanted)]


def tasks_of(slug: str) -> dict[str, Task[..., Any]]:
    """The plugin's tasks by dotted name."""
    found = {}
    for module in modules_of(slug):
        for value in vars(module).values():
            if isinstance(value, Task) and registry.owner_of(value.func) == slug:
                found[value.module_path] = value
    return found


@contextmanager
def empty_queue() -> Iterator[None]:
    with taken_back():
        DBTaskResult.objects.all().delete()
        yield


def _arguments(task: Task[..., Any], site: MemberSite) -> dict[str, Any] | None:
    """Arguments for a task that is about a site or takes none; None if others are needed."""
    wanted = [p for p in inspect.signature(task.func).parameters.values() if p.default is p.empty]
    names = {p.name for p in wanted}
    if names - {"site_id"}:
        return None
    return dict.fromkeys(names, site.pk)


@surface(has=lambda slug: bool(tasks_of(slug)))
def tasks(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Tasks that run."""
    seen = []
    for name, task in tasks_of(ground.slug).items():
        for site in sites:
            given = _arguments(task, site)
            if given is None or (ground.partly and "site_id" not in given):
                continue
            with empty_queue(), calls_of([task.func]) as calls:
                key = task.enqueue(**given).id
                work()
                is_parked = TaskState.objects.parked().filter(pk=key).exists()
            # The worker may meanwhile do the same for a place where the plugin is on.
            ran = [call for call in calls if call.get("site_id", site.pk) == site.pk]
            seen += [] if is_parked and not ran else [f"{name} at {site.code}"]
    return seen


@surface(points.Periodic)
def periodic_functions(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Periodic functions that are called for a place."""
    periodic.discover()
    functions = [owned.value.function for owned in blocks_of(ground.slug, points.Periodic)]
    with empty_queue(), calls_of(functions) as calls:
        PeriodicRun.objects.all().delete()
        periodic.run_due("contract")
    return [str(call) for call in calls if _is_about(call, sites)]


def _event(kind: type[events.Event], site: MemberSite) -> events.Event:
    samples = {"int": site.root_page_id, "str": "Kyhieu", "bool": True, "float": 1.0}
    values = {f.name: samples.get(str(f.type).partition(" ")[0]) for f in fields(kind)}
    return kind(**{**values, "site_id": site.pk})


@surface(points.EventHandler)
def event_handlers(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Events of a site that are queued for, or told to, a handler."""
    seen = []
    for owned in blocks_of(ground.slug, points.EventHandler):
        for site in sites:
            with empty_queue(), calls_of([owned.value.function]) as calls:
                events.publish(_event(owned.value.event, site))
                queued = _deliveries(ground)
                work()
            seen += [f"{owned.value.event.__name__} at {site.code}"] if calls or queued else []
    return seen


@surface(points.EventHandler)
def waiting_events(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Events that waited when the plugin was switched off and are told all the same."""
    seen = []
    for owned in blocks_of(ground.slug, points.EventHandler):
        function = owned.value.function
        key = f"{function.__module__}.{function.__qualname__}"
        for site in sites:
            event = _event(owned.value.event, site)
            with empty_queue(), calls_of([function]) as calls:
                events.deliver.enqueue(handler=key, name=event.name, values=vars(event))
                work()
            seen += [f"{owned.value.event.__name__} at {site.code}"] if calls else []
    return seen


def _deliveries(ground: Ground) -> int:
    package = f"{ground.config.name}."
    found: int = DBTaskResult.objects.filter(
        args_kwargs__kwargs__handler__startswith=package
    ).count()
    return found


@surface(points.HealthCheck, per_site=False)
def health_checks(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Health checks that are asked."""
    functions = [owned.value.check for owned in blocks_of(ground.slug, points.HealthCheck)]
    with calls_of(functions) as calls:
        health.failures()
    return [str(call) for call in calls]
