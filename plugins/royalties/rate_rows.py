"""Rates as rows with dates and their source; nothing of the kind stands in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from plugins.royalties import reckoning
from plugins.royalties.limits import (
    MOST_BUDGET,
    MOST_COEFFICIENT,
    MOST_UNIT,
    expect_within,
    too_large,
)
from portal.errors import refuse
from portal.plugins.fields import SiteKey

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

NOT_NEGATIVE = [MinValueValidator(0)]


def money(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    """A column of đồng, with the two decimals that offices ask of such columns."""
    return models.DecimalField(label, max_digits=17, decimal_places=2, **options)


class DatedRow(models.Model):
    """Holds from one day to another, at one site or (without one) in the whole portal.

    A site's own row goes before that of the portal. ``keys``: rows with other values in these
    columns may hold at the same time. ``ceilings``: how large its figures may be.
    """

    keys: tuple[str, ...] = ()
    ceilings: dict[str, int] = {}

    site = SiteKey(
        null=True,
        blank=True,
        help_text=_("Left empty: the whole portal. A site's own row goes before it."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    basis = models.CharField(
        _("source document"),
        max_length=250,
        blank=True,
        help_text=_("The decision or regulation that says so."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["-valid_from", "pk"]

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def clean(self) -> None:
        """Refuses boundless figures, periods that end before they begin, two rows for one day."""
        expect_within(self, self.ceilings)
        if self.valid_from is None:
            return
        if self.valid_to and self.valid_to < self.valid_from:
            raise refuse("NB-02", _("The last day lies before the first one."))
        manager: Any = type(self)._base_manager
        same = {name: getattr(self, name) for name in ("site", *self.keys)}
        others = manager.filter(**same).exclude(pk=self.pk)
        others = others.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=self.valid_from))
        if self.valid_to:
            others = others.filter(valid_from__lte=self.valid_to)
        if others.exists():
            text = _("Another row of the same place holds on some of these days; end it first.")
            raise refuse("NB-03", text)


class BaseUnit(DatedRow):
    """What a coefficient of 1 is worth: a percentage of the base salary, or a sum of its own."""

    ceilings = {"base_salary": MOST_UNIT, "fixed_amount": MOST_UNIT}

    base_salary = money(_("base salary (VND)"), validators=NOT_NEGATIVE)
    percent = models.DecimalField(
        _("percent of the base salary"),
        max_digits=7,
        decimal_places=3,
        default=10,
        validators=NOT_NEGATIVE,
    )
    fixed_amount = money(
        _("fixed unit (VND)"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("Only where the unit's own rules name a sum instead of a percentage."),
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("unit of royalties")
        verbose_name_plural = _("units of royalties")

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}: {self.amount}"

    @property
    def amount(self) -> Decimal:
        """In đồng."""
        if self.fixed_amount is not None:
            return self.fixed_amount
        return reckoning.unit_of(self.base_salary, self.percent)

    def clean(self) -> None:
        """Refuses also a percentage that makes too much of the salary."""
        super().clean()
        if None not in {self.base_salary, self.percent} and self.amount > MOST_UNIT:
            raise too_large(str(_("unit (VND)")), MOST_UNIT)


class WorkKind(DatedRow):
    """A kind of work with the highest coefficient it may get."""

    keys = ("code",)
    ceilings = {"most": MOST_COEFFICIENT}

    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    most = models.DecimalField(
        _("highest coefficient"), max_digits=7, decimal_places=2, validators=NOT_NEGATIVE
    )
    article_kinds = models.ManyToManyField(
        "news.ArticleKind",
        verbose_name=_("kinds of articles for which it is proposed"),
        blank=True,
        related_name="+",
    )
    is_entitled = models.BooleanField(
        _("earns royalties"),
        default=True,
        help_text=_("Without it, articles of these kinds are not on the list of work."),
    )
    for_taken_over = models.BooleanField(
        _("for articles taken over"),
        default=False,
        help_text=_("Proposed for articles of another site or source, whatever their kind."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(DatedRow.Meta):
        ordering = ["sort_order", "name", "-valid_from"]
        verbose_name = _("category of the work")
        verbose_name_plural = _("categories of works")

    def __str__(self) -> str:
        return self.name


class Grade(DatedRow):
    """The coefficient of a grade (A, B, C …) of one kind of work."""

    keys = ("kind_code", "name")
    ceilings = {"coefficient": MOST_COEFFICIENT}

    kind_code = models.SlugField(_("code of the category"), max_length=40)
    name = models.CharField(_("grade"), max_length=20)
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=7, decimal_places=2, validators=NOT_NEGATIVE
    )
    is_usual = models.BooleanField(
        _("usual grade"), default=False, help_text=_("Proposed when nobody chose another one.")
    )

    class Meta(DatedRow.Meta):
        ordering = ["kind_code", "name", "-valid_from"]
        verbose_name = _("grade of works")
        verbose_name_plural = _("grades of works")

    def __str__(self) -> str:
        return f"{self.kind_code} {self.name}"


class TaxGroup(models.TextChoices):
    """How the tax office sees a payee."""

    STAFF = "staff", _("Staff of the unit")
    FREELANCE = "freelance", _("Freelance, resident")
    COPYRIGHT = "copyright", _("Copyright contract, resident")
    NON_RESIDENT = "non_resident", _("Not resident")


class TaxRule(DatedRow):
    """What is withheld from payments to one group of payees."""

    keys = ("group",)
    ceilings = {"threshold": MOST_BUDGET}

    class Method(models.TextChoices):
        WHOLE = reckoning.WHOLE, _("Of the whole sum, once the threshold is reached")
        PART = reckoning.PART_ABOVE, _("Of the part above the threshold")

    group = models.CharField(
        _("group of payees"),
        max_length=20,
        choices=TaxGroup.choices,
        default=TaxGroup.FREELANCE,
    )
    rate = models.DecimalField(
        _("rate (%)"),
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    threshold = money(_("threshold (VND)"), default=0, validators=NOT_NEGATIVE)
    method = models.CharField(
        _("what is taxed"), max_length=10, choices=Method.choices, default=Method.WHOLE
    )
    by_work = models.BooleanField(
        _("threshold of each work"),
        default=False,
        help_text=_("Without it, the threshold is that of one payment: a payee's month."),
    )
    spared = models.BooleanField(
        _("not with a commitment"),
        default=False,
        help_text=_("People with a valid commitment (form 08/CK-TNCN) are not charged."),
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {reckoning.plain(self.rate)} %"

    @property
    def terms(self) -> reckoning.TaxTerms:
        return reckoning.TaxTerms(
            self.rate, self.threshold, self.method, by_work=self.by_work, spared=self.spared
        )


class Budget(models.Model):
    """What a site may spend on royalties in a year, or in one month of it."""

    site = SiteKey()
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2200)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Left empty: the whole year."),
    )
    amount = money(_("budget (VND)"), validators=NOT_NEGATIVE)
    basis = models.CharField(_("source document"), max_length=250, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-year", "month")
        verbose_name = _("budget of royalties")
        verbose_name_plural = _("budgets of royalties")

    def __str__(self) -> str:
        return f"{self.month}/{self.year}" if self.month else str(self.year)

    def clean(self) -> None:
        """Refuses a boundless sum, and a second budget of the same time."""
        expect_within(self, {"amount": MOST_BUDGET})
        same = Budget.objects.filter(site=self.site, year=self.year, month=self.month)
        if same.exclude(pk=self.pk).exists():
            raise refuse("NB-04", _("There is a budget of this time already; change that one."))
