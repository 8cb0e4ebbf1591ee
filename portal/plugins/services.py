"""Business acts on plugins: switching one on or off, and noting what works on the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.errors import refuse
from portal.plugins import gate, registry, scopes, wiring
from portal.plugins.models import Activation, ActivationChange, KnownPlugin
from portal.plugins.permissions import may_switch
from portal.plugins.scopes import INSTALLATION, Scope
from portal.sites import structure
from portal.tasks.services import wake

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.plugins.config import PluginConfig


@transaction.atomic
def switch(
    *, actor: User | None, slug: str, scope: Scope, enabled: bool, note: str = ""
) -> ActivationChange | None:
    """Switch a plugin on or off at a place, effective with the next request of every process.

    Locks the plugin's decisions, writes the decision and its history, replaces the version token
    and wakes waiting tasks. Data of the plugin is never touched.

    Returns:
        The entry of the history, or None when it was so already.

    Raises:
        PermissionDenied: ``actor`` may not decide about plugins.
        ValidationError: PLG-12 unknown plugin, PLG-13 not a place of this plugin, PLG-14 a plugin
            it needs is off there.
    """
    if not may_switch(actor):
        raise PermissionDenied
    config = registry.installed().get(slug)
    if config is None:
        message = _("There is no working plugin “%(slug)s” in this installation.")
        raise refuse("PLG-12", message % {"slug": slug})
    place = _name_of_place(config, scope)
    structure.lock()
    if enabled:
        _refuse_without_needed(config, scope)
    row = Activation.objects.at(scope).filter(plugin=slug).first()
    before = row.enabled if row else _default(config, scope)
    if row and before == enabled:
        return None
    Activation.objects.update_or_create(
        plugin=slug, scope_kind=scope.kind, scope_id=scope.id, defaults={"enabled": enabled}
    )
    structure.bump()
    for affected in [slug, *registry.dependants(slug)]:
        for tell in wiring.after_switch:
            tell(affected, scope)
    if enabled:
        # Also those of plugins that lean on it; the guard parks again what is still closed.
        packages = [f"{other.name}." for other in registry.installed().values()]
        wake([*packages, "portal.plugins.events.deliver"])
    if before == enabled:
        return None
    return ActivationChange.objects.create(
        plugin=slug,
        plugin_name=str(config.verbose_name),
        scope_kind=scope.kind,
        scope_id=scope.id,
        scope_name=place,
        enabled=enabled,
        actor=actor,
        actor_name=str(actor) if actor else "manage.py",
        note=note[:500],
    )


def _default(config: PluginConfig, scope: Scope) -> bool:
    if scope == INSTALLATION and config.scope != "installation":
        return True
    return config.default_enabled


def _name_of_place(config: PluginConfig, scope: Scope) -> str:
    """What people call the place; refuses one the plugin is not switched for."""
    if scope == INSTALLATION:
        return _("the whole installation")
    if scope.kind == config.scope and scope.kind in scopes.kinds:
        places = dict(scopes.kinds[scope.kind].all(gate.current().structure))
        if scope.id in places:
            return places[scope.id]
    message = _("“%(plugin)s” cannot be switched at this place.")
    raise refuse("PLG-13", message % {"plugin": config.verbose_name})


def _refuse_without_needed(config: PluginConfig, scope: Scope) -> None:
    now = gate.current()
    plugins = registry.installed()
    for slug in config.depends:
        other = plugins[slug]
        if scope == INSTALLATION and other.scope != "installation":
            continue  # decided place by place
        if not now.is_open(slug, scope if other.scope == scope.kind else INSTALLATION):
            message = _("“%(plugin)s” needs “%(other)s”; switch that on first.")
            values = {"plugin": config.verbose_name, "other": other.verbose_name}
            raise refuse("PLG-14", message % values)


@transaction.atomic
def note_installed(language: str) -> None:
    """After migrations ran: note versions and tables of all plugins, make their permissions.

    Args:
        language: in which names are kept for the time when the plugin is gone.
    """
    with override(language):
        for slug, config in registry.installed().items():
            tables = [m._meta.db_table for m in config.get_models(include_auto_created=True)]
            KnownPlugin.objects.update_or_create(
                slug=slug,
                defaults={
                    "name": str(config.verbose_name),
                    "version": config.version,
                    "package": config.name,
                    "tables": sorted(tables),
                },
            )
            wiring.create_permissions(slug)
    structure.bump()
