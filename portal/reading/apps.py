from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    name = "portal.reading"
    label = "reading"
    verbose_name = _("Ways to read")

    def ready(self) -> None:
        from portal.reading import series, topic_widget, widgets
        from portal.sitemap import parts

        widgets.install()
        topic_widget.install()
        parts.further.append(series.addresses)
