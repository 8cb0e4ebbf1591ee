"""Addresses below the admin's."""

from django.urls import path

from portal.lifecycle import views

app_name = "lifecycle"
urlpatterns = [
    path("<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("<int:site_id>/<slug:act>/", views.ActView.as_view(), name="act"),
]
