from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "portal.checks"
    label = "checks"
    verbose_name = _("Checks before publishing")

    def ready(self) -> None:
        from portal.checks import stops

        stops.connect()
