"""Django's question "has this person that permission?" answered from roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from portal.sites.rights import permissions_of, rights_of

if TYPE_CHECKING:
    from portal.accounts.models import User

# Accounts, groups and Wagtail's own sites are changed by services and by superusers only.
NOT_FOR_PORTAL_ADMINS = {"auth", "accounts", "contenttypes", "sessions"}
WAGTAIL_OWN = {"wagtailcore.add_site", "wagtailcore.change_site", "wagtailcore.delete_site"}


class RoleBackend(ModelBackend):
    """Signs people in as Django does, and adds the permissions of their roles."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        kept: set[str] | None = user_obj.__dict__.get("_role_permissions")
        if kept is None:
            kept = super().get_all_permissions(user_obj) | permissions_of(rights_of(user_obj))
            user_obj.__dict__["_role_permissions"] = kept
        return kept

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_active or obj is not None:
            return False
        if rights_of(user_obj).is_portal_admin and _is_for_portal_admins(perm):
            return True
        return perm in self.get_all_permissions(user_obj)

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:  # type: ignore[override]
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))


def _is_for_portal_admins(perm: str) -> bool:
    return perm.partition(".")[0] not in NOT_FOR_PORTAL_ADMINS and perm not in WAGTAIL_OWN
