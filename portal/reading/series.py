"""Business acts on series, and what others ask about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.errors import refuse
from portal.news.models import Series
from portal.news.neighbours import series_url
from portal.reading.permissions import may_change_series
from portal.text import nfc, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

LONGEST = 120


def prepare_series(*, actor: User, series: Series) -> Series:
    """Make ``series`` ready to be saved: composed text, an address of its own.

    Raises:
        ValidationError: DB-02 another series of the site has the address; DB-03 the actor edits
            nothing in that site, or nothing there can be changed any more.
    """
    if not may_change_series(actor, series.site):
        raise refuse("DB-03", _("You do not edit this site, or nothing in it can be changed."))
    series.title, series.lead = nfc(series.title).strip(), nfc(series.lead).strip()
    series.slug = slugify(series.slug or series.title)[:LONGEST].strip("-") or "chuyen-de"
    others = Series.objects.filter(site=series.site, slug=series.slug).exclude(pk=series.pk)
    if others.exists():
        message = _("Another series of this site has the address “%(slug)s”; choose another one.")
        raise refuse("DB-02", message % {"slug": series.slug})
    return series


@transaction.atomic
def save_series(*, actor: User, series: Series) -> Series:
    """Write a new or changed series.

    Raises:
        ValidationError: as ``prepare_series``, or a field is wrong.
    """
    is_new = series.pk is None
    prepare_series(actor=actor, series=series).full_clean()
    series.save()
    log(instance=series, action="wagtail.create" if is_new else "wagtail.edit", user=actor)
    return series


@transaction.atomic
def move_series(*, site: MemberSite, target: MemberSite) -> int:
    """Give all series of ``site`` to ``target``, into which it is merged; returns their number.

    Articles keep their series. An address that is taken there gets "-2". The caller checks who
    may and holds the lock of the structure.
    """
    rows = list(Series.objects.select_for_update().filter(site=site).order_by("pk"))
    taken = set(Series.objects.filter(site=target).values_list("slug", flat=True))
    for row in rows:
        base, number = row.slug, 2
        while row.slug in taken:
            end = f"-{number}"
            row.slug, number = f"{base[: LONGEST - len(end)]}{end}", number + 1
        taken.add(row.slug)
        row.site = target
    Series.objects.bulk_update(rows, ["site", "slug"])
    return len(rows)


def addresses(structure: Structure) -> Iterator[str]:
    """Links to all series that readers find, for the sitemap."""
    for slug, site_id in Series.objects.order_by("pk").values_list("slug", "site_id"):
        site = structure.site_by_id(site_id)
        if site and site_id not in structure.closed_sites:
            yield series_url(slug, site, structure)


@transaction.atomic
def arrive_series(*, site: MemberSite, record: dict[str, Any], picture_id: int | None) -> int:
    """A series of a site that is handed over; returns its key here.

    Raises:
        ValidationError: a field is wrong.
    """
    series = Series(
        site=site,
        title=nfc(str(record["title"])),
        slug=slugify(str(record["slug"]))[:LONGEST] or "chuyen-de",
        lead=nfc(str(record.get("lead") or "")),
        is_open=bool(record.get("is_open", True)),
        picture_id=picture_id,
    )
    series.full_clean()
    series.save()
    return int(series.pk)
