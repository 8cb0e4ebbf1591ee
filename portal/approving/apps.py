from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovingConfig(AppConfig):
    name = "portal.approving"
    label = "approving"
    verbose_name = _("Approval by link")

    def ready(self) -> None:
        from portal.approving import receivers

        receivers.connect()
