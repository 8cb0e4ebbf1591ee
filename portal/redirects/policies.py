"""Wagtail's questions about rows of old addresses, answered from people's roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.models import User
from portal.redirects.permissions import (
    may_manage_all,
    may_read_all,
    own_rows,
    sites_for_addresses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class OwnRowsPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Answers from roles: rows of one's own sites; ``actions`` are those the screen has."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = {"view", *(actions or ("add", "change", "delete"))}

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in self.actions or not user.is_active:
            return False
        return bool(sites_for_addresses(user)) or (action == "view" and may_read_all(user))

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
        if "view" in actions and may_read_all(user):
            return rows
        return rows.filter(own_rows(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, is_superuser=True)


class PortalPolicy(OwnRowsPolicy):
    """For what concerns all sites."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and (
            may_manage_all(user) or (action == "view" and may_read_all(user))
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()
