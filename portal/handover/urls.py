"""Addresses within the admin."""

from django.urls import path

from portal.handover import views

app_name = "handover"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("nhap/", views.ImportView.as_view(), name="import"),
    path("trang/<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("goi/<int:pk>/", views.ArchiveView.as_view(), name="archive"),
    path("goi/<int:pk>/tai-ve/", views.download, name="download"),
    path("goi/<int:pk>/xoa/", views.DeleteView.as_view(), name="delete"),
]
