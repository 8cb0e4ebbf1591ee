"""Lists of people: by given name, found by any part of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.reports import audit_logging, locked_pages, workflows
from wagtail.users.views.bulk_actions.assign_role import RoleForm
from wagtail.users.views.users import IndexView, UserFilterSet, UserViewSet

from portal.accounts.forms import AccountCreationForm, AccountEditForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from portal.accounts.models import User

MOST_WORDS = 12  # longer than any name; databases refuse very long questions
BY_GIVEN_NAME = ("sort_key", "username")


class PeopleIndexView(IndexView):  # type: ignore[misc]
    default_ordering = "name"

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.ordering in {"name", "-name"}:
            sign = self.ordering.removesuffix("name")
            return queryset.order_by(*(f"{sign}{column}" for column in BY_GIVEN_NAME))
        ordered: QuerySet[User] = super().order_queryset(queryset)
        return ordered

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Every word has to be somewhere: "hong lan" finds Dương Hồng Lan."""
        for word in (self.search_query or "").split()[:MOST_WORDS]:
            found = Q()
            for column in self.search_fields:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class PeopleFilterSet(UserFilterSet):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].queryset = Group.objects.order_by("name")


class PeopleViewSet(UserViewSet):  # type: ignore[misc]
    index_view_class = PeopleIndexView
    filterset_class = PeopleFilterSet
    ordering = "name"

    def get_form_class(self, for_update: bool = False) -> type[Any]:  # noqa: FBT001, FBT002
        return AccountEditForm if for_update else AccountCreationForm


def order_filters() -> None:
    """Wagtail offers people by their user names in the filters of its reports."""
    for module in (audit_logging, locked_pages):
        module.get_users_for_filter = _by_given_name(module.get_users_for_filter)
    requested_by = workflows.WorkflowReportFilterSet.base_filters["requested_by"]
    requested_by.extra["queryset"] = _by_given_name(workflows.get_requested_by_queryset)


def order_fields() -> None:
    """The family name comes before the given one; groups to choose from are in order."""
    fields = NameEmailForm.base_fields
    NameEmailForm.base_fields = {
        name: fields[name] for name in ("last_name", "first_name", "email")
    }
    groups = [form.base_fields["groups"] for form in (AccountCreationForm, AccountEditForm)]
    for field in (*groups, RoleForm.base_fields["role"]):
        field.queryset = Group.objects.order_by("name")


def _by_given_name(people: Callable[..., QuerySet[User]]) -> Callable[..., QuerySet[User]]:
    def ordered(*args: Any) -> QuerySet[User]:
        return people(*args).order_by(*BY_GIVEN_NAME)

    return ordered
