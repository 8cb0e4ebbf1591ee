"""What the Plugins page shows: which plugins there are, where each is on, and how it is doing.

Reads only. What switching would change is in ``impact.py``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import Max, Q
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from portal.plugins import doctor, faults, gate, health, registry, scopes
from portal.plugins.config import CATEGORIES
from portal.plugins.models import Activation, ActivationChange, KnownPlugin
from portal.plugins.scopes import INSTALLATION, Scope
from portal.tasks.models import TaskState
from portal.text import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.plugins.config import PluginConfig
    from portal.plugins.gate import Gate
    from portal.plugins.health import Failure

CATEGORY_NAMES = {
    "public": gettext_lazy("For readers"),
    "office": gettext_lazy("Work of the offices"),
    "party": gettext_lazy("Party work"),
    "infrastructure": gettext_lazy("Infrastructure"),
}
SCOPE_NAMES = {
    "installation": gettext_lazy("The whole installation"),
    "site": gettext_lazy("Each member site"),
    "unit": gettext_lazy("Each unit"),
}
EVENTS = "portal.plugins.events.deliver"


@dataclass(frozen=True)
class Plugin:
    """One line of the list.

    Attributes:
        config: None when it does not work here: in quarantine, or removed from the disk.
        declared: what its ``apps.py`` says, also of one in quarantine; None when unknown.
        known: what was noted when its tables were last brought up to date.
        problems: sentences with their codes.
        depends: (slug, name) of the plugins it needs; ``dependants`` of those that need it.
    """

    slug: str
    config: PluginConfig | None
    declared: Any
    known: KnownPlugin | None
    problems: tuple[str, ...]
    depends: tuple[tuple[str, str], ...]
    dependants: tuple[tuple[str, str], ...]
    open_count: int
    place_count: int

    @property
    def name(self) -> str:
        return name_of(self.slug, self.declared, self.known)

    @property
    def summary(self) -> str:
        return str(self.declared.summary) if self.declared else ""

    @property
    def version(self) -> str:
        if self.declared:
            return str(self.declared.version)
        return self.known.version if self.known else ""

    @property
    def api_range(self) -> str:
        return str(self.declared.requires_portal) if self.declared else ""

    @property
    def scope(self) -> str:
        return str(SCOPE_NAMES[self.declared.scope]) if self.declared else ""

    @property
    def category(self) -> str:
        return str(CATEGORY_NAMES[self.declared.category]) if self.declared else ""

    @property
    def source(self) -> str:
        return registry.sources().get(self.slug, "") or (self.known.package if self.known else "")

    @property
    def is_per_place(self) -> bool:
        return bool(self.declared and self.declared.scope != "installation")

    @property
    def is_removed(self) -> bool:
        """Gone from the disk, with its data still here."""
        return not self.config and not self.declared and self.known is not None


@dataclass(frozen=True)
class Group:
    """Plugins of one category."""

    name: str
    plugins: list[Plugin]


def name_of(slug: str, declared: Any = None, known: KnownPlugin | None = None) -> str:
    """What people call a plugin; its slug when nothing else is known."""
    declared = declared or registry.installed().get(slug)
    if declared:
        return str(declared.verbose_name)
    return known.name if known else slug


def plugins() -> list[Plugin]:
    """Every plugin that works, is in quarantine, or was removed while its data is here."""
    working = registry.installed()
    declared = {found.slug: found.config for found in settings.PORTAL_PLUGINS.found}
    known = {row.slug: row for row in KnownPlugin.objects.all()}
    problems: dict[str, list[str]] = defaultdict(list)
    for finding in doctor.problems():
        problems[finding.slug].append(finding.text)
    now = gate.current()
    found = []
    for slug in sorted({*working, *declared, *known, *problems}):
        config = working.get(slug)
        declaration = config or declared.get(slug)
        found.append(
            Plugin(
                slug=slug,
                config=config,
                declared=declaration,
                known=known.get(slug),
                problems=tuple(problems[slug]),
                depends=_named(declaration.depends if declaration else ()),
                dependants=_named(registry.dependants(slug)),
                open_count=len(now.open_scopes(slug)),
                place_count=_place_count(declaration, now),
            )
        )
    return sorted(found, key=lambda plugin: sort_key(plugin.name))


def plugin(slug: str) -> Plugin | None:
    """One of them."""
    return next((found for found in plugins() if found.slug == slug), None)


def groups() -> list[Group]:
    """By category; first those that do not work."""
    every = plugins()
    broken = Group(_("Not working"), [one for one in every if not one.config])
    working = [
        Group(
            str(CATEGORY_NAMES[category]),
            [one for one in every if one.config and one.config.category == category],
        )
        for category in CATEGORIES
    ]
    return [group for group in [broken, *working] if group.plugins]


def _named(slugs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((slug, name_of(slug)) for slug in slugs)


def _place_count(declaration: Any, now: Gate) -> int:
    if declaration is None:
        return 0
    if declaration.scope == "installation":
        return 1
    kind = scopes.kinds.get(declaration.scope)
    return len(list(kind.all(now.structure))) if kind else 0


@dataclass(frozen=True)
class Place:
    """A place for which a plugin is switched.

    Attributes:
        is_on: what was decided, or the plugin's default.
        is_open: whether it really works there.
        hindrance: why it does not although it is on.
        change: who decided last; None when nobody has.
    """

    scope: Scope
    name: str
    is_on: bool
    is_open: bool
    hindrance: str
    change: ActivationChange | None

    @property
    def key(self) -> str:
        """How forms name the place; see ``parse``."""
        return f"{self.scope.kind}-{self.scope.id}"


def parse(key: str) -> Scope | None:
    """The place named by ``Place.key``; None for anything else."""
    kind, _dash, number = key.partition("-")
    is_number = number.isascii() and number.isdecimal() and len(number) < 18
    return Scope(kind, int(number)) if kind and is_number else None


class Places:
    """The places of one plugin: ``whole`` is the installation, ``parts`` the sites or units."""

    def __init__(self, config: PluginConfig) -> None:
        self.config = config
        self.now = gate.current()

    @cached_property
    def _decided(self) -> dict[Scope, bool]:
        rows = Activation.objects.filter(plugin=self.config.slug)
        values = rows.values_list("scope_kind", "scope_id", "enabled")
        return {Scope(kind, pk): enabled for kind, pk, enabled in values}

    @cached_property
    def _changes(self) -> dict[Scope, ActivationChange]:
        """The last change of each place."""
        own = ActivationChange.objects.filter(plugin=self.config.slug).order_by()
        last = own.values("scope_kind", "scope_id").annotate(last=Max("pk")).values("last")
        rows = ActivationChange.objects.filter(pk__in=last)
        return {Scope(row.scope_kind, row.scope_id): row for row in rows}

    @cached_property
    def whole(self) -> Place:
        is_parted = self.config.scope != "installation"
        default = True if is_parted else self.config.default_enabled
        is_on = self._decided.get(INSTALLATION, default)
        is_open = is_on if is_parted else self.now.is_open(self.config.slug)
        return self._place(INSTALLATION, _("The whole installation"), is_on, is_open)

    @cached_property
    def parts(self) -> list[Place]:
        kind = scopes.kinds.get(self.config.scope)
        found = []
        for pk, name in kind.all(self.now.structure) if kind else ():
            scope = Scope(self.config.scope, pk)
            is_on = self._decided.get(scope, self.config.default_enabled)
            found.append(self._place(scope, name, is_on, self.now.is_open(self.config.slug, scope)))
        return found

    @property
    def all(self) -> list[Place]:
        return [self.whole, *self.parts]

    def matching(self, query: str, state: str) -> list[Place]:
        """Parts whose name holds ``query``, accents aside; ``state`` "on", "off" or all."""
        wanted = fold(query).casefold()
        return [
            place
            for place in self.parts
            if wanted in fold(place.name).casefold()
            and (state not in {"on", "off"} or place.is_on == (state == "on"))
        ]

    def _place(self, scope: Scope, name: str, is_on: bool, is_open: bool) -> Place:  # noqa: FBT001
        hindrance = self._hindrance(scope) if is_on and not is_open else ""
        return Place(scope, name, is_on, is_open, hindrance, self._changes.get(scope))

    def _hindrance(self, scope: Scope) -> str:
        if scope != INSTALLATION and not self.whole.is_on:
            return _("It is off for the whole installation.")
        names = ", ".join(name for _slug, name in _named(missing_at(self.config, scope)))
        return _("It needs “%(names)s”, which is off here.") % {"names": names}


def missing_at(config: PluginConfig, scope: Scope) -> list[str]:
    """Slugs of the plugins that ``config`` needs and that are off at ``scope``."""
    now = gate.current()
    missing = []
    for slug in config.depends:
        other = registry.installed()[slug]
        if scope == INSTALLATION and other.scope != "installation":
            continue  # decided place by place
        if not now.is_open(slug, scope if other.scope == scope.kind else INSTALLATION):
            missing.append(slug)
    return missing


@dataclass(frozen=True)
class Condition:
    """How a plugin is doing: ``tables`` are (name, rows)."""

    faults: int
    failures: list[Failure]
    findings: list[str]
    waiting: int
    parked: int
    failed: int
    tables: list[tuple[str, int]]


def condition(found: Plugin) -> Condition:
    """Counts only; the health checks of a plugin that is on are run."""
    package = found.config.name if found.config else (found.known.package if found.known else "")
    of_package = tasks_of(package)
    waiting = DBTaskResult.objects.filter(of_package, status__in=[Status.READY, Status.RUNNING])
    states = TaskState.objects.filter(tasks_of(package, "result__"))
    parked = states.parked().count()
    return Condition(
        faults=faults.count(found.slug),
        failures=health.failures(found.slug),
        findings=[
            finding.text
            for finding in (doctor.examine() if found.config else ())
            if finding.slug == found.slug and finding.text not in found.problems
        ],
        waiting=waiting.count() - parked,
        parked=parked,
        failed=states.failed().count(),
        tables=_tables(found),
    )


def tasks_of(package: str, prefix: str = "") -> Q:
    """Matches the tasks of a plugin and the events that wait for its handlers."""
    if not package:
        return Q(pk__in=[])
    own = Q(**{f"{prefix}task_path__startswith": f"{package}."})
    events = Q(
        **{
            f"{prefix}task_path": EVENTS,
            f"{prefix}args_kwargs__kwargs__handler__startswith": f"{package}.",
        }
    )
    return own | events


def _tables(found: Plugin) -> list[tuple[str, int]]:
    if found.config:
        return [
            (capfirst(str(model._meta.verbose_name_plural)), model._meta.base_manager.count())
            for model in found.config.get_models(include_auto_created=True)
        ]
    there = set(connection.introspection.table_names())
    tables = [table for table in (found.known.tables if found.known else []) if table in there]
    return [(table, _rows_in(table)) for table in tables]


def _rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - noted by us
        count: int = cursor.fetchone()[0]
    return count
