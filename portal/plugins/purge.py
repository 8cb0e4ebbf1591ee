"""Removes a plugin with everything it stored: the only act that touches a plugin's data."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    WorkflowState,
)
from wagtail.search.models import IndexEntry
from wagtail.tasks import update_reference_index_task

from portal.errors import refuse
from portal.plugins import gate, registry, stored_blocks
from portal.plugins.models import Activation, ActivationChange, KnownPlugin
from portal.plugins.scopes import INSTALLATION
from portal.sites import structure
from portal.tasks.models import PeriodicRun

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)


@dataclass
class Purged:
    """How many of each kind were (or, in a dry run, would be) removed."""

    slug: str
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, count: int) -> None:
        if count:
            self.counts[what] = self.counts.get(what, 0) + count


def purge(slug: str, *, dry_run: bool = True) -> Purged:
    """Remove pages, blocks, rows, files, permissions, tables and notes of a plugin.

    Works for a plugin whose code is here and switched off everywhere, and for one that was removed
    from the disk. Everything but files and tables goes in one transaction, which a dry run
    takes back; files and tables follow.

    Raises:
        ValidationError: PLG-16 it is switched on somewhere, PLG-17 others need it, PLG-12 it is
            not known here.
    """
    config = registry.installed().get(slug)
    known = KnownPlugin.objects.filter(slug=slug).first()
    if config is None and known is None:
        message = _("There is no working plugin “%(slug)s” in this installation.")
        raise refuse("PLG-12", message % {"slug": slug})
    _refuse_while_used(slug)
    package = config.name if config else (known.package if known else "")
    purged = Purged(slug)
    with transaction.atomic():
        files = list(_files(slug))
        _remove_rows(slug, package, purged)
        purged.add("files", len(files))
        transaction.set_rollback(dry_run)
    if dry_run:
        ContentType.objects.clear_cache()
        return purged
    for storage, name in files:
        storage.delete(name)
    _drop_tables(slug, known.tables if known else [])
    logger.warning("Plugin %s was purged: %s", slug, purged.counts)
    return purged


def _refuse_while_used(slug: str) -> None:
    if gate.current().is_open(slug):
        message = _("“%(slug)s” is switched on; switch it off everywhere first.")
        raise refuse("PLG-16", message % {"slug": slug})
    for other in registry.dependants(slug):
        message = _("“%(other)s” needs “%(slug)s”; purge that first.")
        raise refuse("PLG-17", message % {"other": other, "slug": slug})


def _files(slug: str) -> Iterator[tuple[Storage, str]]:
    """Uploaded files of the plugin's own models."""
    for model in _models(slug):
        fields = [f for f in model._meta.local_fields if isinstance(f, models.FileField)]
        for file_field in fields:
            names = model._base_manager.values_list(file_field.name, flat=True)
            yield from ((file_field.storage, name) for name in names if name)


def _models(slug: str) -> list[type[models.Model]]:
    config = registry.installed().get(slug)
    return list(config.get_models(include_auto_created=True)) if config else []


def _remove_rows(slug: str, package: str, purged: Purged) -> None:
    types = list(ContentType.objects.filter(app_label=f"plugin_{slug}"))
    if slug not in registry.installed():
        _empty_tables(slug, purged)
    _remove_pages(types, purged)
    purged.add("blocks", remove_blocks(f"{slug}__"))
    for model in _models(slug):
        purged.add("rows", model._base_manager.all().delete()[0])
    keys = [content_type.pk for content_type in types]
    for kind, name in (
        (Revision, "revisions"),
        (WorkflowState, "workflows"),
        (ModelLogEntry, "log entries"),
        (PageLogEntry, "log entries"),
        (IndexEntry, "search entries"),
        (ReferenceIndex, "references"),
    ):
        purged.add(name, kind.objects.filter(content_type__in=keys).delete()[0])
    references = ReferenceIndex.objects.filter(to_content_type__in=keys)
    purged.add("references", references.delete()[0])
    tasks = models.Q(task_path__startswith=f"{package}.")
    # Wagtail's own upkeep of search and references names the model it is about.
    tasks |= models.Q(args_kwargs__args__0=f"plugin_{slug}") | models.Q(
        args_kwargs__kwargs__slug=slug
    )
    handlers = models.Q(
        task_path="portal.plugins.events.deliver",
        args_kwargs__kwargs__handler__startswith=f"{package}.",
    )
    purged.add("tasks", DBTaskResult.objects.filter(tasks | handlers).delete()[0])
    runs = PeriodicRun.objects.filter(name__startswith=f"{package}.")
    purged.add("periodic runs", runs.delete()[0])
    for content_type in types:
        purged.add("permissions", content_type.permission_set.count())
        content_type.delete()
    ContentType.objects.clear_cache()
    for note in (Activation, ActivationChange):
        purged.add("decisions", note.objects.filter(plugin=slug).delete()[0])
    config = registry.installed().get(slug)
    if config and config.default_enabled:
        # Until its folder is gone it must not come back on by its own default, without tables.
        Activation.objects.create(plugin=slug, scope_kind=INSTALLATION.kind, enabled=False)
    structure.bump()


