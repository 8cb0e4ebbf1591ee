"""Archives that the portal keeps: started, run in the background, downloaded, deleted."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse, sentence
from portal.handover import layout
from portal.handover.models import KEPT, HandoverArchive, folder
from portal.handover.permissions import may_export, may_have, may_import
from portal.sites.models import MemberSite, SiteEvent
from portal.tasks import progress
from portal.tasks.services import enqueue_for

if TYPE_CHECKING:
    from pathlib import Path

    from portal.accounts.models import User

logger = logging.getLogger(__name__)
Kind, State = HandoverArchive.Kind, HandoverArchive.State
UNFINISHED = (State.WAITING, State.RUNNING)


@transaction.atomic
def start_export(*, actor: User, site: MemberSite, with_revisions: bool = False) -> HandoverArchive:
    """Have an archive of ``site`` made in the background.

    Raises:
        PermissionDenied: the actor is neither a portal administrator nor one of the site.
        ValidationError: BG-13 an export of this site is under way.
    """
    if not may_export(actor, site):
        raise PermissionDenied
    MemberSite.objects.select_for_update().get(pk=site.pk)
    if HandoverArchive.objects.filter(kind=Kind.EXPORT, site=site, state__in=UNFINISHED).exists():
        raise refuse("BG-13", _("An export of this site is under way; wait until it has ended."))
    archive = HandoverArchive.objects.create(
        kind=Kind.EXPORT,
        site=site,
        site_name=site.name,
        options={"with_revisions": with_revisions},
        created_by=actor,
    )
    return _started(archive, actor)


def receive(*, actor: User, upload: Any) -> str:
    """Keep an uploaded archive in the server's folder; returns its name there.

    Raises:
        PermissionDenied: the actor is no portal administrator.
        ValidationError: BG-02 too large.
    """
    if not may_import(actor):
        raise PermissionDenied
    if upload.size > layout.MAX_UPLOAD:
        message = _(
            "The file is too large to be sent (%(size)s; the limit is %(limit)s). Put it into the "
            "server’s folder instead."
        )
        sizes = filesizeformat(upload.size), filesizeformat(layout.MAX_UPLOAD)
        raise refuse("BG-02", message % {"size": sizes[0], "limit": sizes[1]})
    name = f"{uuid4().hex}.zip"
    with (folder("incoming") / name).open("xb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return f"incoming/{name}"


def waiting_files() -> list[Path]:
    """Archives that somebody put into the server's folder for imports."""
    return sorted(path for path in folder("inbox").glob("*.zip") if path.is_file())


@transaction.atomic
def start_import(
    *,
    actor: User,
    file: str,
    title: str,
    code: str | None = None,
    dry_run: bool = False,
    skip_missing: bool = False,
) -> HandoverArchive:
    """Have the archive at ``file`` (below the folder of archives) imported in the background.

    Raises:
        PermissionDenied: the actor is no portal administrator.
    """
    if not may_import(actor):
        raise PermissionDenied
    archive = HandoverArchive.objects.create(
        kind=Kind.IMPORT,
        file=file,
        title=title[:200],
        size=(folder() / file).stat().st_size,
        options={"code": code, "dry_run": dry_run, "skip_missing": skip_missing},
        created_by=actor,
    )
    return _started(archive, actor)


def may_try_again(archive: HandoverArchive) -> bool:
    """Whether the archive is still here and no site was made of it."""
    is_tried = archive.state == State.DONE and bool(archive.options.get("dry_run"))
    is_over = archive.state == State.FAILED or is_tried
    return archive.kind == Kind.IMPORT and is_over and archive.path is not None


@transaction.atomic
def import_again(
    *,
    actor: User,
    archive: HandoverArchive,
    code: str | None = None,
    dry_run: bool = False,
    skip_missing: bool = False,
) -> HandoverArchive:
    """Import an archive of which no site was made, without sending it once more.

    Raises:
        PermissionDenied: the actor is no portal administrator.
        ValidationError: BG-13 the work on it is under way or was done; BG-01 its file is gone.
    """
    if not may_import(actor):
        raise PermissionDenied
    archive = HandoverArchive.objects.select_for_update().get(pk=archive.pk)
    _file_of(archive)
    if not may_try_again(archive):
        raise refuse("BG-13", _("The work on this archive is under way; wait until it has ended."))
    archive.options = {"code": code, "dry_run": dry_run, "skip_missing": skip_missing}
    archive.state, archive.error, archive.finished_at = State.WAITING, "", None
    archive.created_by, archive.report = actor, {}
    archive.save()
    return _started(archive, actor)


def _started(archive: HandoverArchive, actor: User) -> HandoverArchive:
    from portal.handover import tasks

    is_export = archive.kind == Kind.EXPORT
    task = tasks.export_in_background if is_export else tasks.import_in_background
    archive.task_id = enqueue_for(actor, task, archive.pk).id
    archive.save(update_fields=["task_id"])
    return archive


