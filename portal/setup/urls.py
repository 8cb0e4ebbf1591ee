"""Addresses within the admin."""

from django.urls import path

from portal.setup import views

app_name = "setup"
urlpatterns = [
    path("", views.NewSiteView.as_view(), name="new"),
    path("kiem-tra/", views.check, name="check"),
    path("<int:pk>/xong/", views.DoneView.as_view(), name="done"),
    path("<int:pk>/dua-vao-hoat-dong/", views.activate, name="activate"),
]
