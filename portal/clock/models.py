"""Working rules of the clock of news, as rows with dates, and what is noted about one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.errors import refuse

if TYPE_CHECKING:
    from datetime import date

MOST_HOURS = 720


class ClockRule(models.Model):
    """Within how many hours of the event news is due, from one date to another."""

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="clock_rules",
        help_text=_("Left empty: the whole portal. A site's own rule goes before it."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("hours after the event"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    remind_before = models.PositiveSmallIntegerField(
        _("remind so many hours before the limit"),
        default=6,
        validators=[MaxValueValidator(MOST_HOURS)],
        help_text=_("From then on the deadline is amber. 0: no reminder."),
    )
    remind_after = models.PositiveSmallIntegerField(
        _("remind so many hours after the limit"),
        default=1,
        validators=[MaxValueValidator(MOST_HOURS)],
        help_text=_("0: no reminder."),
    )
    counts_weekends = models.BooleanField(
        _("Saturdays and Sundays count"),
        default=True,
        help_text=_("Without it, the clock stands still on these days."),
    )
    counts_holidays = models.BooleanField(
        _("holidays count"),
        default=True,
        help_text=_("Without it, the clock stands still on the days in the list of holidays."),
    )
    not_counted = models.ManyToManyField(
        "news.ArticleKind",
        verbose_name=_("kinds that have no limit"),
        blank=True,
        related_name="+",
    )
    basis = models.CharField(
        _("source document"),
        max_length=250,
        blank=True,
        help_text=_("The decision or regulation that says so."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rule of the clock")
        verbose_name_plural = _("rules of the clock")
        ordering = ("-valid_from", "site")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="clock_period_of_rule",
            )
        ]

    def __str__(self) -> str:
        where = self.site.short_name if self.site else _("Whole portal")
        return f"{where}: {self.hours}"

    def clean(self) -> None:
        """Refuses periods that end before they begin, and two rules for one day."""
        _check_period(self.valid_from, self.valid_to, "valid_to")
        if self.valid_from is None:
            return
        others = ClockRule.objects.filter(site=self.site).exclude(pk=self.pk)
        others = others.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=self.valid_from))
        if self.valid_to:
            others = others.filter(valid_from__lte=self.valid_to)
        if others.exists():
            text = _("Another rule of the same place holds on some of these days; end it first.")
            raise refuse("DH-02", text)


class Holiday(models.Model):
    """Days off of the whole portal, as decided for the year."""

    name = models.CharField(_("name"), max_length=150)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    basis = models.CharField(_("source document"), max_length=250, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ("-first_day",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        _check_period(self.first_day, self.last_day, "last_day")


class Embargo(models.Model):
    """An article that must not appear before a moment; its clock starts then."""

    article = models.OneToOneField(
        "news.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="embargo"
    )
    until = models.DateTimeField(_("not before"))
    note = models.CharField(_("who asked for it"), max_length=250, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")

    def __str__(self) -> str:
        return f"{self.until:%d/%m/%Y %H:%M}"


class LateReason(models.Model):
    """Why news may be late: the list from which people choose."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Without it, it cannot be chosen any more.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reason of lateness")
        verbose_name_plural = _("reasons of lateness")
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


class LateNote(models.Model):
    """The reason given for one late article."""

    article = models.OneToOneField(
        "news.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="late_note"
    )
    reason = models.ForeignKey(
        LateReason, verbose_name=_("reason"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reason for a late article")
        verbose_name_plural = _("reasons for late articles")

    def __str__(self) -> str:
        return str(self.reason)


def _check_period(first: date | None, last: date | None, field: str) -> None:
    if first and last and last < first:
        error = refuse("DH-01", _("The last day lies before the first one."))
        raise ValidationError({field: error})
