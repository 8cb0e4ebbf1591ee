"""Who may change series: those who edit in the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.models import User
from portal.sites.models import Role
from portal.sites.rights import rights_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from portal.sites.models import MemberSite

CHANGES = frozenset({"add", "change", "delete"})


def may_change_series(user: Any, site: MemberSite | None) -> bool:
    """Whether ``user`` edits in ``site``, and something can be changed there."""
    return site is not None and site.pk in sites_for_series(user)


def sites_for_series(user: Any) -> frozenset[int]:
    """Keys of the sites whose series ``user`` makes and changes; no query of its own."""
    rights = rights_of(user)
    return frozenset(
        site.pk
        for site in current().sites
        if site.is_changeable and rights.holds(Role.EDITOR, site.pk)
    )


class SeriesPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Wagtail's questions answered from roles: rows of sites in which a person edits."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not user.is_active:
            return False
        is_reader = action == "view" and rights_of(user).reads_everything
        return is_reader or (action in {*CHANGES, "view"} and bool(sites_for_series(user)))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        own = self.instances_user_has_any_permission_for(user, [action])
        return own.filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        own = self.instances_user_has_any_permission_for(user, actions)
        return own.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        if not self.user_has_any_permission(user, actions):
            return rows.none()
        if "view" in actions and rights_of(user).reads_everything:
            return rows
        return rows.filter(site__in=sites_for_series(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, is_superuser=True)
