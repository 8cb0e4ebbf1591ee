"""/luu-tru-tin/2026/11/05/: news by date, of the province or of one member site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.cards import read_cards, visible_rows
from portal.pages.pagination import Pagination, path_urls
from portal.reading import archive
from portal.reading.archive import Period
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

MONTHS = 12


class _Place:
    """Whose archive it is: its rows and addresses."""

    def __init__(self, structure: Structure, site: MemberSite | None) -> None:
        self.structure, self.site = structure, site

    @property
    def rows(self) -> Any:
        rows = visible_rows(self.structure)
        is_all = self.site is None or self.site.is_province
        return rows if is_all else rows.filter(site=self.site)

    def url(self, period: Period) -> str:
        return of_site("archive", self.site, self.structure, **period.parts)


@require_safe
def archive_page(
    request: HttpRequest,
    site_code: str | None = None,
    year: str | None = None,
    month: str | None = None,
    day: str | None = None,
    number: str | None = None,
) -> HttpResponse:
    """The cards of a day, month or year; without one, of this month.

    The picker sends ``?ngay=``; the answer leads to that day's address.
    """
    structure = structure_of(request)
    site = site_named(structure, site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    place, refusal, typed = _Place(structure, site), "", request.GET.get("ngay", "")
    if typed:
        try:
            chosen = archive.typed_day(typed)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            return HttpResponseRedirect(place.url(Period(chosen.year, chosen.month, chosen.day)))
    period = archive.period_of(year, month, day)
    if period is None:
        raise Http404
    if not period.year:
        today = timezone.localdate()
        period = Period(today.year, today.month)
    context = _context(place, period, int(number or 1))
    context |= {"refusal": refusal, "typed": typed}
    return render(request, "reading/archive.html", context, status=400 if refusal else 200)


def _context(place: _Place, period: Period, number: int) -> dict[str, Any]:
    rows = place.rows.filter(period.condition())
    urls = path_urls(place.url(period))
    pagination = Pagination.at(number, count=rows.count(), url_for=urls)
    today = timezone.localdate()
    return {
        "period": period,
        "cards": read_cards(rows[pagination.window], place.structure),
        "pagination": pagination,
        "action": place.url(Period()),
        "today": today,
        "years": [{"year": y, "url": place.url(Period(y))} for y in archive.years(place.rows)],
        "months": _months(place, period),
        "calendar": _calendar(place, period) if period.month else None,
    }


def _months(place: _Place, period: Period) -> list[dict[str, Any]]:
    """The months of the year with their numbers of articles."""
    months = [period.month_of(number) for number in range(1, MONTHS + 1)]
    found = archive.counts(place.rows, months)
    return [
        {
            "number": month.month,
            "words": month.words,
            "url": place.url(month),
            "count": count,
            "current": month.month == period.month,
        }
        for month, count in zip(months, found, strict=True)
    ]


def _calendar(place: _Place, period: Period) -> dict[str, Any]:
    """The month as a table: weeks of days, those with articles as links."""
    month = period.month_of(period.month)
    weeks = archive.weeks(month)
    days = [month.day_of(number) for week in weeks for number in week if number]
    found = dict(zip([d.day for d in days], archive.counts(place.rows, days), strict=True))
    before, after = archive.months_around(month)
    return {
        "words": month.words,
        "url": place.url(month),
        "previous": place.url(before) if before else "",
        "next": place.url(after) if after else "",
        "weeks": [[_day(place, month, number, found, period) for number in w] for w in weeks],
    }


def _day(
    place: _Place, month: Period, number: int, found: dict[int, int], period: Period
) -> dict[str, Any]:
    count = found.get(number, 0)
    day = month.day_of(number)
    return {
        "number": number,
        "count": count,
        "url": place.url(day) if count else "",
        "words": day.words if count else "",
        "current": number == period.day,
    }
