"""Addresses of the admin, below /quan-tri/plugin/mau/."""

from django.urls import path

from plugins.sample import admin_views

urlpatterns = [
    path("", admin_views.overview, name="overview"),
    path("report/", admin_views.report, name="report"),
    path("count/<int:pk>/", admin_views.count, name="count"),
]
