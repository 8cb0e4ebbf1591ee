"""The room of languages: catalogues, terms, numbers and names as Vietnamese offices write them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    name = "portal.language"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from portal.language import corrections

        corrections.apply()
