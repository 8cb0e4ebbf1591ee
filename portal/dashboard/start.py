"""The start page speaks of the person's own sites: its title, and how many pages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin import navigation, site_summary
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views import home
from wagtail.models import Page

from portal.plugins import gate, registry
from portal.sites.rights import rights_of
from portal.sites.scoping import pages_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.models import MemberSite

MOST_NAMED = 3


def connect() -> None:
    """Called once, when Django has started.

    Wagtail names the site in which the person's pages begin: for somebody with two member sites
    that is the province.
    """
    original = navigation.get_site_for_user

    def named(user: Any) -> dict[str, Any]:
        details: dict[str, Any] = original(user)
        name = _own_names(user)
        return {**details, "site_name": name} if name else details

    # Modules of hooks, which must not be imported yet, will take it from the first one.
    for module in (navigation, home, site_summary):
        module.get_site_for_user = named


def _own_names(user: Any) -> str:
    """Empty for who sees every site."""
    rights = rights_of(user)
    if rights.sees_everything:
        return ""
    own = [site for site in current().sites if site.pk in rights.in_site]
    if len(own) == 1:
        return str(own[0].name)
    names = [site.short_name for site in own[:MOST_NAMED]]
    return ", ".join([*names, "…"] if len(own) > MOST_NAMED else names)


class OwnPages(PagesSummaryItem):  # type: ignore[misc]
    """Wagtail counts the pages that lead to one's own as well."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        rights = rights_of(self.request.user)
        if not rights.sees_everything:
            own = pages_of(rights.in_site, current())
            context["total_pages"] = Page._base_manager.filter(own).count()
        return context


def plugins_of(site: MemberSite) -> list[str]:
    """Names of the plugins that work at ``site``."""
    now = gate.current()
    found = registry.installed().values()
    return [str(config.verbose_name) for config in found if now.is_open_at(config.slug, site)]


def count_own_pages(request: Any, items: list[Any]) -> None:
    items[:] = [OwnPages(request) if type(item) is PagesSummaryItem else item for item in items]
