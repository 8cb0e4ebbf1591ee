"""Taking a whole site out of the portal, and bringing one in."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.handover import layout, old_addresses
from portal.handover.exporting import Exporting
from portal.handover.importing import Importing
from portal.handover.leaving import Leaving
from portal.handover.permissions import may_export, may_import
from portal.handover.places import Places
from portal.handover.reading import Reader
from portal.handover.report import Report
from portal.handover.writing import Writer
from portal.plugins import API_VERSION
from portal.sites.models import SiteEvent
from portal.sites.services import note_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.accounts.models import User
    from portal.sites.models import MemberSite

    Tell = Callable[[int, int, str], None]


def _silent(done: int, total: int, text: str) -> None:
    """Nobody waits to be told."""


def export_site(
    *,
    actor: User | None,
    site: MemberSite,
    to: Path | str | IO[bytes],
    with_revisions: bool = False,
    tell: Tell = _silent,
) -> Report:
    """Write everything of ``site`` into a ZIP archive; ``layout.py`` says what lies where.

    Reads without a transaction, so that nobody has to wait; a page that is made meanwhile is not
    in it. A path appears only when the archive is whole.

    Args:
        to: where the archive goes: a path, or a file open for writing in binary.
        with_revisions: all versions of each page, not only the live and the latest one.
        tell: called with (done, total, what) as the work goes on.

    Raises:
        PermissionDenied: the actor is neither a portal administrator nor one of the site.
        ValidationError: BG-05 the site has no home page.
    """
    if not may_export(actor, site):
        raise PermissionDenied
    if site.root_page_id is None:
        raise refuse("BG-05", _("The site has no home page, so there is nothing to export."))
    if not isinstance(to, Path | str):
        return _export(actor, site, to, with_revisions=with_revisions, tell=tell)
    path = Path(to)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        # For nobody else's eyes: there are drafts and e-mail addresses in it.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            report = _export(actor, site, file, with_revisions=with_revisions, tell=tell)
        report.facts |= {"size": part.stat().st_size, "sha256": _sha256(part)}
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return report


def _export(
    actor: User | None, site: MemberSite, file: IO[bytes], *, with_revisions: bool, tell: Tell
) -> Report:
    report, writer = Report(), Writer(file)
    places = Places(site)
    targets = Leaving(places, report, actor)
    work = Exporting(
        places=places,
        targets=targets,
        writer=writer,
        report=report,
        with_revisions=with_revisions,
        tell=tell,
    )
    with contextlib.closing(writer):
        _members(actor, work)
    kind = SiteEvent.Kind.EXPORTED
    counts = dict(report.counts)
    note_event(site=site, kind=kind, actor=actor, facts=report.facts | {"counts": counts})
    tell(1, 1, "")
    return report


def _members(actor: User | None, work: Exporting) -> None:
    """Write all members; the manifest, without which nobody reads the archive, comes last."""
    site, places, report, writer = work.site, work.places, work.report, work.writer
    work.write()
    report.counts["redirects"] = old_addresses.write(places, work.targets, writer, report)
    person = str(actor) if actor else "manage.py"
    source = places.base + places.root
    moment = timezone.localtime()
    text = {"site": site, "moment": moment, "source": source, "person": person}
    readme = render_to_string("handover/README.txt", text | dict(report.counts))
    writer.file(layout.README, [readme.encode()])
    facts = {
        "archive": uuid4().hex,
        "code": site.code,
        "with_revisions": work.with_revisions,
    }
    report.facts |= facts
    writer.finish(
        {
            "format": layout.FORMAT,
            "version": layout.FORMAT_VERSION,
            **facts,
            "portal": API_VERSION,
            "exported_at": moment.isoformat(),
            "exported_by": person,
            "source": {"address": source, "host": site.host or "", "name": site.name},
            "counts": dict(report.counts),
            "notes": dict(report.totals),
        }
    )


def import_site(
    *,
    actor: User | None,
    archive: Path | str | IO[bytes],
    code: str | None = None,
    dry_run: bool = False,
    skip_missing: bool = False,
    tell: Tell = _silent,
    facts: dict[str, Any] | None = None,
) -> Report:
    """Make a new site of an archive, with new keys everywhere; all of it or nothing.

    First everything is checked and files are put into storage, noted in a journal; then all rows
    are written in one transaction, which ends with a check that nothing leads nowhere. The new
    site is being prepared: its administrator looks at it before readers do.

    Args:
        archive: a path, or a file open for reading in binary.
        code: of the new site; None takes the archive's own.
        dry_run: do it all, then take it back.
        skip_missing: leave out pages of plugins that are missing here, with those below them.
        facts: kept with the event in the history of the new site.

    Returns:
        ``report.facts["code"]`` is the code of the new site, ``["site"]`` its key.

    Raises:
        PermissionDenied: the actor is no portal administrator.
        ValidationError: BG-01 … BG-04 see ``Reader``; BG-06 the code is taken or the archive was
            imported before; TV-02, TV-03, VD-33 the code that was chosen cannot be a path; BG-07
            page types are missing; BG-08 a file is refused; BG-09 the content is not in order;
            BG-10 a page is not valid; BG-11 something would lead nowhere.
    """
    if not may_import(actor):
        raise PermissionDenied
    with contextlib.ExitStack() as stack:
        if isinstance(archive, Path | str):
            archive = stack.enter_context(_opened(Path(archive)))
        reader = Reader(archive)
        stack.callback(reader.close)
        work = Importing(
            actor=actor, reader=reader, code=code, skip_missing=skip_missing, tell=tell
        )
        return work.run(dry_run=dry_run, facts=facts or {})


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError:
        message = _("There is no readable file “%(name)s”.")
        raise refuse("BG-01", message % {"name": path.name}) from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
