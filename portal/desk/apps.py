from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = _("News desk")

    def ready(self) -> None:
        from portal.desk import upkeep

        upkeep.connect()