def _remove_pages(types: list[ContentType], purged: Purged) -> None:
    """Its pages with everything below them, the deepest first."""
    pages = Page.objects.filter(content_type__in=types).order_by("-depth")
    while page := pages.first():
        purged.add("pages", page.get_descendants(inclusive=True).count())
        page.delete()


def remove_blocks(prefix: str) -> int:
    """Take blocks whose type begins with ``prefix`` out of all bodies and stored versions."""
    removed = 0
    for model, names in stored_blocks.models_with_streams():
        for name in names:
            for pk, raw in _rows_naming(model, name, prefix):
                kept, count = _without(raw, prefix)
                model._base_manager.filter(pk=pk).update(**{name: kept})
                _index_again(model, pk)
                removed += count
    for pk, content in _rows_naming(Revision, "content", prefix):
        changed = 0
        for name, value in content.items():
            # Stored versions keep a stream as text.
            if isinstance(value, str) and prefix in value and value.startswith("["):
                kept, count = _without(json.loads(value), prefix)
                content[name] = json.dumps(kept, ensure_ascii=False)
                changed += count
        if changed:
            Revision.objects.filter(pk=pk).update(content=content)
            removed += changed
    return removed


def _index_again(model: type[models.Model], pk: Any) -> None:
    """In the background, and not at all after a dry run: the text of blocks was in the index."""
    about = (model._meta.app_label, model._meta.model_name, str(pk))
    insert_or_update_object_task.enqueue(*about)
    update_reference_index_task.enqueue(*about)


def _rows_naming(model: type[models.Model], name: str, prefix: str) -> Iterator[tuple[Any, Any]]:
    """(key, raw JSON) of the rows whose field holds ``prefix`` at all."""
    rows = stored_blocks.rows_holding(model, [name], prefix)
    for pk in list(rows.values_list("pk", flat=True)):
        text = rows.filter(pk=pk).values_list(f"text_of_{name}", flat=True).get()
        value = json.loads(text)
        yield pk, json.loads(value) if isinstance(value, str) else value


def _without(value: Any, prefix: str) -> tuple[Any, int]:
    """The JSON without blocks of these types, at any depth, and how many went."""
    if isinstance(value, dict):
        parts = {key: _without(part, prefix) for key, part in value.items()}
        return {k: part for k, (part, _n) in parts.items()}, sum(n for _part, n in parts.values())
    if not isinstance(value, list):
        return value, 0
    kept, count = [], 0
    for item in value:
        if isinstance(item, dict) and str(item.get("type", "")).startswith(prefix):
            count += 1
            continue
        part, below = _without(item, prefix)
        kept.append(part)
        count += below
    return kept, count


def _empty_tables(slug: str, purged: Purged) -> None:
    """Rows of a plugin whose code is gone: only the database knows them."""
    known = KnownPlugin.objects.filter(slug=slug).first()
    for table in _present(known.tables if known else []):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - noted by us
            purged.add("rows", cursor.rowcount)


def _present(tables: list[str]) -> list[str]:
    there = set(connection.introspection.table_names())
    return [table for table in tables if table in there]


def _drop_tables(slug: str, tables: list[str]) -> None:
    label = f"plugin_{slug}"
    if slug in registry.installed():
        call_command("migrate", label, "zero", verbosity=0, interactive=False)
    else:
        with connection.schema_editor() as editor:
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            for table in _present(tables):
                editor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")
        MigrationRecorder.Migration.objects.filter(app=label).delete()
    # Migrating sends Django's signal, which makes types and permissions anew.
    ContentType.objects.filter(app_label=label).delete()
    ContentType.objects.clear_cache()
    KnownPlugin.objects.filter(slug=slug).delete()
