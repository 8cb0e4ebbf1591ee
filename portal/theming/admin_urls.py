"""Addresses within the admin, below /quan-tri/giao-dien/."""

from django.urls import path

from portal.theming import overlay_views, views

app_name = "theming"
urlpatterns = [
    path("", views.SitesView.as_view(), name="index"),
    path("<int:site_id>/", views.StudioView.as_view(), name="site"),
    path("<int:site_id>/hoan-tac/", views.RevertView.as_view(), name="revert"),
    path("thay-doi/<int:pk>/huy/", views.CancelView.as_view(), name="cancel"),
    path("theo-dip/", overlay_views.OverlaysView.as_view(), name="overlays"),
    path("theo-dip/them/", overlay_views.AddOverlayView.as_view(), name="overlay_add"),
    path("theo-dip/<int:pk>/ket-thuc/", overlay_views.EndOverlayView.as_view(), name="overlay_end"),
]
