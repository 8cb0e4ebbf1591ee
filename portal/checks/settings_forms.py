"""Forms of the checks: a level for each, measures, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from portal.checks.models import KnownName, Level, SiteChecks
from portal.checks.policy import MEASURES, policy_of
from portal.checks.registry import checks
from portal.language.inputs import TypedDateInput
from portal.plugins import gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.checks.findings import Check

PREFIX = "level-"


class ChecksForm(forms.ModelForm):  # type: ignore[type-arg]
    """Levels first, one field for each check; empty means: as the portal has it."""

    class Meta:
        model = SiteChecks
        fields = [*MEASURES, "allowed"]
        widgets = {"allowed": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.instance.site
        above = policy_of(None)
        for check in self._offered():
            default = Level(above.level_of(check) if site else check.level)
            inherited = _("As the portal: %(level)s") if site else _("As delivered: %(level)s")
            self.fields[f"{PREFIX}{check.name}"] = forms.ChoiceField(
                label=check.label,
                required=False,
                choices=[("", inherited % {"level": default.label}), *Level.choices],
                initial=self.instance.levels.get(check.name, ""),
            )
        measures = above.measures if site else MEASURES
        for name in MEASURES:
            self.fields[name].widget.attrs["placeholder"] = str(measures[name])

    def _offered(self) -> list[Check]:
        now, site = gate.current(), self.instance.site
        return [
            check
            for check in checks()
            if not check.plugin or site is None or now.is_open_at(check.plugin, site)
        ]

    @property
    def level_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.fields if name.startswith(PREFIX))

    @property
    def other_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.fields if not name.startswith(PREFIX))

    @property
    def levels(self) -> dict[str, str]:
        """What was chosen; levels that the form did not offer stay."""
        offered = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        known = {check.name for check in checks()}
        before = {k: v for k, v in self.instance.levels.items() if k in known}
        return before | offered


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = KnownName
        fields = ["name", "post", "valid_from", "valid_to"]
        widgets = {"valid_from": TypedDateInput, "valid_to": TypedDateInput}
