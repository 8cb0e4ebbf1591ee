"""Old addresses of all sites, whole old places, switches of legacy patterns, and missed addresses.

No reader's request writes here: hits are not counted, and misses come from a file (spool.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.redirects import legacy
from portal.redirects.addresses import LENGTH, Address

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(models.TextChoices):
    """How an old address came into the table."""

    MOVED = "moved", _("Page moved")
    RENAMED = "renamed", _("Address changed")
    MERGED = "merged", _("Site merged")
    IMPORTED = "imported", _("Imported")
    TYPED = "typed", _("Typed")


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def at(self, addresses: Iterable[Address]) -> OldAddressQuerySet:
        """Rows of these addresses, and perhaps a few of other hosts; uses the unique index."""
        hosts, paths = {a.host for a in addresses}, {a.path for a in addresses}
        return self.filter(host__in=sorted(hosts), path__in=sorted(paths))


class OldAddress(models.Model):
    """One old address and where it leads: to a page, wherever that lies, or to a typed address.

    Invariant: no row leads to the address of another row, so there are neither chains nor loops.
    """

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    host = models.CharField(_("host"), max_length=253, blank=True)
    path = models.CharField(_("path"), max_length=LENGTH)
    legacy_key = models.CharField(
        _("number in the old system"),
        max_length=legacy.KEY_LENGTH,
        blank=True,
        help_text=_("For example dnn:1520 or nukeviet:235; found from the address when left out."),
    )
    target = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    target_url = models.CharField(_("other address"), max_length=500, blank=True)
    # Spelling of a typed path of this portal, by which chains are found; "" for other targets.
    target_key = models.CharField(max_length=LENGTH, blank=True, editable=False)
    fragment = models.CharField(_("place on the page"), max_length=100, blank=True)
    kind = models.CharField(
        _("origin"), max_length=10, choices=Kind.choices, default=Kind.TYPED, editable=False
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = OldAddressQuerySet.as_manager()
    # Thousands of rows that no editor thinks of as uses of a page.
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["host", "path"], name="redirects_one_row_per_address")
        ]
        indexes = [
            models.Index(
                fields=["legacy_key", "site"],
                condition=~models.Q(legacy_key=""),
                name="redirects_legacy_key",
            ),
            models.Index(
                fields=["target_key"],
                condition=~models.Q(target_key=""),
                name="redirects_typed_target",
            ),
            models.Index(fields=["-created_at", "-id"], name="redirects_newest"),
        ]

    def __str__(self) -> str:
        return str(self.address)

    @property
    def address(self) -> Address:
        return Address(self.host, self.path)


class OldPlace(models.Model):
    """A whole old place: everything below ``host`` and ``prefix`` lies below ``target`` now."""

    host = models.CharField(_("host"), max_length=253, blank=True)
    prefix = models.CharField(_("path"), max_length=LENGTH)
    target = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("old place")
        verbose_name_plural = _("old places")
        ordering = ["host", "prefix"]
        constraints = [
            models.UniqueConstraint(fields=["host", "prefix"], name="redirects_one_row_per_place")
        ]

    def __str__(self) -> str:
        return str(Address(self.host, self.prefix))


class LegacyPattern(models.Model):
    """Whether addresses of one pattern of ``legacy.py`` are understood: in a site, or everywhere.

    Without a row a pattern is on; the row of a site counts before the one for all.
    """

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: all sites without a decision of their own."),
    )
    name = models.CharField(_("pattern"), max_length=30, choices=legacy.choices)
    enabled = models.BooleanField(_("understood"), default=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("pattern of old addresses")
        verbose_name_plural = _("patterns of old addresses")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="redirects_one_switch"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(site=None), name="redirects_one_switch_for_all"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_name_display())


class AddressImport(models.Model):
    """A file of old addresses: kept from its preview to the decision, then as a note of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=200)
    text = models.TextField(blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("taken over at"), null=True, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("import of old addresses")
        verbose_name_plural = _("imports of old addresses")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class MissedAddress(models.Model):
    """An address that readers asked for in vain, with counts per host and path."""

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    host = models.CharField(_("host"), max_length=253, blank=True)
    path = models.CharField(_("path"), max_length=LENGTH)
    count = models.PositiveIntegerField(_("asked for"), default=0)
    first_day = models.DateField(_("first on"))
    last_day = models.DateField(_("last on"))
    referrer = models.CharField(_("linked from"), max_length=LENGTH, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("address without a page")
        verbose_name_plural = _("addresses without a page")
        ordering = ["-count", "path"]
        constraints = [
            models.UniqueConstraint(fields=["host", "path"], name="redirects_one_row_per_miss")
        ]
        indexes = [
            models.Index(fields=["site", "-count"], name="redirects_misses_of_site"),
            models.Index(fields=["last_day"], name="redirects_misses_by_day"),
        ]

    def __str__(self) -> str:
        return str(self.address)

    @property
    def address(self) -> Address:
        return Address(self.host, self.path)


class SpoolFile(models.Model):
    """How far a file of misses has been counted."""

    name = models.CharField(max_length=200, unique=True)
    offset = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    def __str__(self) -> str:
        return self.name
