"""/tro-nang/: how accessible the site is, what still falls short, and whom to write to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.sites.middleware import structure_of
from portal.sites.own_addresses import site_named

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# The day of the last full check (make bench-front, and the pages used by keyboard).
CHECKED_ON = date(2026, 11, 23)


@require_safe
def statement(request: HttpRequest, site_code: str | None = None) -> HttpResponse:
    """The statement of one site, with its own contact; the province's where it gives none."""
    structure = structure_of(request)
    site = site_named(structure, site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    has_contact = site is not None and bool(site.email or site.phone or site.address)
    context = {
        "contact": site if has_contact else structure.province,
        "checked_on": CHECKED_ON,
    }
    return render(request, "webapp/statement.html", context)
