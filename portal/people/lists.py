"""The list of people: columns, filters and what one line shows to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters  # type: ignore[import-untyped]
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.accounts.models import User
from portal.people.permissions import all_roles_of, sites_looked_at, visible_grants
from portal.sites.models import MemberSite, RoleGrant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

MOST_WORDS = 12  # longer than any name; databases refuse very long questions
SEARCHED = ("last_name", "first_name", "username", "email")
IN_FORCE, FUTURE, EXPIRED, ENDED = "in_force", "future", "expired", "ended"
ROLE_STATES = {
    IN_FORCE: _("Role in force"),
    FUTURE: _("Role begins later"),
    EXPIRED: _("Role has run out"),
    ENDED: _("Role was ended"),
}
INVITED, DISABLED = "invited", "disabled"
ACCOUNT_STATES = {
    INVITED: _("Invited, no password yet"),
    DISABLED: _("Account disabled"),
}


def state_of(grant: RoleGrant) -> str:
    """Where today stands in the period of a role that was not taken back."""
    today = timezone.localdate()
    if grant.valid_from > today:
        return FUTURE
    return EXPIRED if grant.valid_to and grant.valid_to < today else IN_FORCE


def search(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Every word has to be somewhere: "hong lan" finds Dương Hồng Lan."""
    for word in words.split()[:MOST_WORDS]:
        found = Q()
        for column in SEARCHED:
            found |= Q(**{f"{column}__icontains": word})
        people = people.filter(found)
    return people


def with_roles(people: Iterable[User], actor: User) -> list[User]:
    """The people of one screen, each with ``shown_grants``: what ``actor`` may know."""
    found = list(people)
    grants = visible_grants(actor).standing().filter(person__in=found).select_related("site")
    by_person: dict[int, list[RoleGrant]] = {}
    for grant in grants.order_by("site__position", "site__code", "role"):
        grant.shown_state = state_of(grant)  # type: ignore[attr-defined]
        by_person.setdefault(grant.person_id, []).append(grant)
    for person in found:
        person.shown_grants = by_person.get(person.pk, [])  # type: ignore[attr-defined]
    return found


def _sites(request: Any) -> QuerySet[MemberSite]:
    return sites_looked_at(request.user) if request else MemberSite.objects.none()


class PeopleFilterSet(WagtailFilterSet):
    """By site, role, state of the role and state of the account, all of one and the same role."""

    site = django_filters.ModelChoiceFilter(
        label=_("Member site"), queryset=_sites, method="by_grant"
    )
    role = django_filters.ChoiceFilter(label=_("Role"), method="by_grant")
    state = django_filters.ChoiceFilter(
        label=_("State of the role"), choices=list(ROLE_STATES.items()), method="by_grant"
    )
    account = django_filters.ChoiceFilter(
        label=_("Account"), choices=list(ACCOUNT_STATES.items()), method="by_account"
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.user
        self.filters["role"].extra["choices"] = [
            (role.value, role.label) for role in all_roles_of(actor)
        ]
        self.filters["site"].field.label_from_instance = lambda site: site.short_name
        if sites_looked_at(actor).count() == 1:
            del self.filters["site"]

    def by_grant(self, people: QuerySet[User], name: str, value: Any) -> QuerySet[User]:
        """Asked once for each filter; the answer of all three together is the same each time."""
        chosen = self.form.cleaned_data
        grants = visible_grants(self.request.user)
        if chosen.get("state") != ENDED:
            grants = grants.standing()
        if site := chosen.get("site"):
            grants = grants.filter(site=site)
        if role := chosen.get("role"):
            grants = grants.filter(role=role)
        today = timezone.localdate()
        match chosen.get("state"):
            case "in_force":
                grants = grants.in_force()
            case "future":
                grants = grants.filter(valid_from__gt=today)
            case "expired":
                grants = grants.filter(valid_to__lt=today)
            case "ended":
                grants = grants.exclude(revoked_at=None)
        return people.filter(pk__in=grants.values("person"))

    def by_account(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        if value == DISABLED:
            return people.filter(is_active=False)
        return people.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
