"""What the ways to read add to the admin. Hooks only wire."""

from __future__ import annotations

from wagtail import hooks

from portal.reading.viewsets import SeriesViewSet


@hooks.register("register_admin_viewset")
def register_series() -> SeriesViewSet:
    return SeriesViewSet("series", url_prefix="chuyen-de")
