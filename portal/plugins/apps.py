from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PluginsConfig(AppConfig):
    name = "portal.plugins"
    label = "portal_plugins"
    verbose_name = _("Plugins")

    def ready(self) -> None:
        from portal.plugins import hiding, loading, wiring

        loading.take_out_waiting()
        wiring.connect()
        hiding.connect()
