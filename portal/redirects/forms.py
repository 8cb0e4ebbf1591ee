"""Forms of the screens of old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from portal.errors import refuse
from portal.redirects import rules as portal_rules
from portal.redirects import services, targets
from portal.redirects.addresses import parse
from portal.redirects.checks import Reach
from portal.redirects.models import LegacyPattern, OldAddress, OldPlace
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from portal.redirects.addresses import Address
    from portal.redirects.rules import Rules
    from portal.redirects.targets import Target


class OldAddressForm(WagtailAdminModelForm):  # type: ignore[misc]
    """An old address and either a page or another address."""

    address = forms.CharField(
        label=gettext_lazy("Old address"),
        max_length=1000,
        help_text=gettext_lazy(
            "A path such as /tuy-phong/post/1520/bai, or https://… for another host. Small and "
            "capital letters and the last slash make no difference."
        ),
    )
    page = forms.ModelChoiceField(
        label=gettext_lazy("Page"),
        required=False,
        queryset=Page._base_manager.all(),
        widget=AdminPageChooser,
        help_text=gettext_lazy("Readers are led to it wherever it is moved later."),
    )
    other = forms.CharField(
        label=gettext_lazy("Or another address"),
        required=False,
        max_length=targets.URL_LENGTH,
        help_text=gettext_lazy("A path of this portal or https://…; “#…” may follow."),
    )

    class Meta:
        model = OldAddress
        fields = ["legacy_key"]

    field_order = ["address", "page", "other", "legacy_key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules: Rules = portal_rules.current(portal_structure.current())
        self.found: tuple[Address, Target] | None = None
        row = self.instance
        if row.pk:
            mark = f"#{row.fragment}" if row.fragment else ""
            self.initial["address"] = str(row.address)
            self.initial["other"] = f"{row.target_url}{mark}" if row.target_url else ""
            if row.target and self._is_own(row.target):
                self.initial["page"] = row.target

    def _is_own(self, page: Page) -> bool:
        site = self.rules.structure.site_of(page.path)
        return Reach.of(self.for_user).holds(site.pk if site else None)

    def clean_address(self) -> Address:
        return parse(self.cleaned_data["address"])

    def clean_page(self) -> Page | None:
        """DC-07 at once, whatever else is wrong; the form comes back without the page."""
        page: Page | None = self.cleaned_data.get("page")
        site = self.rules.structure.site_of(page.path) if page else None
        if site is None or Reach.of(self.for_user).holds(site.pk):
            return page
        typed = str(self["address"].value() or "")[:120]
        self.data = self.data.copy()
        self.data[self.add_prefix("page")] = ""
        text = _("The new address of “%(address)s” belongs to another site.")
        raise refuse("DC-07", text % {"address": typed})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        address = cleaned.get("address")
        if address is None or self.errors:
            return cleaned
        self.found = address, self._target(cleaned)
        services.prepare_address(**self._values())
        return cleaned

    def _target(self, cleaned: dict[str, Any]) -> Target:
        page, other = cleaned.get("page"), (cleaned.get("other") or "").strip()
        if bool(page) == bool(other):
            message = _("Choose a page or write another address, not both.")
            raise refuse("DC-15", message)
        if page:
            # What stood behind "#" stays while the page does.
            kept = self.instance.fragment if self.instance.target_id == page.pk else ""
            return targets.of_page(page, self.rules, kept)
        return targets.Reader([other], self.rules, Reach.of(self.for_user)).target_of(other)

    def _values(self) -> dict[str, Any]:
        if self.found is None:
            raise ValidationError(_("This form is not complete."))
        address, target = self.found
        row = OldAddress.objects.get(pk=self.instance.pk) if self.instance.pk else None
        return {
            "actor": self.for_user,
            "address": address,
            "target": target,
            "legacy_key": self.cleaned_data.get("legacy_key", ""),
            "row": row,
        }

    def _post_clean(self) -> None:
        """The service makes the row; nothing is put into ``self.instance`` before."""

    def save(self, commit: bool = True) -> OldAddress:  # noqa: FBT001, FBT002
        self.instance = services.save_address(**self._values())
        return self.instance


class OldPlaceForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A whole old place: an address and the home page or section that stands for it."""

    address = forms.CharField(
        label=gettext_lazy("Old place"),
        max_length=1000,
        help_text=gettext_lazy("A path such as /la-gi, or https://host/ for all of a host."),
    )
    page = forms.ModelChoiceField(
        label=gettext_lazy("Home page or section"),
        queryset=Page._base_manager.all(),
        widget=AdminPageChooser,
    )

    class Meta:
        model = OldPlace
        fields: list[str] = []

    def clean_address(self) -> Address:
        return parse(self.cleaned_data["address"])

    def clean_page(self) -> Page:
        page: Page = self.cleaned_data["page"]
        if page.pk not in portal_structure.current().nodes_by_id:
            raise refuse("DC-10", _("A whole old place leads to a home page or a section only."))
        return page

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        address = cleaned.get("address")
        if address and not address.host and address.path == "/":
            raise refuse("DC-08", _("The portal’s own front page cannot be an old address."))
        return cleaned

    def save(self, commit: bool = True) -> OldPlace:  # noqa: FBT001, FBT002
        address = self.cleaned_data["address"]
        self.instance = services.remember_place(
            prefix=address.path, host=address.host, page=self.cleaned_data["page"]
        )
        return self.instance


class LegacyPatternForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Whether a pattern is understood, in a site or in all; the latest decision counts."""

    class Meta:
        model = LegacyPattern
        fields = ["name", "site", "enabled"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        others = LegacyPattern.objects.filter(name=cleaned.get("name"), site=cleaned.get("site"))
        if others.exclude(pk=self.instance.pk).exists():
            message = _("There is a decision about this pattern there already; change that one.")
            raise refuse("DC-09", message)
        return cleaned

    def save(self, commit: bool = True) -> LegacyPattern:  # noqa: FBT001, FBT002
        row = super().save(commit=commit)
        portal_structure.bump()
        return row


class ImportForm(forms.Form):
    """A file of old addresses."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        help_text=gettext_lazy(
            "CSV with three columns: old address, new address, and the number in the old system "
            "(may be empty). UTF-8 or “Unicode text” from Excel, at most 10 MB."
        ),
    )
