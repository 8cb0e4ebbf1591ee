"""E-mail addresses of accounts: one person each, and nobody changes the own one.

Invitations, forgotten passwords and archives of sites find people by their address. Whoever could
take another one without a proof would get what is meant for somebody else.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.errors import refuse


class OneOwner:
    """Refuses an address that is new to this account and that another one has."""

    cleaned_data: dict[str, Any]
    changed_data: list[str]
    instance: Any

    def clean_email(self) -> str:
        """ND-14; capital letters make no other address."""
        address: str = self.cleaned_data["email"]
        others = get_user_model().objects.filter(email__iexact=address).exclude(pk=self.instance.pk)
        # Two accounts that share one since earlier days can still be saved.
        if "email" in self.changed_data and others.exists():
            text = _("Another account has the e-mail address “%(address)s”; each has its own.")
            raise refuse("ND-14", text % {"address": address})
        return address


class AccountCreationForm(OneOwner, UserCreationForm):  # type: ignore[misc]
    pass


class AccountEditForm(OneOwner, UserEditForm):  # type: ignore[misc]
    pass


def fix_own_address() -> None:
    """On the page of the own account the address is shown; what is sent for it is ignored."""
    NameEmailForm.base_fields["email"] = forms.CharField(
        label=NameEmailForm.base_fields["email"].label,
        disabled=True,
        required=False,
        help_text=gettext_lazy(
            "Invitations come to this address; only the portal’s administrators can change it."
        ),
    )
