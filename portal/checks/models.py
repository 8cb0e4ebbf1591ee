"""How strictly each site checks its articles, whom it names how, and which addresses answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.errors import refuse
from portal.text import fold, nfc

if TYPE_CHECKING:
    from datetime import date

OFFICIAL = "@gov.vn\n@dcs.vn\n@cpv.org.vn"


class Level(models.TextChoices):
    """What a finding of a check means."""

    OFF = "off", _("Do not check")
    WARN = "warn", _("Remind")
    BLOCK = "block", _("Stop publishing")


class SiteChecks(models.Model):
    """The levels and measures of one site, or (without a site) those of the whole portal.

    ``levels`` holds ``{name of a check: level}``; what is not in it, and measures left empty, are
    those of the portal, and after them those of the check itself.
    """

    site = models.OneToOneField(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="checks",
    )
    levels = models.JSONField(default=dict, blank=True)
    allowed = models.TextField(
        _("official numbers and addresses"),
        blank=True,
        max_length=5000,
        help_text=_(
            "One a line: phone numbers of hotlines, accounts of funds, e-mail addresses, or "
            "“@domain” for all addresses of a domain. They are no personal data."
        ),
    )
    duplicate_days = models.PositiveSmallIntegerField(
        _("days within which titles must differ"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )
    title_longest = models.PositiveSmallIntegerField(
        _("longest title, in characters"),
        null=True,
        blank=True,
        validators=[MinValueValidator(20), MaxValueValidator(255)],
    )
    fewest_words = models.PositiveSmallIntegerField(
        _("fewest words of an article"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(5000)],
    )
    longest_minutes = models.PositiveSmallIntegerField(
        _("longest reading time, in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("checks of a site")
        verbose_name_plural = _("checks of sites")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(Coalesce("site", 0), name="checks_one_row_of_a_place")
        ]

    def __str__(self) -> str:
        return str(self.site or _("Whole portal"))


class KnownName(models.Model):
    """How a person is spelled, and which post he or she holds, from one date to another.

    Rows of the province's site serve all sites.
    """

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        on_delete=models.CASCADE,
        related_name="known_names",
    )
    name = models.CharField(_("full name"), max_length=150)
    post = models.CharField(
        _("post"),
        max_length=250,
        blank=True,
        help_text=_("As it is to stand before the name."),
    )
    valid_from = models.DateField(_("in office from"), null=True, blank=True)
    valid_to = models.DateField(_("in office until"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("name and post")
        verbose_name_plural = _("names and posts")
        ordering = ("name", "-valid_from", "pk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_to=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="checks_period_of_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.post}" if self.post else self.name

    def clean(self) -> None:
        """Refuses single words, and periods that end before they begin."""
        self.name, self.post = " ".join(nfc(self.name).split()), " ".join(nfc(self.post).split())
        if len(fold(self.name).split()) < 2:
            raise refuse("KT-31", _("Write the full name: family name and given name."))
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise refuse("KT-32", _("The time in office ends before it begins."))

    def holds_on(self, day: date) -> bool:
        """Whether the post is held on ``day``; without dates it always is."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class ForeignAddress(models.Model):
    """What came of the last look at an address outside the portal."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not looked at yet")
        ANSWERS = "answers", _("Answers")
        GONE = "gone", _("The page does not exist any more")
        NO_HOST = "no_host", _("There is no such server")
        SILENT = "silent", _("The server does not answer")

    # SHA-256 of the address: long addresses make no good key.
    key = models.CharField(max_length=64, primary_key=True)
    address = models.CharField(_("address"), max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    looked_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("foreign address")
        verbose_name_plural = _("foreign addresses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address
