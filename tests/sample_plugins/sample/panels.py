"""What stands on the admin's start page."""

from wagtail.admin.ui.components import Component

from plugins.sample.models import Note

NEWEST = 5


class NotesPanel(Component):
    template_name = "plugin_sample/admin/panel.html"

    def __init__(self, notes):
        self.notes = notes

    def get_context_data(self, parent_context):
        return {"notes": self.notes}


def newest_notes(request):
    """The panel, or None for people who have no notices to look after."""
    notes = Note.objects.of_person(request.user)[:NEWEST]
    return NotesPanel(notes) if notes else None
