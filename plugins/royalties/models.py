"""The tables of the plugin, and what each site decides for itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from plugins.royalties.ledger import (
    Act,
    Entry,
    EntryState,
    Part,
    PartRole,
    Payee,
    Sheet,
    SheetItem,
    SheetLine,
    SheetState,
)
from plugins.royalties.rate_rows import BaseUnit, Budget, Grade, TaxGroup, TaxRule, WorkKind
from portal.plugins.models import SiteSettings

__all__ = [
    "Act",
    "BaseUnit",
    "Budget",
    "Entry",
    "EntryState",
    "Grade",
    "Part",
    "PartRole",
    "Payee",
    "RoyaltySettings",
    "Sheet",
    "SheetItem",
    "SheetLine",
    "SheetState",
    "TaxGroup",
    "TaxRule",
    "WorkKind",
]


class RoyaltySettings(SiteSettings):
    """What each member site decides for itself."""

    blocks_over_budget = models.BooleanField(
        _("nothing beyond the budget"),
        default=False,
        help_text=_("Without it, going beyond the budget is only warned of."),
    )
    four_eyes = models.BooleanField(
        _("somebody else approves"),
        default=False,
        help_text=_("Who proposed an entry cannot approve it."),
    )
    counts_from = models.DateField(
        _("articles from"),
        null=True,
        blank=True,
        help_text=_("Articles published before this day are not on the list of work."),
    )
    organisation_above = models.CharField(_("superior body"), max_length=150, blank=True)
    place = models.CharField(_("place of the signature"), max_length=100, blank=True)
    maker = models.CharField(_("person who makes the sheet"), max_length=100, blank=True)
    accountant = models.CharField(_("accountant"), max_length=100, blank=True)
    head = models.CharField(_("head of the unit"), max_length=100, blank=True)

    panels = [
        FieldPanel("blocks_over_budget"),
        FieldPanel("four_eyes"),
        FieldPanel("counts_from"),
        MultiFieldPanel(
            [
                FieldPanel("organisation_above"),
                FieldPanel("place"),
                FieldPanel("maker"),
                FieldPanel("accountant"),
                FieldPanel("head"),
            ],
            heading=_("On the printed sheet"),
        ),
    ]

    class Meta:
        verbose_name = _("settings of royalties")
        verbose_name_plural = _("settings of royalties")
