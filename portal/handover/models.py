"""Archives that the portal keeps for some days: made by an export, or sent for an import."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=7)


class HandoverArchive(models.Model):
    """One archive and what became of it. The file lies outside of what readers can ask for."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("Export")
        IMPORT = "import", _("Import")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Finished")
        FAILED = "failed", _("Not done")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    site_name = models.CharField(_("name of the site"), max_length=200, blank=True)
    file = models.CharField(_("file"), max_length=200, blank=True)
    title = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    error = models.CharField(max_length=1000, blank=True)
    task_id = models.UUIDField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("archive of a site")
        verbose_name_plural = _("archives of sites")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> Path | None:
        """Where the file is; None when there is none (any more)."""
        path = folder() / self.file if self.file else None
        return path if path and path.is_file() else None


def folder(name: str = "") -> Path:
    """The private folder of archives, or one within it; made when it is missing."""
    path = Path(settings.PORTAL_DATA_DIR) / "handover" / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
