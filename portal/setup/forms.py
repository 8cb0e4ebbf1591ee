"""The form of the wizard: what is wrong is told at the field, with its code."""

from __future__ import annotations

import secrets
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import refuse
from portal.pages.widgets import VietnameseSlugInput
from portal.people.names import clean_email, clean_name, name_of_person
from portal.setup import checks, plugins
from portal.setup.services import NewSite
from portal.setup.templates_of_sites import TEMPLATES
from portal.sites.services import refuse_taken_short_name
from portal.text import nfc
from portal.theming import registry as themes

if TYPE_CHECKING:
    from portal.accounts.models import User

TOKEN_BYTES = 16
# As Wagtail's title field fills its slug field.
FOLLOWED_BY_CODE = {
    "data-controller": "w-sync",
    "data-action": (
        "focus->w-sync#check blur->w-sync#apply change->w-sync#apply keyup->w-sync#apply"
    ),
    "data-w-sync-target-value": "#id_code",
}


def _usual_theme() -> str:
    """The theme made for member sites, where it is installed."""
    return "thanh_vien" if "thanh_vien" in themes.themes() else themes.BASE


class PersonInput(forms.TextInput):
    """Write a part of the name or the address; the browser offers who fits."""

    template_name = "portal_setup/person_input.html"
    choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        list_id = f"{(attrs or {}).get('id', name)}-list"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        people = [str(label) for key, label in self.choices if key]
        return {**context, "people": people, "list_id": list_id}


class PersonField(forms.ModelChoiceField):
    """One account, by its address or user name, alone or in brackets after the name."""

    widget = PersonInput

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.email or obj.username})"

    def prepare_value(self, value: Any) -> Any:
        if str(value or "").isdecimal():
            person = self.queryset.filter(pk=str(value)[:18]).first()  # type: ignore[union-attr]
            return self.label_from_instance(person) if person else ""
        return value

    def to_python(self, value: Any) -> Any:
        text = nfc(str(value or "")).strip()
        if not text or text.isdecimal():
            return super().to_python(text[:18])
        key = text.removesuffix(")").rpartition("(")[2].strip()
        known = Q(email__iexact=key) | Q(username__iexact=key)
        found = list(self.queryset.filter(known)[:2])  # type: ignore[union-attr]
        if len(found) != 1:
            raise refuse("TV-20", _("Nobody is known by this; choose a person of the list."))
        return found[0]


class SetupForm(forms.Form):
    """Everything a site needs to begin with."""

    STEPS = (
        (gettext_lazy("Name and address"), ("name", "short_name", "organisation", "code", "host")),
        (gettext_lazy("Sections and look"), ("template", "theme")),
        (gettext_lazy("Plugins"), ("plugins",)),
        (
            gettext_lazy("First administrator"),
            ("admin", "admin_email", "admin_last_name", "admin_first_name"),
        ),
    )

    token = forms.CharField(max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=80,
        help_text=gettext_lazy("For menus and lists, for example “Tuy Phong”."),
        widget=forms.TextInput(attrs=FOLLOWED_BY_CODE),
    )
    organisation = forms.CharField(label=gettext_lazy("Governing body"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code of the site"),
        max_length=60,
        help_text=gettext_lazy("The site's path in addresses, for example tuy-phong."),
        widget=VietnameseSlugInput(attrs={"data-check": "code"}),
    )
    host = forms.CharField(
        label=gettext_lazy("Host"),
        max_length=253,
        required=False,
        help_text=gettext_lazy("May be left empty; it can be given later."),
        widget=forms.TextInput(
            attrs={"data-check": "host", "placeholder": "tuyphong.example.vn", "inputmode": "url"}
        ),
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Sections to begin with"), widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    plugins = forms.MultipleChoiceField(
        label=gettext_lazy("Switched on from the start"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    admin = PersonField(
        label=gettext_lazy("Somebody who has an account"),
        help_text=gettext_lazy("Write a part of the name or the e-mail and choose."),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label="---------",
    )
    admin_email = forms.EmailField(
        label=gettext_lazy("Or the e-mail of somebody to invite"), max_length=254, required=False
    )
    admin_last_name = forms.CharField(
        label=gettext_lazy("Family and middle names"), max_length=150, required=False
    )
    admin_first_name = forms.CharField(
        label=gettext_lazy("Given name"), max_length=150, required=False
    )

    def __init__(self, data: Any = None, *, actor: User) -> None:
        initial = {"token": secrets.token_hex(TOKEN_BYTES), "theme": _usual_theme()}
        super().__init__(data, initial=initial)
        choices: dict[str, Any] = {
            "template": [(found.key, found.label) for found in TEMPLATES.values()],
            "theme": themes.choices(),
            "plugins": [(found.slug, found.verbose_name) for found in plugins.offered()],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values
        self.fields["plugins"].initial = [
            found.slug for found in plugins.offered() if found.default_enabled
        ]
        people = get_user_model().objects.filter(is_active=True, is_superuser=False)
        person_field: Any = self.fields["admin"]
        person_field.queryset = people.exclude(pk=actor.pk)
        self.fields["template"].initial = next(iter(TEMPLATES))
        if not choices["plugins"]:
            del self.fields["plugins"]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_short_name(self) -> str:
        short_name = clean_name(self.cleaned_data["short_name"])
        refuse_taken_short_name(short_name)
        return short_name

    def clean_organisation(self) -> str:
        return clean_name(self.cleaned_data["organisation"])

    def clean_code(self) -> str:
        return checks.free_code(self.cleaned_data["code"])

    def clean_host(self) -> str:
        return checks.free_host(self.cleaned_data["host"])

    def clean_admin_email(self) -> str:
        return clean_email(self.cleaned_data["admin_email"])

    def clean_admin_last_name(self) -> str:
        return self._part_of_name("admin_last_name")

    def clean_admin_first_name(self) -> str:
        return self._part_of_name("admin_first_name")

    def _part_of_name(self, field: str) -> str:
        typed = str(self.cleaned_data[field])
        return name_of_person(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"admin", "admin_email"} & self.errors.keys():
            return cleaned
        if bool(cleaned.get("admin")) == bool(cleaned.get("admin_email")):
            text = _("Choose a person, or write the e-mail of one to invite; one of the two.")
            self.add_error("admin", refuse("TV-18", text))
        elif person := self._account_of(cleaned.get("admin_email")):
            # An account keeps its name, and the review shows that one.
            cleaned["admin_last_name"] = person.last_name
            cleaned["admin_first_name"] = person.first_name
        elif cleaned.get("admin_email"):
            for name in ("admin_last_name", "admin_first_name"):
                if not cleaned.get(name):
                    text = _("Whoever is invited needs a family and a given name.")
                    self.add_error(name, refuse("TV-19", text))
        return cleaned

    def _account_of(self, email: str | None) -> User | None:
        accounts = get_user_model().objects
        found = list(accounts.filter(email__iexact=email)[:2]) if email else []
        return found[0] if len(found) == 1 else None

    def wanted(self) -> NewSite:
        """What ``make_site`` takes."""
        values = {f.name: self.cleaned_data.get(f.name) for f in fields_of(NewSite)}
        values["plugins"] = tuple(values["plugins"] or ())
        return NewSite(**values)  # type: ignore[arg-type]

    def steps(self) -> list[tuple[Any, list[Any]]]:
        """(heading, fields) of each step that has fields."""
        found = [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in self.STEPS
        ]
        return [(heading, shown) for heading, shown in found if shown]
