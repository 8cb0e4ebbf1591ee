"""Wagtail's questions about rows of old addresses, answered from people's roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.redirects.permissions import (
    may_manage_all,
    may_read_all,
    own_rows,
    sites_for_addresses,
)
from portal.sites.own_rows import OwnRowsPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Q, QuerySet


class AddressPolicy(OwnRowsPolicy):
    """Rows of the sites whose addresses somebody manages."""

    def sites_of(self, user: Any) -> frozenset[int]:
        return sites_for_addresses(user)

    def own(self, user: Any) -> Q:
        return own_rows(user)


class PortalPolicy(AddressPolicy):
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
