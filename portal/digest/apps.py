from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestConfig(AppConfig):
    name = "portal.digest"
    label = "digest"
    verbose_name = _("News by e-mail")

    def ready(self) -> None:
        from portal.digest import widgets

        widgets.install()
