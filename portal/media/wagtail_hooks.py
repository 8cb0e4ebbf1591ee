"""What media adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path
from wagtail import hooks

from portal.media.services import follow_collection
from portal.media.views import AddPicturesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.urls import URLPattern


@hooks.register("register_admin_urls", order=-1)
def corrected_views() -> list[URLPattern]:
    # Found before Wagtail's own view of the same address.
    return [path("images/multiple/add/", AddPicturesView.as_view())]


@hooks.register("after_bulk_action")
def follow_moved_collection(
    request: HttpRequest,
    action_type: str,
    objects: Sequence[Any],
    action_class_instance: Any,
) -> None:
    if action_type == "add_to_collection":
        follow_collection(objects)
