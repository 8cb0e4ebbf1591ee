from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IsolationConfig(AppConfig):
    name = "portal.isolation"
    label = "isolation"
    verbose_name = _("Isolation of member sites")

    def ready(self) -> None:
        from portal.isolation import answers, narrowing, notices, reading

        answers.connect()
        narrowing.connect()
        reading.connect()
        notices.connect()