@transaction.atomic
def delete(*, actor: User, archive: HandoverArchive) -> None:
    """Delete an archive with its file.

    Raises:
        PermissionDenied: the actor may not have it.
        ValidationError: BG-13 the work on it is under way.
    """
    if not may_have(actor, archive):
        raise PermissionDenied
    archive = HandoverArchive.objects.select_for_update().get(pk=archive.pk)
    if archive.state in UNFINISHED:
        raise refuse("BG-13", _("The work on this archive is under way; wait until it has ended."))
    _forget(archive)


def _forget(archive: HandoverArchive) -> None:
    path = archive.path
    archive.delete()
    # What somebody put into the server's folder by hand stays theirs.
    if path and not path.is_relative_to(folder("inbox")):
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_old() -> int:
    """Delete archives that are kept long enough, and what interrupted work left behind."""
    latest = timezone.now() - KEPT
    rows = list(HandoverArchive.objects.filter(created_at__lt=latest))
    for archive in rows:
        with transaction.atomic():
            _forget(archive)
    named = set(HandoverArchive.objects.values_list("file", flat=True))
    for place in ("incoming", "outgoing"):
        for path in folder(place).iterdir():
            is_old = path.stat().st_mtime < latest.timestamp()
            if is_old and f"{place}/{path.name}" not in named:
                path.unlink(missing_ok=True)
    return len(rows)


def run_export(archive_id: int) -> None:
    """The background work of ``start_export``."""
    from portal.handover.services import export_site

    archive = _taken_up(archive_id)
    if archive is None or archive.site is None:
        return
    name = f"outgoing/{archive.pk}-{uuid4().hex}.zip"
    path = folder("outgoing") / name.partition("/")[2]
    try:
        report = export_site(
            actor=_actor_of(archive),
            site=archive.site,
            to=path,
            tell=progress.report,
            **archive.options,
        )
    except BaseException as error:
        path.unlink(missing_ok=True)
        _fail(archive, error)
        raise
    day = timezone.localdate().isoformat()
    archive.file, archive.title = name, f"ban-giao-{archive.site.code}-{day}.zip"
    archive.size, archive.sha256 = report.facts["size"], report.facts["sha256"]
    _finish(archive, report.as_dict())


def run_import(archive_id: int) -> None:
    """The background work of ``start_import``."""
    from portal.handover.services import import_site

    archive = _taken_up(archive_id)
    if archive is None:
        return
    done = SiteEvent.objects.filter(
        kind=SiteEvent.Kind.IMPORTED, facts__handover=archive.pk
    ).first()
    try:
        if done is None:
            path = _file_of(archive)
            with path.open("rb") as file:
                archive.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            report = import_site(
                actor=_actor_of(archive),
                archive=path,
                tell=progress.report,
                facts={"handover": archive.pk},
                **archive.options,
            )
            key, found = int(report.facts.get("site") or 0), report.as_dict()
        else:  # it was done, but its process ended before it could say so
            key, found = done.site_id, {"counts": done.facts.get("counts", {})}
    except BaseException as error:
        _fail(archive, error)
        raise
    site = MemberSite.objects.filter(pk=key).first()
    archive.site = site
    archive.site_name = site.name if site else str(found.get("facts", {}).get("name", ""))
    _finish(archive, found)


def _taken_up(archive_id: int) -> HandoverArchive | None:
    """The archive, now under way; None when its work was done before or it is gone."""
    archive = HandoverArchive.objects.filter(pk=archive_id).exclude(state=State.DONE).first()
    if archive is not None:
        archive.state, archive.error = State.RUNNING, ""
        archive.save(update_fields=["state", "error"])
    return archive


def _actor_of(archive: HandoverArchive) -> User:
    """Who asked for it; without an account nobody does, least of all the command line."""
    if archive.created_by is None:
        raise PermissionDenied
    return archive.created_by


def _file_of(archive: HandoverArchive) -> Path:
    if archive.path is None:
        raise refuse("BG-01", _("The file of the archive is gone; send it again."))
    return archive.path


def _finish(archive: HandoverArchive, report: dict[str, Any]) -> None:
    archive.state, archive.report, archive.finished_at = State.DONE, report, timezone.now()
    archive.save()


def _fail(archive: HandoverArchive, error: BaseException) -> None:
    text = sentence("CVN-01", _("The work could not be done. An administrator can see the reason."))
    if isinstance(error, ValidationError):
        text = " ".join(error.messages)
    else:
        logger.error("Archive %s: %r", archive.pk, error)
    archive.state, archive.error, archive.finished_at = State.FAILED, text[:1000], timezone.now()
    archive.save()
