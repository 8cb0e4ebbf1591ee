"""The history and the plans of how sites look, and what lies over their look for some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.theming import registry

if TYPE_CHECKING:
    from datetime import datetime

    from portal.sites.models import MemberSite

NOTE_LENGTH = 300
TEXT_LENGTH = 250


class LookChangeQuerySet(models.QuerySet["LookChange"]):
    def scheduled(self) -> LookChangeQuerySet:
        """Waiting for their time, the next one first."""
        return self.filter(state=LookChange.State.SCHEDULED).order_by("starts_at", "pk")

    def due(self, now: datetime) -> LookChangeQuerySet:
        return self.scheduled().filter(starts_at__lte=now)

    def applied(self) -> LookChangeQuerySet:
        """What readers have seen, the newest first."""
        return self.filter(state=LookChange.State.APPLIED).order_by("-applied_at", "-pk")

    def for_a_time(self) -> LookChangeQuerySet:
        """Applied, and to end by themselves."""
        return self.applied().filter(ends_at__isnull=False, ended_at=None)

    def over(self, now: datetime) -> LookChangeQuerySet:
        """Those whose end has come; what began last ends first."""
        return self.for_a_time().filter(ends_at__lte=now).order_by("-starts_at", "-pk")


class LookChange(models.Model):
    """One change of how a site looks: planned, made or not made. Kept for good.

    ``chosen`` and ``before`` are shaped as ``Dress.kept()``; ``before`` is filled when it is
    applied. From ``ends_at`` on the look before comes back by itself (``ended_at``).
    """

    class Kind(models.TextChoices):
        CHOSEN = "chosen", _("Chosen")
        UNDONE = "undone", _("Undone")
        CAME_BACK = "came_back", _("Came back by itself")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        APPLIED = "applied", _("Applied")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        on_delete=models.CASCADE,
        related_name="look_changes",
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CHOSEN)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.SCHEDULED
    )
    chosen = models.JSONField()
    before = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField(_("name of the person"), max_length=300)
    at = models.DateTimeField(_("time"), default=timezone.now)
    starts_at = models.DateTimeField(_("from"))
    applied_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(_("until"), null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    objects = LookChangeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of the look of a site")
        verbose_name_plural = _("changes of the look of sites")
        indexes = [models.Index(fields=["state", "starts_at"], name="theming_looks_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="theming_look_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | (~Q(state="applied") & Q(applied_at=None)),
                name="theming_look_applied_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason=""), name="theming_look_failed_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_label} ({self.get_state_display()})"

    @property
    def theme_label(self) -> str:
        """The label of the chosen theme; its slug when it is not here any more."""
        slug = str(self.chosen.get("theme", "")) if isinstance(self.chosen, dict) else ""
        found = registry.themes().get(slug)
        return found.label if found else slug


class OverlayQuerySet(models.QuerySet["Overlay"]):
    def of(self, site: MemberSite | None) -> OverlayQuerySet:
        """Those of one site; None: of the whole portal."""
        return self.filter(site=site)

    def to_come(self, now: datetime) -> OverlayQuerySet:
        """Shown now or later, unless somebody switches them off."""
        return self.filter(switched_off_at=None, ends_at__gt=now).order_by("starts_at", "pk")


class Overlay(models.Model):
    """What lies over the look of one site or of all (``site`` empty) for some days. Kept for good.

    ``text`` and ``url`` are those of a banner; only an emergency must have a text.
    """

    class Kind(models.TextChoices):
        MOURNING = "quoc-tang", _("National mourning")
        TET = "tet", _("Lunar New Year")
        CONGRESS = "dai-hoi", _("Congress")
        EMERGENCY = "khan-cap", _("Emergency notice")

    kind = models.CharField(_("occasion"), max_length=20, choices=Kind.choices)
    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="overlays",
    )
    text = models.CharField(_("text of the banner"), max_length=TEXT_LENGTH, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by_name = models.CharField(_("name of the person"), max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    switched_off_at = models.DateTimeField(null=True)
    switched_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    switched_off_by_name = models.CharField(max_length=300, blank=True)

    objects = OverlayQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("look for an occasion")
        verbose_name_plural = _("looks for occasions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="theming_overlay_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(kind="khan-cap") | ~Q(text=""), name="theming_emergency_has_text"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
