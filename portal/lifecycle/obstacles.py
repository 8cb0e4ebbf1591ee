"""What speaks against bringing the pages of one site to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from portal.errors import refuse
from portal.lifecycle.acts import home_of, refuse_province
from portal.plugins import gate, registry
from portal.plugins.pages import is_type_open_at
from portal.sites.fixed import is_archived
from portal.sites.models import MemberSite, SiteState
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.plugins.config import PluginConfig


OPEN = {SiteState.ACTIVE, SiteState.FROZEN}


def refuse_merge(site: MemberSite, target: MemberSite) -> None:
    """Raises the refusals VD-04 and VD-10 … VD-16 that ``merge_into`` names."""
    refuse_province(site)
    if site.pk == target.pk:
        raise refuse("VD-10", _("A site cannot be merged into itself; choose another one."))
    if site.state == SiteState.REDIRECTED:
        message = _("“%(site)s” was merged or redirected already.")
        raise refuse("VD-11", message % {"site": site.short_name})
    home = home_of(site)
    refuse_nested(site, home, target)
    refuse_closed_target(target)
    if PageViewRestriction.objects.filter(page=home).exists():
        message = _("The home page of “%(site)s” is not public; lift that restriction first.")
        raise refuse("VD-14", message % {"site": site.short_name})
    refuse_closed_plugins([home], target)


def refuse_archiving(site: MemberSite) -> None:
    """Raises the refusals VD-03, VD-04, VD-13, VD-17 and VD-18 that ``archive`` names."""
    refuse_province(site)
    refuse_nested(site, home_of(site))
    if site.state not in OPEN:
        message = _("“%(site)s” is %(state)s; only a site in operation goes into the archive.")
        values = {"site": site.short_name, "state": site.get_state_display().lower()}
        raise refuse("VD-17", message % values)
    if is_archived(site, current()):
        message = _("“%(site)s” lies in the archive already.")
        raise refuse("VD-18", message % {"site": site.short_name})


def refuse_nested(site: MemberSite, page: Page, target: MemberSite | None = None) -> None:
    """Raises VD-12 when the target lies below ``page``, VD-13 when any other site does."""
    if target and home_of(target).path.startswith(page.path):
        message = _("“%(target)s” lies below “%(site)s”, which cannot be merged into it.")
        raise refuse("VD-12", message % {"site": site.short_name, "target": target.short_name})
    nested = MemberSite.objects.filter(root_page__path__startswith=page.path)
    other = nested.exclude(pk=site.pk).first()
    if other:
        message = _("“%(other)s” lies below “%(page)s”; move or merge that site first.")
        raise refuse("VD-13", message % {"other": other.short_name, "page": page.title})


def refuse_closed_target(target: MemberSite) -> None:
    """Raises VD-15 unless the target's content may be changed."""
    if not target.is_changeable:
        message = _("“%(site)s” is %(state)s and takes nothing in; choose another site.")
        values = {"site": target.short_name, "state": target.get_state_display().lower()}
        raise refuse("VD-15", message % values)


def refuse_closed_plugins(branches: Iterable[Page], target: MemberSite) -> None:
    """Raises VD-16 when plugins whose pages are among these are switched off at the target."""
    closed = closed_plugins(branches, target)
    if closed:
        message = _("Their pages come along, so switch on at “%(site)s” first: %(names)s.")
        raise refuse("VD-16", message % {"site": target.short_name, "names": ", ".join(closed)})


def closed_plugins(branches: Iterable[Page], target: MemberSite) -> list[str]:
    """Names of the plugins whose pages lie in ``branches`` and which are off at ``target``."""
    path, now = home_of(target).path, gate.current()
    kinds = set()
    for branch in branches:
        rows = Page.objects.filter(path__startswith=branch.path)
        kinds |= set(rows.order_by().values_list("content_type_id", flat=True).distinct())
    types = [ContentType.objects.get_for_id(pk) for pk in sorted(kinds)]
    return sorted({_owner(t) for t in types if not is_type_open_at(t, path, now)})


def _owner(content_type: ContentType) -> str:
    """The plugin's name; of one that is gone only the beginning of its tables' names is left."""
    slug = content_type.app_label.removeprefix("plugin_")
    config: PluginConfig | None = registry.installed().get(slug)
    return str(config.verbose_name) if config else slug
