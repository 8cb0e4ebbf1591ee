"""Tasks and periodic functions in words for people who do not read code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import SuspiciousOperation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.tasks import periodic
from portal.tasks.policy import PortalTask

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OF_OTHERS: dict[str, str | _StrPromise] = {
    "modelsearch.tasks.insert_or_update_object_task": _("Bring the search index up to date"),
    "wagtail.contrib.frontend_cache.tasks.purge_urls_from_cache_task": _(
        "Drop changed pages from the page cache"
    ),
    "wagtail.images.tasks.set_image_focal_point_task": _("Find the main motif of a picture"),
    "wagtail.tasks.delete_file_from_storage_task": _("Delete the file of a deleted item"),
    "wagtail.tasks.update_reference_index_task": _("Note where content is used"),
}
LONGEST = 160


def of_task(dotted_path: str) -> str:
    """The label of a task, or the name of its function in words."""
    if dotted_path in OF_OTHERS:
        return str(OF_OTHERS[dotted_path])
    try:
        found = import_string(dotted_path)
    except (ImportError, SuspiciousOperation):
        found = None
    label = found.label if isinstance(found, PortalTask) else ""
    return str(label) or _words(dotted_path)


def of_periodic(name: str) -> str:
    """The label of a periodic function, or its name in words."""
    job = periodic.registry.get(name)
    return str(job.label if job else "") or _words(name)


def of_arguments(args_kwargs: dict[str, Any]) -> str:
    """Arguments in one short line, for example ``7, size="m"``."""
    parts = [_short(value) for value in args_kwargs.get("args", [])]
    parts += [f"{name}={_short(value)}" for name, value in args_kwargs.get("kwargs", {}).items()]
    line = ", ".join(parts)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _words(dotted_path: str) -> str:
    return dotted_path.rpartition(".")[2].removesuffix("_task").replace("_", " ").capitalize()
