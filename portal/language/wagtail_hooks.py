"""What the room of languages changes in the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem

# Pages of Wagtail's own sites, in English only.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("insert_global_admin_css")
def room_for_vietnamese_letters() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("language/admin.css"))


@hooks.register("insert_global_admin_js")
def words_for_file_fields() -> SafeString:
    return format_html(
        '<script src="{}" data-choose="{}" data-none="{}"></script>',
        static("language/files.js"),
        _("Choose a file…"),
        _("No file chosen yet"),
    )


@hooks.register("insert_global_admin_js")
def way_out_of_calendars() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("language/calendars.js"))


@hooks.register("construct_help_menu")
def leave_out_foreign_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]
