from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "portal.syndication"
    label = "syndication"
    verbose_name = _("Exchange of news")

    def ready(self) -> None:
        from portal.syndication import receivers

        receivers.connect()
