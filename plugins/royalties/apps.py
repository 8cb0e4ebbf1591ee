"""What the portal knows of this plugin before it loads anything else of it."""

from django.utils.translation import gettext_lazy as _

from portal.plugins import PluginConfig


class RoyaltiesConfig(PluginConfig):
    name = "plugins.royalties"
    verbose_name = _("Royalties")
    version = "1.0.0"
    requires_portal = ">=1.0,<2"
    scope = "site"
    category = "office"
    url_prefix = "nhuan-but"
    summary = _(
        "Royalties for published articles: rates by date, proposal, approval, month sheet, budget."
    )
