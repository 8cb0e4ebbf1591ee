"""Where Wagtail's screens for pictures need a correction."""

from __future__ import annotations

from typing import Any

from wagtail.images.views.multiple import AddView


class AddPicturesView(AddView):
    """Sending many pictures: the title to start from is the one that the browser made.

    Wagtail proposes the name of the file as it is stored, which has lost its accents.
    """

    def get_edit_upload_form_context_data(self) -> dict[str, Any]:
        self.object.title = self.request.POST.get("title") or self.object.title
        context: dict[str, Any] = super().get_edit_upload_form_context_data()
        return context
