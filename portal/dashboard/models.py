"""Broken links found in what readers see, and how far the nightly check of them has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class BrokenLinkQuerySet(models.QuerySet["BrokenLink"]):
    def standing(self) -> BrokenLinkQuerySet:
        """Broken when last looked at."""
        return self.filter(still_there=True)

    def of_sites(self, site_ids: Iterable[int]) -> BrokenLinkQuerySet:
        return self.filter(site__in=list(site_ids))

    def mend(self) -> int:
        """Note that these are broken no more."""
        return self.standing().update(still_there=False, mended_at=timezone.now())


class BrokenLink(models.Model):
    """One broken link of one page, or (without a page) of a site's side widgets or own links.

    The same link several times in a page is one row. Invariant: ``site`` is the site of ``page``
    when it was last looked at.
    """

    class Kind(models.TextChoices):
        PAGE_MISSING = "page_missing", _("The page is gone")
        PAGE_HIDDEN = "page_hidden", _("The page is not published")
        DOCUMENT_MISSING = "document_missing", _("The file is gone")
        IMAGE_MISSING = "image_missing", _("The picture is gone")
        OBJECT_MISSING = "object_missing", _("What was chosen is gone")
        ADDRESS = "address", _("Nothing answers at this address")

    class Place(models.TextChoices):
        PAGE = "page", _("Page")
        LAYOUT = "layout", _("Side widgets")
        LINKS = "links", _("Links of the site")

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("member site"),
        on_delete=models.CASCADE,
        related_name="broken_links",
    )
    place = models.CharField(_("place"), max_length=10, choices=Place.choices)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.CASCADE,
        related_name="broken_links",
    )
    kind = models.CharField(_("what is wrong"), max_length=20, choices=Kind.choices)
    # An address as it was typed, or the key of what was chosen.
    target = models.CharField(_("target"), max_length=500)
    text = models.CharField(_("text of the link"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    still_there = models.BooleanField(default=True)
    mended_at = models.DateTimeField(null=True)

    objects = BrokenLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(place="page", page__isnull=False)
                | (~Q(place="page") & Q(page__isnull=True)),
                name="dashboard_place_of_broken_link",
            ),
            models.UniqueConstraint(
                fields=["page", "kind", "target"],
                condition=Q(page__isnull=False),
                name="dashboard_one_broken_link_of_page",
            ),
            models.UniqueConstraint(
                fields=["site", "place", "kind", "target"],
                condition=Q(page=None),
                name="dashboard_one_broken_link_of_site",
            ),
        ]
        indexes = [
            models.Index(
                fields=["site"], condition=Q(still_there=True), name="dashboard_standing_links"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def the_one(self) -> LinkCheck:
        return self.get_or_create(pk=1)[0]

    def advance(self, *, after: int) -> None:
        """All pages up to this key have been looked at."""
        self.filter(pk=1).update(cursor=after, batches=F("batches") + 1)


class LinkCheck(models.Model):
    """How far the check of the whole portal is: one row, so that it goes on where it stopped."""

    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cursor = models.PositiveBigIntegerField(default=0)
    batches = models.PositiveIntegerField(default=0)

    objects = LinkCheckQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.cursor)
