"""Tells the rooms below about plugins; those rooms know nothing of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from portal.plugins import gate, points, registry, scopes
from portal.plugins.scopes import Scope
from portal.sites.models import Role
from portal.sites.permissions import sites_of
from portal.sites.rights import CONTAINS, further_rights
from portal.tasks import periodic
from portal.tasks.guard import before_work, set_guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


def rights_of(role: Role) -> Iterator[str]:
    """The permissions of plugins, as "app.codename", that a role has."""
    held = {contained.value for contained in CONTAINS[role]}
    for owned in registry.extensions(points.Permission):
        if held.intersection(owned.value.roles):
            yield f"plugin_{owned.slug}.{owned.value.name}"
    for listed in registry.extensions(points.AdminList):
        if held.intersection(listed.value.roles):
            model = listed.value.viewset.model._meta
            for act in ("add", "change", "delete", "view"):
                yield f"{model.app_label}.{act}_{model.model_name}"


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
