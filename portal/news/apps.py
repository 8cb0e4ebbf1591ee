from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "portal.news"
    label = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from portal.language import corrections
        from portal.news import notifications

        notifications.connect()
        # Wagtail heads everything that is under way, also what was returned, "In moderation".
        corrections.TEMPLATES["wagtailadmin/shared/side_panels/includes/status/workflow.html"] = [
            (
                "{% trans 'In Moderation' as title %}",
                "{% load newsroom %}{% stage_title workflow_state as title %}",
            ),
            (
                "{% workflow_status_with_date workflow_state %}\n                </div>",
                "{% load newsroom %}{% holder object %}\n                </div>",
            ),
        ]
