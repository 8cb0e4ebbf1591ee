"""Long acts that were asked for on a screen, and what the nightly look at the tree found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite, SiteEvent


class Undertaking(models.Model):
    """An act on a site that runs in the background; ``event`` is its result once it is done.

    ``values`` holds ``roles`` (role to role or null) of a merge, ``sections`` (keys of pages) of a
    split. Why one failed is kept with its task.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merge into another site")
        ARCHIVE = "archive", _("Move into the archive")
        SPLIT = "split", _("Move sections to another site")

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="undertakings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    target = models.ForeignKey(
        MemberSite, null=True, on_delete=models.SET_NULL, related_name="+", blank=True
    )
    values = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    task_id = models.UUIDField(null=True)
    event = models.ForeignKey(SiteEvent, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("long act on a site")
        verbose_name_plural = _("long acts on sites")

    def __str__(self) -> str:
        return f"{self.site}: {self.get_kind_display()}"


class TreeCheck(models.Model):
    """One look at the tree of pages. ``findings``: kind of flaw to keys of pages (of sites)."""

    at = models.DateTimeField(auto_now_add=True)
    pages = models.PositiveIntegerField()
    findings = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("check of the page tree")
        verbose_name_plural = _("checks of the page tree")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.flaws}"

    @property
    def flaws(self) -> int:
        return sum(len(keys) for keys in self.findings.values())
