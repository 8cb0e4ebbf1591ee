from django.utils.translation import gettext_lazy as _

from portal.plugins import PluginConfig


class SampleConfig(PluginConfig):
    name = "plugins.sample"
    verbose_name = _("Sample of everything")
    version = "1.0.0"
    requires_portal = ">=1.0,<2"
    summary = _("Uses every registration point once; only tests install it.")
    url_prefix = "mau"
