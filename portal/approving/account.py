"""Approval by link on the page of the own account: the switch and the PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel

from portal.approving import pins
from portal.approving.models import ApproverAccount
from portal.errors import refuse
from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from portal.accounts.models import User


def _digits(label: Any, **more: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "new-password", "maxlength": 12}
    return forms.CharField(
        label=label, required=False, widget=forms.PasswordInput(attrs=attrs), **more
    )


class ApproverForm(forms.Form):
    """Wagtail's page sends all panels together, so an empty PIN means: leave it as it is."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")
    wants_links = forms.BooleanField(
        label=gettext_lazy("Receive approval links by mail"),
        required=False,
        help_text=gettext_lazy(
            "With each article that waits for your approval, once you have set a PIN."
        ),
    )
    pin = _digits(
        gettext_lazy("New PIN"),
        help_text=gettext_lazy(
            "6 to 12 digits. Links ask for it, so that the mail alone decides nothing. Leave it "
            "empty to keep what you have."
        ),
    )
    pin_again = _digits(gettext_lazy("New PIN once more"))
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Needed only for a new PIN."),
    )

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        self.person = instance
        account = ApproverAccount.of(instance)
        kwargs["initial"] = {"wants_links": account.wants_links}
        super().__init__(*args, **kwargs)
        if account.pin and account.pin_set_at:
            self.fields["pin"].label = _("New PIN (you have one)")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        pin, again = values.get("pin", ""), values.get("pin_again", "")
        if not pin and not again:
            return values
        if pin != again:
            self.add_error("pin_again", refuse("DL-24", _("The two PINs are not the same.")))
            return values
        try:
            password = values.get("password", "")
            pins.refuse_unproven(person=self.person, password=password, pin=pin)
        except ValidationError as refusal:
            is_password = refusal.error_list[0].code == "DL-19"
            self.add_error("password" if is_password else "pin", refusal)
        return values

    def save(self) -> None:
        values = self.cleaned_data
        if values.get("shown"):  # else the page was sent without this panel
            pins.choose_mail(person=self.person, wants_links=values["wants_links"])
        if values.get("pin"):
            pins.set_pin(person=self.person, pin=values["pin"])


class ApproverPanel(BaseSettingsPanel):  # type: ignore[misc]
    name = "approving"
    title = gettext_lazy("Approval by link")
    order = 600
    form_class = ApproverForm
    template_name = "approving/account.html"

    def is_active(self) -> bool:
        """For people who approve somewhere."""
        rights = rights_of(self.user)
        return any(rights.holds(Role.APPROVER, pk) for pk in (None, *rights.in_site))
