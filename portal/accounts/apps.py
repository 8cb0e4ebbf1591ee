from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from portal.accounts import forms, lists

        forms.fix_own_address()
        lists.order_filters()
        lists.order_fields()


class UsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's app of users, with our list of them."""

    user_viewset = "portal.accounts.lists.PeopleViewSet"
