"""Makes the viewsets of plugins follow the gate and keep to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from wagtail.admin.viewsets.model import ModelViewSet

from portal.plugins import gate
from portal.sites.permissions import sites_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from portal.plugins.points import AdminList
    from portal.plugins.registry import Owned


class GatedViewSet(ModelViewSet):  # type: ignore[misc]
    """Mixed into the class a plugin gives (see ``gated``)."""

    plugin_slug = ""

    @property
    def menu_item_class(self) -> type:
        slug = self.plugin_slug
        base: type = super().menu_item_class

        def is_shown(item: Any, request: HttpRequest) -> bool:
            now = gate.current()
            return now.is_open_to(slug, request.user) and bool(base.is_shown(item, request))  # type: ignore[attr-defined]

        return type(base.__name__, (base,), {"is_shown": is_shown})

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        found: QuerySet[Permission] = super().get_permissions_to_register()
        return found if gate.current().is_open(self.plugin_slug) else found.none()

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)
        view.plugin_viewset = self  # the middleware asks it about rows
        return view

    @property
    def keeps_places(self) -> bool:
        return any(field.name == "site" for field in self.model._meta.get_fields())

    @property
    def index_view_class(self) -> type:
        """Lists rows of places where the plugin is on and the person has something to do."""
        reachable = self._reachable
        base: type = super().index_view_class

        def get_base_queryset(view: Any) -> QuerySet[Any]:
            rows: QuerySet[Any] = base.get_base_queryset(view)  # type: ignore[attr-defined]
            return reachable(rows, view.request.user)

        return type(base.__name__, (base,), {"get_base_queryset": get_base_queryset})

    def may_reach(self, user: Any, pk: Any) -> bool:
        """Whether the row ``pk`` is among those; rows that do not exist are left to the view."""
        if not self.keeps_places or not user.is_authenticated:
            return True
        rows = self.model._default_manager.filter(pk=pk)
        return not rows.exists() or self._reachable(rows, user).exists()

    def _reachable(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        if not self.keeps_places:
            return rows
        own = sites_of(user).values("pk")
        return rows.filter(site__in=gate.current().open_sites(self.plugin_slug)).filter(
            site__in=own
        )


def gated(owned: Owned[AdminList]) -> ModelViewSet:
    """The viewset that is registered for an ``AdminList``."""
    point = owned.value
    name = f"plugin_{owned.type_name}"
    viewset = type(point.viewset.__name__, (GatedViewSet, point.viewset), {})
    prefix = f"plugin/{owned.slug.replace('_', '-')}/{point.name.replace('_', '-')}"
    return viewset(name, url_prefix=prefix, plugin_slug=owned.slug)
