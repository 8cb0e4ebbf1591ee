"""Admin screens of side layouts: each site's editors and approvers see and change their own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from portal.accounts.models import User
from portal.pages.layout_forms import SiteLayoutForm
from portal.pages.models import SiteLayout
from portal.pages.permissions import may_change_layout, may_change_some_layout, sites_of_layouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class OwnSitePolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Answers Wagtail's questions from people's roles in the layout's site."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may_change_some_layout(user, action)

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: SiteLayout
    ) -> bool:
        if not instance.site_id:
            return self.user_has_permission(user, action)
        return may_change_layout(user, instance.site_id, action)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: SiteLayout
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, name, instance) for name in actions)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[SiteLayout]:
        rows = SiteLayout.objects.none()
        for action in actions:
            rows = rows | SiteLayout.objects.filter(site__in=sites_of_layouts(user, action))
        return rows

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, is_superuser=True)


POLICY = OwnSitePolicy(SiteLayout)


class PublishOwnSite:
    """A draft is published only by somebody who may do so for this very site."""

    def get_available_actions(self) -> list[str]:
        actions: list[str] = super().get_available_actions()  # type: ignore[misc]
        view: Any = self
        site_id = view.object.site_id if view.object else view.request.POST.get("site")
        if may_change_layout(view.request.user, site_id, "publish"):
            return actions
        return [action for action in actions if action != "publish"]


class LayoutCreateView(PublishOwnSite, CreateView):  # type: ignore[misc]
    pass


class LayoutEditView(PublishOwnSite, EditView):  # type: ignore[misc]
    pass


class SiteLayoutViewSet(SnippetViewSet):  # type: ignore[misc]
    """List, form with preview, drafts and history of the layouts of one's own sites."""

    model = SiteLayout
    icon = "grid"
    menu_label = _("Side widgets")
    menu_order = 260
    add_to_admin_menu = True
    url_prefix = "bo-cuc"
    copy_view_enabled = False
    permission_policy = POLICY
    add_view_class = LayoutCreateView
    edit_view_class = LayoutEditView
    list_display = ("__str__", BooleanColumn("inherits", label=_("Inherits")))
    search_fields = ("site__name", "site__short_name", "site__code")
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("site", "inherits", "top", "aside", "bottom")],
        base_form_class=SiteLayoutForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SiteLayout]:
        rows = POLICY.instances_user_has_any_permission_for(request.user, ["change"])
        return rows.select_related("site").order_by("site__position", "site__code")

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponse]:
        """Every screen of one layout asks about its site; Wagtail itself asks about the model."""
        view = super().construct_view(view_class, **kwargs)
        one = getattr(view_class, "permission_required", None)
        actions = [one] if one else ["change"]

        @wraps(view)
        def for_own_site(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                own = POLICY.instances_user_has_any_permission_for(request.user, actions)
                key = unquote(str(kwargs["pk"]))
                if not (key.isdecimal() and own.filter(pk=key).exists()):
                    raise PermissionDenied
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return for_own_site


class PublishLayout(PublishMenuItem):  # type: ignore[misc]
    """Wagtail's button, which asks for a right on the model that nobody but superusers has."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        return _may_publish(context)


class UnpublishLayout(UnpublishMenuItem):  # type: ignore[misc]
    def is_shown(self, context: dict[str, Any]) -> bool:
        layout = context.get("instance")
        return bool(layout and layout.live) and _may_publish(context)


def _may_publish(context: dict[str, Any]) -> bool:
    user = context["request"].user
    # Who may publish any layout sees Wagtail's own button.
    if user.has_perm("pages.publish_sitelayout"):
        return False
    layout = context.get("instance") or SiteLayout()
    return POLICY.user_has_permission_for_instance(user, "publish", layout)
