"""The room of languages: catalogues, terms, numbers and names as Vietnamese offices write them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    name = "portal.language"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from django.core.checks import Tags, register
        from django.db.models import CharField

        from portal.language import checks, columns, corrections

        register(checks.collation_is_there, Tags.database)
        for comparison in columns.COMPARISONS:
            CharField.register_lookup(comparison)
        corrections.apply()
