"""Tells the rooms below about plugins; those rooms know nothing of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from portal.plugins import gate, points, registry, scopes
from portal.plugins.scopes import Scope
from portal.sites.models import Role
from portal.sites.permissions import sites_of
from portal.sites.services import further_rights
from portal.tasks import periodic
from portal.tasks.guard import before_work, set_guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from portal.accounts.models import User
    from portal.sites.structure import Structure

# One run serves all places in turn.
LEASE = timedelta(minutes=10)
# Called within the transaction of a switch, with the plugin's slug and the place.
after_switch: list[Callable[[str, Scope], None]] = []


def connect() -> None:
    """Called once, before the plugins load."""
    from portal.plugins import startup

    set_guard(may_run)
    before_work.append(startup.verify)
    scopes.register(scopes.ScopeKind("site", _("Member site"), _sites, _sites_of))
    further_rights.append(rights_of)


def _sites(structure: Structure) -> Iterable[tuple[int, str]]:
    return [(site.pk, site.short_name) for site in structure.sites]


def _sites_of(user: User) -> Iterable[int]:
    return sites_of(user).values_list("pk", flat=True)


def may_run(path: str, kwargs: dict[str, Any]) -> bool:
    """The gate for background work: of an event handler, a task or a periodic function.

    A task that is about one member site says so with an argument ``site_id``.
    """
    if "handler" in kwargs and path == "portal.plugins.events.deliver":
        path, kwargs = kwargs["handler"], kwargs.get("values", {})
    slug = registry.owner_of(path)
    if slug is None:
        return True
    site_id = kwargs.get("site_id")
    return gate.current().is_open(slug, Scope.site(site_id) if site_id else None)


def rights_of(role: Role, slug: str = "") -> list[Permission]:
    """The permissions of plugins (or of one) that a role of a member site has."""
    found: list[Permission] = []
    for owned in registry.extensions(points.Permission):
        if role.value in owned.value.roles and slug in {"", owned.slug}:
            found += _permissions(f"plugin_{owned.slug}", "plugin", [owned.value.name])
    for listed in registry.extensions(points.AdminList):
        if role.value in listed.value.roles and slug in {"", listed.slug}:
            model = listed.value.viewset.model._meta
            names = [f"{act}_{model.model_name}" for act in ("add", "change", "delete", "view")]
            found += _permissions(model.app_label, str(model.model_name), names)
    return found


def _permissions(app_label: str, model: str, names: list[str]) -> list[Permission]:
    rows = Permission.objects.filter(
        content_type__app_label=app_label, content_type__model=model, codename__in=names
    )
    return list(rows)


def create_permissions(slug: str) -> None:
    """Make the rows of a plugin's own permissions, named in the language of the installation."""
    for owned in registry.extensions(points.Permission):
        if owned.slug == slug:
            content_type, _created = ContentType.objects.get_or_create(
                app_label=f"plugin_{slug}", model="plugin"
            )
            Permission.objects.update_or_create(
                content_type=content_type,
                codename=owned.value.name,
                defaults={"name": str(owned.value.label)[:255]},
            )


def give_rights_to_roles(slug: str) -> None:
    """Give the roles of all member sites the plugin's rights that are new here.

    A right that anybody holds already was given before; where it is missing, it was taken away.
    """
    wanted = {role: rights_of(role, slug) for role in Role}
    new = {r.pk for rights in wanted.values() for r in rights if not r.group_set.exists()}
    for role, rights in wanted.items():
        for group in Group.objects.filter(site_role__role=role):
            group.permissions.add(*[right for right in rights if right.pk in new])


def register_periodic() -> None:
    """Put the plugins' periodic functions on the schedule, once for each open place a run."""
    for owned in registry.extensions(points.Periodic):
        job = owned.value
        name = f"{job.function.__module__}.{job.function.__qualname__}"
        periodic.registry[name] = periodic.Periodic(
            name,
            job.every,
            LEASE,
            _for_open_places(owned),
            registry.installed()[owned.slug].verbose_name,
        )


def _for_open_places(owned: registry.Owned[points.Periodic]) -> Any:
    def run() -> None:
        errors = []
        for scope in gate.current().open_scopes(owned.slug):
            try:
                owned.value.function(scope)
            except Exception as error:
                errors.append(error)
        if errors:
            # Every place had its turn; the first error tells the list of failures.
            raise errors[0]

    return run
