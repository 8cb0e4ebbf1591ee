"""Forms of the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.sites.models import MemberSite
from portal.syndication.models import NOTE_LENGTH, SiteExchange, State
from portal.syndication.preview import likely_section, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.syndication.models import Offer

LINES = forms.Textarea({"rows": 3})
RECEIVED, SENT = "nhan", "gui"
ALL_SITES = "tat-ca"


class SendForm(forms.Form):
    """To whom, with a word to the other newsroom."""

    receivers = forms.ModelMultipleChoiceField(
        label=_("Receiving sites"),
        queryset=MemberSite.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Word to the other newsroom"),
        max_length=NOTE_LENGTH,
        widget=LINES,
        required=False,
        help_text=_("Why it may interest them; what should be mended or kept."),
    )

    def __init__(self, *args: Any, sites: Iterable[MemberSite], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(sites)
        field: Any = self.fields["receivers"]
        field.queryset = MemberSite.objects.filter(pk__in=[site.pk for site in found])
        field.label_from_instance = lambda site: site.short_name
        if len(found) == 1:
            field.initial = [found[0].pk]


class AcceptForm(forms.Form):
    section = forms.TypedChoiceField(
        label=_("Section"), coerce=lambda pk: Page.objects.filter(pk=pk).first(), empty_value=None
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sections_of(offer.receiver)
        field: Any = self.fields["section"]
        field.choices = [("", "–"), *choices]
        field.initial = likely_section(offer, choices)
        if offer.article:
            self.fields["seen"].initial = offer.article.live_revision_id


class ReasonForm(forms.Form):
    """``required`` is left to the service, whose sentence says who reads it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=NOTE_LENGTH, widget=LINES, required=False
    )


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SiteExchange
        fields = ("follows_withdrawal", "editors_offer")


class FilterForm(forms.Form):
    """What is not understood is left out."""

    huong = forms.ChoiceField(
        choices=[(RECEIVED, ""), (SENT, "")], required=False, widget=forms.HiddenInput
    )
    q = forms.CharField(label=_("Title"), max_length=100, required=False)
    tt = forms.ChoiceField(label=_("State"), required=False)
    trang = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(self, *args: Any, sites: list[MemberSite], is_wide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states, places = self.fields["tt"], self.fields["trang"]
        states.choices = [("", _("All states")), *State.choices]  # type: ignore[attr-defined]
        first = [("", _("Those of my newsroom")), (ALL_SITES, _("All sites"))]
        named = [(str(site.pk), site.short_name) for site in sites]
        places.choices = [*(first if is_wide else [("", _("All sites"))]), *named]  # type: ignore[attr-defined]
        if len(sites) < 2:
            del self.fields["trang"]


class UpdateForm(forms.Form):
    """One question for each field that both sites have changed."""

    OURS, THEIRS = "ours", "theirs"
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, conflicts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(self.OURS, _("Ours stays")), (self.THEIRS, _("Take that of the origin"))]
        self.names = []
        for name, label in conflicts:
            self.names.append(name)
            self.fields[f"choice_{name}"] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, required=False
            )

    def chosen(self, choice: str) -> frozenset[str]:
        """Names of the fields that were decided so."""
        data = self.cleaned_data
        return frozenset(name for name in self.names if data.get(f"choice_{name}") == choice)
