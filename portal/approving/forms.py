"""Forms of the administration of links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite

STATES = [
    ("", _("All")),
    ("open", _("Not used yet")),
    ("used", _("Used")),
    ("expired", _("Run out")),
    ("revoked", _("Link withdrawn")),
]


class RulesForm(forms.Form):
    hours = forms.IntegerField(label=_("Hours that a link works"), min_value=1, max_value=336)
    lock_minutes = forms.IntegerField(
        label=_("Minutes of lock after five wrong PINs"), min_value=5, max_value=1440
    )


class FilterForm(forms.Form):
    site = forms.ModelChoiceField(
        MemberSite.objects.none(), label=_("Site"), required=False, empty_label=_("All sites")
    )
    state = forms.ChoiceField(choices=STATES, label=_("State"), required=False)

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
