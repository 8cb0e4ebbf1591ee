"""What this plugin adds to the portal, and where."""

from django.utils.translation import gettext_lazy as _

from plugins.royalties import permissions
from plugins.royalties.models import RoyaltySettings
from plugins.royalties.panels import waiting_panel
from portal.plugins.points import HomePanel, MenuItem, Permission, Report, SettingsPanel

ADMIN = "plugin_royalties__admin"

extensions = [
    Permission(permissions.SEE, _("See royalties"), roles=("editor", "auditor")),
    Permission(permissions.PROPOSE, _("Propose royalties"), roles=("editor",)),
    Permission(permissions.APPROVE, _("Approve royalties"), roles=("approver",)),
    Permission(permissions.EXCEED, _("Go beyond ceilings of coefficients"), roles=("approver",)),
    Permission(permissions.CLOSE, _("Close and pay months of royalties"), roles=("site_admin",)),
    Permission(permissions.SET_RATES, _("Set rates and budgets"), roles=("site_admin",)),
    Permission(permissions.SEE_OWN, _("See one's own royalties"), roles=("contributor",)),
    MenuItem(
        _("Royalties"),
        f"{ADMIN}:index",
        icon="clipboard-list",
        order=290,
        permission=permissions.codename(permissions.SEE),
    ),
    MenuItem(
        _("My royalties"),
        f"{ADMIN}:own",
        icon="user",
        order=291,
        permission=permissions.codename(permissions.SEE_OWN),
    ),
    Report(
        _("Report of royalties"),
        f"{ADMIN}:reports",
        icon="clipboard-list",
        permission=permissions.codename(permissions.SEE),
    ),
    SettingsPanel(RoyaltySettings, icon="clipboard-list"),
    HomePanel(waiting_panel, order=320),
]
