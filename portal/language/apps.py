"""The room of languages: catalogues, terms, numbers and names as Vietnamese offices write them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    name = "portal.language"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from django.db.models import CharField

        from portal.language import columns, corrections

        CharField.register_lookup(columns.GreaterThan)
        corrections.apply()
