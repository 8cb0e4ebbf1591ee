"""Addresses within the admin, below /quan-tri/kiem-tra-truoc-khi-dang/."""

from django.urls import path

from portal.checks import views

app_name = "checks"
urlpatterns = [
    path("", views.SitesView.as_view(), name="index"),
    path("toan-cong/", views.PortalView.as_view(), name="portal"),
    path("<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("<int:site_id>/ten/", views.NamesView.as_view(), name="names"),
    path("<int:site_id>/ten/moi/", views.NameView.as_view(), name="name_add"),
    path("<int:site_id>/ten/<int:pk>/", views.NameView.as_view(), name="name"),
    path("<int:site_id>/ten/<int:pk>/xoa/", views.DeleteNameView.as_view(), name="name_delete"),
    path("bai/<int:page_id>/", views.ArticleView.as_view(), name="article"),
]
