"""The form of the studio: one theme, and what it lets a site choose.

Each theme has colours and headers of its own, so the form has fields for each of them, named
``<theme>-colour-<name>`` and ``<theme>-header``; those of the theme that is chosen count. A colour
left empty is the theme's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.widgets import AdminImageChooser

from portal.errors import refuse
from portal.language.inputs import TypedDateTimeInput
from portal.sites.pictures import choosable, is_choosable
from portal.theming import registry
from portal.theming.dress import HEADER_TEXT_LENGTH, Dress
from portal.theming.look import Choice
from portal.theming.models import NOTE_LENGTH, TEXT_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User
    from portal.sites.models import MemberSite

NO_COLOUR = 40


@dataclass(frozen=True)
class ColourField:
    """One colour of a theme as the screen shows it."""

    colour: registry.Colour
    bound: Any


@dataclass(frozen=True)
class ThemeCard:
    """One theme as the screen shows it, with its own fields."""

    theme: registry.Theme
    parent: str
    picture: str
    chosen: bool
    colours: tuple[ColourField, ...]
    pairs: tuple[registry.Pair, ...]
    header: Any


class StudioForm(forms.Form):
    theme = forms.CharField(required=False)
    header_text = forms.CharField(
        label=gettext_lazy("Line in the header"), max_length=HEADER_TEXT_LENGTH, required=False
    )
    logo: Any = forms.ModelChoiceField(
        label=gettext_lazy("Logo"), queryset=None, required=False, widget=AdminImageChooser
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=gettext_lazy("Why, or by whose decision; it stays in the history."),
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("From"), required=False, widget=TypedDateTimeInput
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=TypedDateTimeInput,
        help_text=gettext_lazy(
            "Then the look before comes back by itself. Left empty: the new look stays."
        ),
    )

    def __init__(self, data: Any = None, *, user: User, site: MemberSite) -> None:
        worn = Dress.of(site)
        initial = {"theme": worn.choice.theme, "header_text": worn.header_text}
        initial["logo"] = worn.logo_id  # type: ignore[assignment]
        super().__init__(data, initial=initial)
        self.pictures = choosable(user, site, site.logo_id)
        field: Any = self.fields["logo"]
        field.queryset = self.pictures
        for slug in registry.themes():
            self._add_fields(slug, worn.choice)
        self.foreign = self._take_foreign_picture() if self.is_bound else False

    def _add_fields(self, slug: str, worn: Choice) -> None:
        own = worn if worn.theme == slug else Choice(slug)
        for colour in registry.colours(slug):
            attrs = {
                "data-colour": colour.name,
                "data-light": colour.light,
                "data-dark": colour.dark,
                "placeholder": colour.light,
                "spellcheck": "false",
                "autocomplete": "off",
            }
            self.fields[colour_name(slug, colour.name)] = forms.CharField(
                label=colour.label,
                max_length=NO_COLOUR,
                required=False,
                initial=own.colours.get(colour.name, ""),
                widget=forms.TextInput(attrs=attrs),
            )
        shapes = registry.headers(slug)
        if shapes:
            self.fields[f"{slug}-header"] = forms.ChoiceField(
                label=_("Header"),
                choices=shapes,
                required=False,
                initial=own.header or shapes[0][0],
            )

    def _take_foreign_picture(self) -> bool:
        """Empty a field that names a foreign picture: shown again, the form cannot tell it."""
        posted = str(self.data.get("logo") or "")
        if not posted or is_choosable(posted, self.pictures):
            return False
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["logo"] = ""
        self.data = data
        return True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.foreign:
            text = _("Choose a picture of this site, or one of the shared collection.")
            self.add_error("logo", refuse("TV-10", text))
        return cleaned

    def choice(self) -> Choice:
        """What was chosen, whether or not it can be worn (checking.py tells)."""
        slug = str(self.cleaned_data.get("theme") or "")
        colours = {}
        for colour in registry.colours(slug):
            typed = str(self.cleaned_data.get(colour_name(slug, colour.name)) or "").strip()
            if typed:
                colours[colour.name] = typed.lower()
        return Choice(slug, colours, str(self.cleaned_data.get(f"{slug}-header") or ""))

    def values(self) -> dict[str, Any]:
        """What ``services.apply_look`` takes, but for the times."""
        words = {name: self.cleaned_data.get(name) or "" for name in ("header_text", "note")}
        return {"choice": self.choice(), "logo": self.cleaned_data.get("logo"), **words}

    def dress(self) -> Dress:
        found = self.values()
        return Dress.chosen(found["choice"], found["logo"], found["header_text"])

    def cards(self) -> Iterator[ThemeCard]:
        """The themes in the order of their labels."""
        known = registry.themes()
        chosen = str(self["theme"].value() or "")
        for slug, _label in registry.choices():
            theme = known[slug]
            picture = f"themes/{slug}/preview.webp"
            parent = known.get(theme.parent)
            yield ThemeCard(
                theme=theme,
                parent=parent.label if parent else "",
                picture=picture if (theme.static / "preview.webp").is_file() else "",
                chosen=slug == chosen,
                colours=tuple(
                    ColourField(colour, self[colour_name(slug, colour.name)])
                    for colour in registry.colours(slug)
                ),
                pairs=registry.pairs(slug),
                header=self[f"{slug}-header"] if f"{slug}-header" in self.fields else None,
            )


def colour_name(slug: str, name: str) -> str:
    return f"{slug}-colour-{name}"


class OverlayForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Occasion"))
    site = forms.TypedChoiceField(
        label=gettext_lazy("Shown in"), coerce=int, empty_value=None, required=False
    )
    starts_at = forms.DateTimeField(label=gettext_lazy("From"), widget=TypedDateTimeInput)
    ends_at = forms.DateTimeField(label=gettext_lazy("Until"), widget=TypedDateTimeInput)
    text = forms.CharField(
        label=gettext_lazy("Text of the banner"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy("An emergency notice needs one."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    url = forms.CharField(
        label=gettext_lazy("Address behind the text"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "https://… /tin-tuc/"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kinds: list[tuple[str, str]],
        sites: list[MemberSite],
        is_wide: bool,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        kind, place = self.fields["kind"], self.fields["site"]
        kind.choices = kinds  # type: ignore[attr-defined]
        named = [(site.pk, site.short_name) for site in sites]
        place.choices = [*([("", _("Whole portal"))] if is_wide else []), *named]  # type: ignore[attr-defined]
        place.required = not is_wide
        self.sites = {site.pk: site for site in sites}

    def clean_site(self) -> MemberSite | None:
        return self.sites.get(self.cleaned_data["site"])
