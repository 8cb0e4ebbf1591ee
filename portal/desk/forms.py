"""Forms of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.clock.models import LateReason
from portal.desk.filters import sections_of
from portal.language.inputs import TypedDateTimeInput
from portal.sites.models import RoleGrant
from portal.sites.rights import SITE_ROLES
from portal.syndication.forms import SendForm
from portal.syndication.permissions import receivers_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.structure import Structure


def people_of(site_ids: set[int]) -> QuerySet[User]:
    """Those who work on articles in these sites today."""
    held = RoleGrant.objects.in_force().filter(site__in=site_ids, role__in=SITE_ROLES)
    return get_user_model().objects.filter(is_active=True, pk__in=held.values("person"))


class BulkForm(forms.Form):
    """Base: knows which sites the marked articles lie in."""

    def __init__(self, *args: Any, site_ids: set[int], structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site_ids, self.structure = site_ids, structure


class AssignForm(BulkForm):
    person = forms.ModelChoiceField(label=_("Person"), queryset=get_user_model().objects.none())
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people_of(self.site_ids)


class ScheduleForm(BulkForm):
    at = forms.DateTimeField(
        label=_("Publish at"),
        widget=TypedDateTimeInput,
        help_text=_("A published article keeps its present version until then."),
    )


class TagForm(BulkForm):
    names = forms.CharField(
        label=_("Topics"), max_length=500, help_text=_("Several are divided by commas.")
    )


class MoveForm(BulkForm):
    section = forms.TypedChoiceField(
        label=_("Section"),
        coerce=lambda pk: Page.objects.get(pk=pk),
        help_text=_("Articles of other sites stay where they are and are named."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = [site for site in self.structure.sites if site.pk in self.site_ids]
        field: Any = self.fields["section"]
        field.choices = [(site.short_name, sections_of(site.pk, self.structure)) for site in sites]


class OfferForm(SendForm):
    """To all sites that one of the marked articles may be offered to."""

    def __init__(self, *args: Any, site_ids: set[int], structure: Structure, **kwargs: Any) -> None:
        own = [site for site in structure.sites if site.pk in site_ids]
        found = {other.pk: other for site in own for other in receivers_for(site)}
        super().__init__(*args, sites=found.values(), **kwargs)


class ReasonForm(forms.Form):
    reason = forms.ModelChoiceField(label=_("Reason"), queryset=LateReason.objects.none())
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.queryset = LateReason.objects.filter(is_active=True)


class EmbargoForm(forms.Form):
    until = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=TypedDateTimeInput,
        help_text=_("The clock starts then. Left empty: no embargo."),
    )
    note = forms.CharField(label=_("Who asked for it"), required=False, max_length=250)
