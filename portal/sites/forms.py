"""The form of a site's settings: its details, and its links by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from portal.errors import refuse
from portal.sites.details import FIELDS, PORTAL_FIELDS, Link, refuse_unchangeable
from portal.sites.link_addresses import leads_somewhere
from portal.sites.models import MemberSite, SiteLink
from portal.sites.permissions import is_portal_admin
from portal.sites.pictures import choosable, is_choosable

if TYPE_CHECKING:
    from django.db.models import QuerySet

PICTURES = ("default_image",)
MOST_LINKS = 40


class SettingsForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Names, code, host, state and look are not here: they change by acts of their own."""

    class Meta:
        model = MemberSite
        fields = [*FIELDS, *PORTAL_FIELDS]
        widgets = {
            "footer_text": forms.Textarea(attrs={"rows": 3}),
            "default_image": AdminImageChooser,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {name: getattr(self.instance, f"{name}_id") for name in PICTURES}
        if not is_portal_admin(self.for_user):
            for name in PORTAL_FIELDS:
                del self.fields[name]
        for name in PICTURES:
            self.fields[name].queryset = self._pictures(name)
        self._foreign = self._take_foreign_pictures() if self.is_bound else set()

    def _pictures(self, name: str) -> QuerySet[Any]:
        return choosable(self.for_user, self.instance, self.before[name])

    def _take_foreign_pictures(self) -> set[str]:
        """Empty fields that name a foreign picture, so that the form shown again cannot tell it."""
        self.data = self.data.copy()
        foreign = set()
        for name in PICTURES:
            posted = str(self.data.get(self.add_prefix(name)) or "")
            if posted and not is_choosable(posted, self._pictures(name)):
                self.data[self.add_prefix(name)] = ""
                foreign.add(name)
        return foreign

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self._foreign:
            text = _("Choose a picture of this site, or one of the shared collection.")
            self.add_error(name, refuse("TV-10", text))
        try:
            refuse_unchangeable(self.instance)
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What ``change_details`` takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}


class LinkForm(forms.Form):
    """One link; an empty line is none."""

    label = forms.CharField(label=gettext_lazy("Text of the link"), max_length=80, required=False)
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "https://… /tin-tuc/"}),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=0, max_value=9999, required=False
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if url and not leads_somewhere(url):
            text = _("This address leads nowhere: begin with https:// or with “/”.")
            raise refuse("TV-11", text)
        return url

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "url" in cleaned and bool(cleaned.get("label")) != bool(cleaned["url"]):
            raise refuse("TV-12", _("A link needs words to click on and an address."))
        return cleaned


class LinkFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The links of one place, in their order."""

    def links(self) -> list[Link]:
        rows = [
            (row.cleaned_data.get("position"), number, row.cleaned_data)
            for number, row in enumerate(self.forms)
            if row.cleaned_data.get("label") and not row.cleaned_data.get("DELETE")
        ]
        rows.sort(key=lambda found: (found[0] if found[0] is not None else 9999, found[1]))
        return [Link(values["label"], values["url"]) for _position, _number, values in rows]


_Links = forms.formset_factory(
    LinkForm,
    formset=LinkFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_LINKS,
    validate_max=True,
    absolute_max=MOST_LINKS * 2,
)


def link_formsets(site: MemberSite, data: Any = None) -> list[tuple[SiteLink.Place, Any]]:
    """A formset for each place, with the site's links."""
    rows = SiteLink.objects.filter(site=site)
    found: list[tuple[SiteLink.Place, Any]] = []
    for place in SiteLink.Place:
        initial = [
            {"label": row.label, "url": row.url, "position": number}
            for number, row in enumerate((r for r in rows if r.place == place), start=1)
        ]
        found.append((place, _Links(data, initial=initial, prefix=f"links-{place.value}")))
    return found
