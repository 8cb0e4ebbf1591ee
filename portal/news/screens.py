"""What the newsroom's own screens share."""

from __future__ import annotations

from typing import Any

from portal.sites import screens


class NewsroomScreen(screens.HiddenScreen):
    header_icon = "doc-full-inverse"

    def trail(self) -> list[tuple[str, Any]]:
        return [("", self.page_title)]


class FormScreen(NewsroomScreen, screens.FormScreen):
    template_name = "newsroom/form.html"
