"""How a plugin is built: names, translations, migrations, relations, no wiring of its own."""

from __future__ import annotations

import gc
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import ReferenceType

import polib
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.dispatch import Signal
from django.utils.translation import override
from wagtail import hooks

from portal.language import sources
from portal.plugins import registry
from portal.plugins.points import Permission
from tests.contract.addresses import all_addresses
from tests.contract.background import modules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "portal" / "locale"
CORE = [folder / "vi" / "LC_MESSAGES" / "django.po" for folder in (LOCALE, LOCALE / "overlay")]
FOREIGN_WIRING = re.compile(r"hooks\.register\b|\.connect\(|@receiver\b|register_snippet\(")


def folder_of(slug: str) -> Path:
    return Path(registry.installed()[slug].path)


def files(slug: str, pattern: str) -> list[Path]:
    found = folder_of(slug).rglob(pattern)
    return sorted(path for path in found if not {"tests", "__pycache__"} & set(path.parts))


def everything_is_translated(slug: str) -> None:
    """Each message of its code and templates has Vietnamese, in its catalogue or the portal's."""
    folder = folder_of(slug) / "locale" / "vi" / "LC_MESSAGES"
    own = polib.pofile(str(folder / "django.po")) if (folder / "django.po").exists() else []
    assert [entry.msgid for entry in own if not entry.translated() or entry.fuzzy] == []
    compiled = polib.mofile(str(folder / "django.mo")) if own else []
    assert {e.msgid: e.msgstr for e in compiled} == {e.msgid: e.msgstr for e in own}, (
        f"{slug}: django.mo is not made of django.po; compile it anew"
    )
    known = {entry.msgid for entry in own} | {
        entry.msgid for path in CORE for entry in polib.pofile(str(path))
    }
    missing = messages(slug) - known
    assert missing == set(), f"{slug} has messages without Vietnamese"


def messages(slug: str) -> set[str]:
    """The messages of a plugin's modules and templates; none where gettext is not installed."""
    if shutil.which("xgettext") is None:
        return set()
    return {entry.msgid for entry in sources.of_folder(folder_of(slug))}


def templates_and_static_are_in_its_own_folder(slug: str) -> None:
    own = f"plugin_{slug}"
    for kind in ("templates", "static"):
        folder = folder_of(slug) / kind
        names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        assert names <= {own}, f"{slug}: {kind}/ may hold {own}/ only, not {names - {own}}"


def addresses_are_in_its_own_namespace(slug: str) -> None:
    wrong = [
        address.full_name or str(address.view)
        for address in all_addresses()
        if registry.owner_of(address.view) == slug
        and not (address.belongs_to(slug) and address.name)
    ]
    assert wrong == [], f"{slug} has addresses without a name, or outside of its namespaces"


def tables_are_its_own(slug: str) -> None:
    models = registry.installed()[slug].get_models(include_auto_created=True)
    tables = [model._meta.db_table for model in models]
    assert [table for table in tables if not table.startswith(f"plugin_{slug}_")] == []


def _migrations(slug: str) -> dict[str, Any]:
    loader = MigrationLoader(None)
    label = f"plugin_{slug}"
    return {name: m for (app, name), m in loader.disk_migrations.items() if app == label}


def migrations_are_complete(slug: str) -> None:
    """No model differs from what its migrations make."""
    with override(None):  # as makemigrations does: they hold no translated text
        loader = MigrationLoader(None)
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    missing = changes.get(f"plugin_{slug}", [])
    assert [op.describe() for migration in missing for op in migration.operations] == []


def migrations_can_be_taken_back(slug: str) -> None:
    """Each operation has a way back (``migrate … zero`` is also tried, on a scratch database)."""
    stuck = [
        f"{name}: {operation.describe()}"
        for name, migration in _migrations(slug).items()
        for operation in migration.operations
        if not operation.reversible
    ]
    assert stuck == []


