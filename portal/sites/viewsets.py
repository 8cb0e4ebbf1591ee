"""Admin screens of member sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from portal.accounts.models import User


class DetailsOnlyPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Details may be edited; sites come into being and end by services only."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action in {"add", "delete"}:
            return False
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class MemberSiteViewSet(ModelViewSet):  # type: ignore[misc]
    """Names and contact details shown in a site's header and footer."""

    model = MemberSite
    menu_label = _("Member sites")
    icon = "site"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    permission_policy = DetailsOnlyPolicy(MemberSite)
    list_display = ("name", "code", "organisation", "responsible")
    search_fields = ("name", "short_name", "code", "organisation")
    form_fields = (
        "name",
        "short_name",
        "organisation",
        "motto",
        "address",
        "phone",
        "email",
        "responsible",
        "licence",
        "position",
    )
