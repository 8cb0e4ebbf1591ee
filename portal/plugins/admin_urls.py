"""Addresses of the Plugins page, below the admin's."""

from django.urls import path

from portal.plugins import views

app_name = "portal_plugins"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<str:slug>/", views.DetailView.as_view(), name="detail"),
    path("<str:slug>/lich-su/", views.HistoryView.as_view(), name="history"),
    path("<str:slug>/chuyen/", views.SwitchView.as_view(), name="switch"),
]
