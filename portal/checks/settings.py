"""Acts on the checks of sites: levels and measures, and the list of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.checks.models import OFFICIAL, KnownName, Level, SiteChecks
from portal.checks.policy import MEASURES
from portal.checks.registry import checks
from portal.errors import refuse
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import has_role, is_portal_admin

if TYPE_CHECKING:
    from portal.accounts.models import User

MOST_NAMES = 1000


def row_of(site: MemberSite | None) -> SiteChecks:
    """The row of a site (None: the portal's); not yet saved when nobody changed it."""
    found = SiteChecks.objects.filter(site=site).first()
    return found or SiteChecks(site=site, allowed="" if site else OFFICIAL)


def may_change(actor: User, site: MemberSite | None) -> bool:
    return is_portal_admin(actor) if site is None else has_role(actor, site, Role.SITE_ADMIN)


@transaction.atomic
def change_checks(
    *, actor: User, site: MemberSite | None, levels: dict[str, str], **values: Any
) -> SiteChecks:
    """Choose what findings mean in ``site`` (None: wherever sites say nothing).

    Args:
        levels: by name of the check; an empty level means: as the portal has it.
        values: measures (policy.MEASURES) and ``allowed``; what is left out stays.

    Raises:
        PermissionDenied: the actor does not administer the site, or the portal.
        ValidationError: KT-33 there is no such check or level; KT-34 the site is closed; or
            a measure is out of its bounds.
    """
    _refuse_outsiders(actor, site)
    known = {check.name for check in checks()}
    if not known.issuperset(levels) or not {*Level.values, ""}.issuperset(levels.values()):
        raise refuse("KT-33", _("There is no such check or level; open the form again."))
    row = SiteChecks.objects.select_for_update().filter(site=site).first() or row_of(site)
    # Levels of plugins that are not there at present are kept.
    kept = {name: level for name, level in row.levels.items() if name not in known}
    row.levels = kept | {name: level for name, level in levels.items() if level}
    for name in (*MEASURES, "allowed"):
        if name in values:
            setattr(row, name, values[name])
    row.full_clean(validate_constraints=False)
    row.save()
    log(instance=row, action="checks.settings", user=actor, data={"levels": row.levels})
    return row


@transaction.atomic
def save_name(*, actor: User, site: MemberSite, name: KnownName) -> KnownName:
    """Add a name to the list of ``site``, or change one.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: KT-31 no full name; KT-32 the dates; KT-34 the site is closed; KT-35 the
            list is full.
    """
    _refuse_outsiders(actor, site)
    if name.pk and name.site_id != site.pk:
        raise PermissionDenied
    name.site = site
    name.full_clean()
    if not name.pk and KnownName.objects.filter(site=site).count() >= MOST_NAMES:
        text = _("The list holds %(most)s names at most; delete some that are out of office.")
        raise refuse("KT-35", text % {"most": MOST_NAMES})
    name.save()
    log(instance=name, action="wagtail.edit", user=actor)
    return name


@transaction.atomic
def delete_name(*, actor: User, name: KnownName) -> None:
    """Take a name from the list.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: KT-34 the site is closed.
    """
    _refuse_outsiders(actor, name.site)
    log(instance=name, action="wagtail.delete", user=actor)
    name.delete()


def _refuse_outsiders(actor: User, site: MemberSite | None) -> None:
    if not may_change(actor, site):
        raise PermissionDenied
    if site is not None and not site.is_changeable:
        text = _("“%(site)s” is closed; its checks cannot be changed.")
        raise refuse("KT-34", text % {"site": site.short_name})
