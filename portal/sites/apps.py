from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "portal.sites"
    label = "sites"
    verbose_name = _("Member sites")

    def ready(self) -> None:
        from portal.sites import (  # noqa: F401  # scoping: a look-up
            page_urls,
            policies,
            scoping,
            structure,
        )

        policies.install()
        page_urls.install()
        structure.connect_invalidation()