def migrations_lean_on_declared_ones_only(slug: str) -> None:
    """Never ``__latest__``; plugins only if they are in ``depends``."""
    config = registry.installed()[slug]
    allowed = {f"plugin_{name}" for name in (slug, *config.depends)}
    wrong = []
    for name, migration in _migrations(slug).items():
        for app, other in migration.dependencies:
            if other in {"__latest__", "__first__"}:
                wrong.append(f"{name} depends on {app}.{other}")
            if app.startswith("plugin_") and app not in allowed:
                wrong.append(f"{name} depends on {app}, which is not in depends")
        wrong += [f"{name} has run_before {entry}" for entry in migration.run_before]
    assert wrong == []


def relations_stay_within_declared_plugins(slug: str) -> None:
    """No key points to a model of a plugin that is not in ``depends``, by class or by text."""
    config = registry.installed()[slug]
    wrong = []
    for model in config.get_models(include_auto_created=True):
        for column in model._meta.get_fields():
            other = column.related_model if column.is_relation else None
            owner = registry.owner_of(other) if isinstance(other, type) else None
            if not column.auto_created and owner not in {None, slug, *config.depends}:
                wrong.append(f"{model.__name__}.{column.name} points to {owner}")
    assert wrong == []


def it_wires_nothing_itself(slug: str) -> None:
    """No Wagtail hook and no signal is registered by its modules; points do all of that."""
    assert not files(slug, "wagtail_hooks.py"), f"{slug} has a wagtail_hooks.py"
    for module in modules_of(slug):
        assert not module.__name__.endswith(".signals"), module.__name__
    wrong = [
        f"hook {hook}: {function}"
        for hook, entries in hooks._hooks.items()
        for function, _order in entries
        if registry.owner_of(function) == slug
    ]
    wrong += [f"signal: {receiver}" for receiver in receivers() if _is_code_of(slug, receiver)]
    for path in files(slug, "*.py"):
        if FOREIGN_WIRING.search(path.read_text()):
            wrong.append(f"{path.name} registers something past its points")
    assert wrong == []


def receivers() -> Iterator[Any]:
    """Whoever listens to any signal of this process."""
    # By type(): lazy objects say that they are of any class, and load themselves.
    for signal in [thing for thing in gc.get_objects() if issubclass(type(thing), Signal)]:
        for _key, receiver, *_rest in signal.receivers:
            yield receiver() if isinstance(receiver, ReferenceType) else receiver


def _is_code_of(slug: str, receiver: Callable[..., Any]) -> bool:
    return bool(getattr(receiver, "__module__", None)) and registry.owner_of(receiver) == slug


def other_plugins_are_used_by_their_api_only(slug: str) -> None:
    """``import plugins.other.…`` only of ``plugins.<declared>.api``."""
    config = registry.installed()[slug]
    packages = {other.name: name for name, other in registry.installed().items() if name != slug}
    wrong = []
    for path in files(slug, "*.py"):
        for name in re.findall(r"^\s*(?:from|import)\s+([\w.]+)", path.read_text(), re.MULTILINE):
            for package, other in packages.items():
                inside = name == package or name.startswith(f"{package}.")
                if inside and (other not in config.depends or name != f"{package}.api"):
                    wrong.append(f"{path.name} imports {name}")
    assert wrong == []


def people_can_read_what_it_is(slug: str) -> None:
    """It has a name, one sentence on what it gives, and its rights have names."""
    config = registry.installed()[slug]
    rights = [owned.value for owned in registry.extensions(Permission) if owned.slug == slug]
    assert str(config.verbose_name).strip()
    assert str(config.summary).strip()
    assert [right.name for right in rights if not str(right.label).strip()] == []


CHECKS = (
    everything_is_translated,
    templates_and_static_are_in_its_own_folder,
    addresses_are_in_its_own_namespace,
    tables_are_its_own,
    migrations_are_complete,
    migrations_can_be_taken_back,
    migrations_lean_on_declared_ones_only,
    relations_stay_within_declared_plugins,
    it_wires_nothing_itself,
    other_plugins_are_used_by_their_api_only,
    people_can_read_what_it_is,
)
