"""What old addresses add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path
from wagtail import hooks

from portal.redirects.viewsets import OldAddressesGroup

if TYPE_CHECKING:
    from django.urls import URLResolver


@hooks.register("register_admin_viewset")
def register_old_addresses() -> OldAddressesGroup:
    return OldAddressesGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("nhap-dia-chi-cu/", include("portal.redirects.urls"))]
