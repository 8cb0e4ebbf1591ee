"""What the life of sites adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path
from wagtail import hooks

if TYPE_CHECKING:
    from django.urls import URLResolver


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("vong-doi/", include("portal.lifecycle.urls"))]
