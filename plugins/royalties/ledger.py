"""Who is paid for what: payees, entries with their parts, month sheets, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from plugins.royalties.rate_rows import TaxGroup, money
from portal.plugins.fields import SiteKey

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from portal.sites.models import MemberSite


def mask(secret: str) -> str:
    """“0601234567” → “••••••4567”: enough to tell two apart, too little to use."""
    shown = 4 if len(secret) > 6 else 0
    return "•" * (len(secret) - shown) + secret[len(secret) - shown :]


class PayeeQuerySet(models.QuerySet["Payee"]):
    def at(self, site: MemberSite | int) -> PayeeQuerySet:
        return self.filter(site=site)

    def in_use(self) -> PayeeQuerySet:
        return self.filter(is_active=True)


class Payee(models.Model):
    """Somebody who earns royalties at a site, with or without an account of the portal.

    Personal data: numbers are shown whole only to those who close and pay.
    """

    site = SiteKey()
    pen_name = models.CharField(_("pen name"), max_length=100)
    real_name = models.CharField(_("full name"), max_length=150)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who signs in with it sees these royalties under “My royalties”."),
    )
    group = models.CharField(
        _("group of payees"), max_length=20, choices=TaxGroup.choices, default=TaxGroup.FREELANCE
    )
    tax_code = models.CharField(_("tax code"), max_length=20, blank=True)
    id_number = models.CharField(_("number of the ID card"), max_length=20, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=30, blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    commitment_until = models.DateField(
        _("commitment valid until"),
        null=True,
        blank=True,
        help_text=_("Last day of the commitment (form 08/CK-TNCN); left empty: none."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Without it, new entries cannot name this person.")
    )

    objects = PayeeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("pen_name", "real_name")
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "account"],
                condition=Q(account__isnull=False),
                name="royalties_account_of_payee",
            )
        ]

    def __str__(self) -> str:
        if self.pen_name == self.real_name:
            return self.real_name
        return f"{self.pen_name} ({self.real_name})"

    def has_commitment(self, day: date) -> bool:
        return self.commitment_until is not None and day <= self.commitment_until

    @property
    def masked_tax_code(self) -> str:
        return mask(self.tax_code)

    @property
    def masked_bank_account(self) -> str:
        return mask(self.bank_account)


class EntryState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")
    SETTLED = "settled", _("In a closed sheet")
    EXEMPT = "exempt", _("Earns nothing")


# What counts against the budget.
COUNTED = (EntryState.PROPOSED, EntryState.APPROVED, EntryState.SETTLED)
CHANGEABLE = (EntryState.PROPOSED, EntryState.RETURNED)


class SheetQuerySet(models.QuerySet["Sheet"]):
    def frozen(self) -> SheetQuerySet:
        return self.exclude(state=SheetState.REOPENED)


class SheetState(models.TextChoices):
    CLOSED = "closed", _("Sheet closed")
    REOPENED = "reopened", _("Open again")
    PAID = "paid", _("Paid")


class Sheet(models.Model):
    """The royalties of one month at one site, as they were closed: figures no rate changes.

    Attributes:
        number: counted within the year and the site; it stays when the sheet is opened again.
        edition: how many times it was closed.
    """

    site = SiteKey()
    month = models.DateField(_("month"))
    number = models.PositiveIntegerField(_("number"), default=0)
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState.choices, default=SheetState.CLOSED
    )
    pay_on = models.DateField(_("day of payment"))
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.CharField(_("closed by"), max_length=200, blank=True)
    gross = money(_("royalties"), default=0)
    tax = money(_("tax withheld"), default=0)
    net = money(_("to be paid"), default=0)
    budget_left = money(_("left of the budget"), null=True)

    objects = SheetQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-month",)
        verbose_name = _("month sheet")
        verbose_name_plural = _("month sheets")
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="royalties_one_sheet_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.number:02}/{self.month:%Y}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def at(self, site: MemberSite | int) -> EntryQuerySet:
        return self.filter(site=site)

    def counted(self) -> EntryQuerySet:
        return self.filter(state__in=COUNTED)

    def total(self) -> Decimal | int:
        return self.aggregate(sum=Sum("amount"))["sum"] or 0


class Entry(models.Model):
    """One work that earns royalties: its kind, grade and coefficient, and what it comes to.

    Title, names of kind and grade and the unit are kept as they were: rates may change, pages go.

    Attributes:
        month: first day of the month in whose sheet it stands.
        adjusts: the settled entry that this one corrects; then ``amount`` is the difference.
    """

    site = SiteKey()
    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("article"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=255)
    published_on = models.DateField(_("day of publication"))
    month = models.DateField(_("month of the sheet"))
    kind_code = models.CharField(max_length=40)
    kind_name = models.CharField(_("category of the work"), max_length=100)
    grade = models.CharField(_("grade"), max_length=20, blank=True)
    unit = money(_("unit (VND)"))
    coefficient = models.DecimalField(_("coefficient"), max_digits=7, decimal_places=2)
    quantity = models.PositiveSmallIntegerField(_("number of works"), default=1)
    amount = money(_("amount (VND)"))
    state = models.CharField(
        _("state"), max_length=10, choices=EntryState.choices, default=EntryState.PROPOSED
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    over_reason = models.CharField(_("reason above the ceiling"), max_length=300, blank=True)
    return_reason = models.CharField(_("reason of sending back"), max_length=300, blank=True)
    adjusts = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="adjustments",
    )
    sheet = models.ForeignKey(
        Sheet, null=True, editable=False, on_delete=models.SET_NULL, related_name="entries"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("published_on", "pk")
        verbose_name = _("entry of royalties")
        verbose_name_plural = _("entries of royalties")
        indexes = [
            models.Index(fields=["site", "month", "state"], name="royalties_month_of_site"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_changeable(self) -> bool:
        return self.state in CHANGEABLE


class PartRole(models.TextChoices):
    AUTHOR = "author", _("Author of the text")
    PHOTOGRAPHER = "photographer", _("Photographer")
    TRANSLATOR = "translator", _("Translator")
    COLLECTOR = "collector", _("Collecting, compiling")
    EDITOR = "editor", _("Editing the text")


class Part(models.Model):
    """One person's share of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="parts")
    payee = models.ForeignKey(
        Payee, null=True, on_delete=models.SET_NULL, related_name="parts", verbose_name=_("payee")
    )
    role = models.CharField(
        _("work done"), max_length=20, choices=PartRole.choices, default=PartRole.AUTHOR
    )
    share = models.DecimalField(
        _("share (%)"),
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = money(_("amount (VND)"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part of a work")
        verbose_name_plural = _("parts of works")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.payee}: {self.amount}"


class SheetLine(models.Model):
    """One payee's month in a closed sheet, with the names and numbers of that day."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines")
    payee = models.ForeignKey(Payee, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveIntegerField()
    pen_name = models.CharField(_("pen name"), max_length=100)
    real_name = models.CharField(_("full name"), max_length=150)
    tax_code = models.CharField(_("tax code"), max_length=20, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=30, blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    works = models.PositiveIntegerField(_("works"))
    gross = money(_("royalties"))
    tax = money(_("tax withheld"))
    net = money(_("to be paid"))
    tax_note = models.CharField(_("tax rule"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a month sheet")
        verbose_name_plural = _("lines of month sheets")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.real_name


class SheetItem(models.Model):
    """One share in a closed sheet, as it was."""

    line = models.ForeignKey(SheetLine, on_delete=models.CASCADE, related_name="items")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    published_on = models.DateField()
    kind_name = models.CharField(max_length=100)
    grade = models.CharField(max_length=20, blank=True)
    coefficient = models.DecimalField(max_digits=7, decimal_places=2)
    quantity = models.PositiveSmallIntegerField()
    unit = money(_("unit (VND)"))
    role = models.CharField(max_length=20, choices=PartRole.choices, default=PartRole.AUTHOR)
    share = models.DecimalField(max_digits=6, decimal_places=3)
    amount = money(_("amount (VND)"))
    is_adjustment = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("work of a month sheet")
        verbose_name_plural = _("works of month sheets")
        ordering = ("published_on", "pk")

    def __str__(self) -> str:
        return self.title


class Act(models.Model):
    """What was done with the royalties of a site; rows are only ever added."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CHANGED = "changed", _("Entry changed")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")
        REMOVED = "removed", _("Removed")
        EXEMPTED = "exempted", _("Marked as earning nothing")
        ADJUSTED = "adjusted", _("Adjusted")
        CLOSED = "closed", _("Month closed")
        REOPENED = "reopened", _("Month opened again")
        PAID = "paid", _("Paid")
        RATES = "rates", _("Rates changed")
        PAYEE = "payee", _("Payee changed")

    site = SiteKey(null=True)
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices, default=Kind.PROPOSED)
    actor_name = models.CharField(_("person"), max_length=200, blank=True)
    text = models.CharField(_("about"), max_length=500, blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("act in the book of royalties")
        verbose_name_plural = _("book of royalties")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["site", "-at"], name="royalties_acts_of_site")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
