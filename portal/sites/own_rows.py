"""Rows that belong to member sites: who may what with them, and their screens in the admin."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.models import User
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Q, QuerySet
    from django.http import HttpRequest, HttpResponse


class OwnRowsPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Wagtail's questions answered from roles; ``actions`` are those the screens have.

    Whoever may read everything may view all rows; of others, rows of the own sites exist only.
    """

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = {"view", *(actions or ("add", "change", "delete"))}

    def sites_of(self, user: Any) -> frozenset[int]:
        """Keys of the sites in which ``user`` may change rows."""
        raise NotImplementedError

    def own(self, user: Any) -> Q:
        """What rows of those sites have in common."""
        raise NotImplementedError

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in self.actions or not user.is_active:
            return False
        return bool(self.sites_of(user)) or (action == "view" and rights_of(user).reads_everything)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

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
        return rows.filter(self.own(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, is_superuser=True)


class OwnRowsViewSet(ModelViewSet):  # type: ignore[misc]
    """Rows of others do not exist: neither in the list nor on any screen of one row."""

    policy: OwnRowsPolicy
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    @property
    def permission_policy(self) -> OwnRowsPolicy:
        return self.policy

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponse]:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def for_own_rows(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                own = self.policy.instances_user_has_any_permission_for(request.user, ["view"])
                if not own.filter(pk=kwargs["pk"]).exists():
                    raise Http404
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return for_own_rows
