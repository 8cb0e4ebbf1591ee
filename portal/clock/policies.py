"""Who may change the rules of the clock: portal administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.models import User
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

ACTIONS = ("add", "change", "delete", "view")


class PortalAdminsPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """The same answer for every row: the rules concern all sites."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = frozenset(actions or ACTIONS)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and rights_of(user).is_portal_admin

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, is_superuser=True)
