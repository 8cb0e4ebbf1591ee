from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "portal.sites"
    label = "sites"
    verbose_name = _("Member sites")

    def ready(self) -> None:
        from portal.sites import policies, scoping, structure  # noqa: F401  # scoping: a look-up

        policies.install()
        structure.connect_invalidation()
