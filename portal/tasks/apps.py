"""The room of background work over the database task queue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "portal.tasks"
    verbose_name = _("Background tasks")
