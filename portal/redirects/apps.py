from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedirectsConfig(AppConfig):
    name = "portal.redirects"
    label = "redirects"
    verbose_name = _("Old addresses")

    def ready(self) -> None:
        from portal.redirects import handlers, rules
        from portal.sites import allowed_hosts, middleware

        handlers.connect()
        allowed_hosts.further.append(rules.is_old_host)
        middleware.old_paths.append(rules.is_old_path)
