"""The room of running: health, error pages, starting, demo content."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "portal.ops"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from portal.ops import media_files  # noqa: F401  # a system check
