"""Puts the files of an archive into storage before any row is written, and takes them back.

Storage knows no transactions. So every name is written into a journal first: a failed import
deletes what it stored, and after a crash the journal tells a periodic function what to delete.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.handover import layout
from portal.handover.exporting import FOCAL
from portal.handover.models import folder
from portal.handover.order import in_order
from portal.media import gate
from portal.media.models import PortalDocument, PortalImage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from pathlib import Path

    from portal.handover.reading import Reader
    from portal.handover.report import Report

TEXTS = ("description", "credit", "source")
NOT_YET = ("file", "collection", "site", "uploaded_by_user")


class Journal:
    """Names of stored files that belong to no row yet."""

    def __init__(self) -> None:
        self.path: Path = folder("journals") / uuid4().hex
        self.file = self.path.open("x", encoding="utf-8")

    def note(self, name: str) -> None:
        self.file.write(f"{name}\n")
        self.file.flush()

    def keep(self) -> None:
        """The rows are there: the files belong to them now."""
        self.file.close()
        self.path.unlink()

    def undo(self) -> None:
        self.file.close()
        _undo(self.path)


def undo_abandoned(*, older_than: timedelta) -> int:
    """Delete what imports stored whose process was killed; return how many there were."""
    latest = time.time() - older_than.total_seconds()
    found = [path for path in folder("journals").iterdir() if path.stat().st_mtime < latest]
    for path in found:
        _undo(path)
    return len(found)


def _undo(path: Path) -> None:
    for name in path.read_text(encoding="utf-8").splitlines():
        rows = (model.objects.filter(file=name) for model in (PortalImage, PortalDocument))
        if not any(row.exists() for row in rows):
            default_storage.delete(name)
    path.unlink()


class Filing:
    """The pictures and documents of an archive: stored, not saved; by their keys in the archive."""

    def __init__(self, reader: Reader, journal: Journal, report: Report) -> None:
        self.reader, self.journal, self.report = reader, journal, report
        self.made: dict[type, dict[int, tuple[Any, dict[str, Any]]]] = {
            PortalImage: {},
            PortalDocument: {},
        }

    def store(self, step: Callable[[str], None]) -> None:
        """Take every file through the gate and into storage.

        Raises:
            ValidationError: BG-08 the gate refuses a file.
        """
        for model, listing in ((PortalImage, layout.IMAGES), (PortalDocument, layout.DOCUMENTS)):
            for entry in self.reader.lines(listing):
                with in_order(listing):
                    title, name = str(entry["title"]), str(entry["file"])
                    step(title)
                with in_order(title):
                    key = int(entry["id"])
                    if key in self.made[model]:
                        raise ValueError("listed twice")
                    self.made[model][key] = self._stored(model, entry, name), entry

    def _stored(self, model: Any, entry: dict[str, Any], name: str) -> Any:
        is_image = model is PortalImage
        accept = gate.accept_image if is_image else gate.accept_document
        limit = (
            settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
            if is_image
            else settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        )
        content = self.reader.content(name, limit)
        folder_name, _slash, rest = name.partition("/")
        plain = rest.partition("-")[2]
        if folder_name != ("images" if is_image else "documents") or not plain:
            raise ValueError("not a file of this kind")
        try:
            accepted = accept(SimpleUploadedFile(plain, content))
        except ValidationError as error:
            message = _("The file “%(name)s” of the archive is refused: %(problem)s")
            values = {"name": plain[:100], "problem": " ".join(error.messages)}
            raise refuse("BG-08", message % values) from error
        made = model(title=entry["title"], file=accepted)
        if is_image:
            self._describe(made, entry)
            made._set_image_file_metadata()  # noqa: SLF001  # as Wagtail's forms do
        else:
            made._set_document_file_metadata()  # noqa: SLF001
        made.full_clean(exclude=NOT_YET)
        made.file = self._save(made, accepted)
        return made

    def _describe(self, image: Any, entry: dict[str, Any]) -> None:
        for name in (*TEXTS, *FOCAL):
            if entry.get(name) is not None:
                setattr(image, name, entry[name])
        if not image.description:
            image.description = image.title
            self.report.note("description", image.title)

    def _save(self, made: Any, accepted: Any) -> str:
        field = made._meta.get_field("file")
        name = field.storage.get_available_name(field.generate_filename(made, accepted.name))
        name = name.replace(os.sep, "/")
        self.journal.note(name)
        saved: str = field.storage.save(name, accepted)
        if saved != name:
            self.journal.note(saved)
        return saved
