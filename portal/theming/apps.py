from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemingConfig(AppConfig):
    name = "portal.theming"
    label = "theming"
    verbose_name = _("Themes")
