"""Addresses within the admin."""

from django.urls import path

from portal.digest import screens

app_name = "digest"
urlpatterns = [
    path("ban-tin/", screens.SitesView.as_view(), name="index"),
    path("ban-tin/<int:site_id>/", screens.SiteView.as_view(), name="site"),
    path("ban-tin/<int:site_id>/cai-dat/", screens.SettingsView.as_view(), name="settings"),
    path("ban-tin/<int:site_id>/xem-truoc/", screens.PreviewView.as_view(), name="preview"),
    path("ban-tin/<int:site_id>/xem-truoc/thu/", screens.MailView.framed(), name="mail"),
    path("ban-tin/<int:site_id>/gui-thu/", screens.TrialView.as_view(), name="trial"),
    path(
        "ban-tin/<int:site_id>/nguoi-nhan/", screens.SubscribersView.as_view(), name="subscribers"
    ),
    path("ban-tin/nguoi-nhan/<int:pk>/du-lieu/", screens.ExportView.as_view(), name="export"),
    path("ban-tin/nguoi-nhan/<int:pk>/xoa/", screens.EraseView.as_view(), name="erase"),
]
