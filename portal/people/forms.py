"""Forms of people and roles: only what the administrator may give can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.errors import refuse, sentence
from portal.language.inputs import TypedDateInput
from portal.people.names import clean_email, name_of_person
from portal.people.permissions import own_sites, roles_to_give
from portal.sites.models import CHANGEABLE, MemberSite, Role, RoleGrant
from portal.sites.permissions import is_portal_admin
from portal.sites.rights import PORTAL_ROLES
from portal.sites.services import refuse_ended

if TYPE_CHECKING:
    from portal.accounts.models import User

WHOLE_PORTAL = _("The whole portal")
MOST_NAMED = 8


class DayInput(TypedDateInput):  # type: ignore[misc]
    """Wagtail's picker, which otherwise puts today in place of a day it cannot read."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


class SiteField(forms.ModelChoiceField):
    """Sites in which roles are given; one whose work has ended is refused by its name (VT-02)."""

    ended: tuple[MemberSite, ...] = ()

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)

    def clean(self, value: Any) -> Any:
        for site in self.ended:
            nothing_else = value in self.empty_values and not self.queryset.exists()  # type: ignore[union-attr]
            if str(value) == str(site.pk) or (self.required and nothing_else):
                refuse_ended(site)
        return super().clean(value)

    def tell_of(self, ended: tuple[MemberSite, ...]) -> None:
        """Why these sites are not in the list."""
        self.ended = ended
        shown = [f"{s.short_name} ({s.get_state_display().lower()})" for s in ended[:MOST_NAMED]]
        if shown:
            names = ", ".join([*shown, "…"] if len(ended) > MOST_NAMED else shown)
            text = gettext("No roles are given any more in: %(sites)s.") % {"sites": names}
            self.help_text = sentence("VT-02", text)


class RoleField(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise refuse("VT-05", gettext("There is no such role to give; choose one of the list."))
        super().validate(value)


class PeriodForm(forms.Form):
    """A role and the days it holds."""

    role = RoleField(label=_("Role"))
    valid_from = forms.DateField(
        label=_("Valid from"),
        required=False,
        widget=DayInput,
        help_text=_("Day/month/year. Left empty: from today."),
    )
    valid_to = forms.DateField(
        label=_("Valid to"),
        required=False,
        widget=DayInput,
        help_text=_("The last day. Left empty: without end."),
    )

    def __init__(self, *args: Any, actor: User, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        choices = [("", "---------"), *((role.value, role.label) for role in roles)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class ChangeForm(PeriodForm):
    """Another role of the same place, or another period."""

    def __init__(self, *args: Any, actor: User, grant: RoleGrant, **kwargs: Any) -> None:
        of_portal = grant.site_id is None
        roles = [role for role in roles_to_give(actor) if (role in PORTAL_ROLES) == of_portal]
        initial = {
            "role": grant.role,
            "valid_from": grant.valid_from,
            "valid_to": grant.valid_to,
        }
        super().__init__(*args, actor=actor, roles=roles, initial=initial, **kwargs)
        self.fields["valid_from"].help_text = _("Day/month/year. Left empty: as before.")


class RoleForm(PeriodForm):
    """A further role of somebody."""

    site = SiteField(
        label=_("Member site"), queryset=MemberSite.objects.none(), empty_label="---------"
    )
    field_order = ["site", "role", "valid_from", "valid_to"]

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, roles=roles_to_give(actor), **kwargs)
        own = own_sites(actor).order_by("position", "code")
        sites = own.filter(state__in=CHANGEABLE)
        field: Any = self.fields["site"]
        field.queryset = sites
        field.tell_of(tuple(own.exclude(state__in=CHANGEABLE)))
        if is_portal_admin(actor):
            field.required = False
            field.empty_label = str(WHOLE_PORTAL)
        elif len(sites) == 1:
            field.initial = sites[0]
            field.empty_label = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        role, site = cleaned.get("role"), cleaned.get("site")
        if role is None or "site" not in cleaned:
            return cleaned
        if role in PORTAL_ROLES and site is not None:
            text = _("This role holds for the whole portal; choose no site.")
            self.add_error("site", refuse("ND-11", text))
        elif role not in PORTAL_ROLES and site is None:
            text = _("This role holds in one site; choose which.")
            self.add_error("site", refuse("ND-12", text))
        return cleaned


class InviteForm(RoleForm):
    """Whom to invite. The names count for a new account only: others keep theirs, unseen."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Whoever has an account with this address gets the role with that account."),
    )
    last_name = forms.CharField(
        label=_("Family and middle names"),
        max_length=150,
        help_text=_("For a new account; an account that exists keeps its name."),
    )
    first_name = forms.CharField(label=_("Given name"), max_length=150)
    field_order = [
        "email", "last_name", "first_name", "site", "role", "valid_from", "valid_to",
    ]  # fmt: skip

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])

    def clean_last_name(self) -> str:
        return name_of_person(self.cleaned_data["last_name"])

    def clean_first_name(self) -> str:
        return name_of_person(self.cleaned_data["first_name"])
