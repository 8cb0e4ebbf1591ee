"""What media adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail import hooks

from portal.media.services import follow_collection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


@hooks.register("after_bulk_action")
def follow_moved_collection(
    request: HttpRequest,
    action_type: str,
    objects: Sequence[Any],
    action_class_instance: Any,
) -> None:
    if action_type == "add_to_collection":
        follow_collection(objects)
