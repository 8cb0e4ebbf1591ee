"""Words for what sets a site apart from one in ordinary operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.sites.models import SiteState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from portal.sites.models import MemberSite


def marks_of(site: MemberSite) -> list[str | _StrPromise]:
    """Its state unless it is in operation, and maintenance."""
    marks: list[str | _StrPromise] = []
    if site.state != SiteState.ACTIVE:
        marks.append(SiteState(site.state).label)
    if site.maintenance:
        marks.append(_("Under maintenance"))
    return marks
