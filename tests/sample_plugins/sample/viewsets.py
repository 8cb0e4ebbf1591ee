from wagtail.admin.viewsets.model import ModelViewSet

from plugins.sample.models import Note


class NoteViewSet(ModelViewSet):
    """List, search, forms, history and usage of notices; its rows keep to the person's sites."""

    model = Note
    icon = "info-circle"
    add_to_admin_menu = True
    list_display = ("title", "site", "changed_at")
    search_fields = ("title",)
