"""Background work of the check of links."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.dashboard import link_check
from portal.tasks import task


@task(label=_("Check the links of changed pages"))
def check_pages(page_ids: list[int]) -> None:
    """Look at the links of these pages anew; safe to run twice."""
    link_check.check_pages(page_ids)


@task(label=_("Check the links of moved pages"))
def check_below(page_id: int) -> None:
    """Look at the links of a page and all below it; safe to run twice."""
    link_check.check_below(page_id)


@task(label=_("Check the links of side widgets and menus"))
def check_site(site_id: int) -> None:
    """Look at a site's side widgets and own links anew; safe to run twice."""
    link_check.check_sites([site_id])
