"""Public addresses, below /[<member site>/]mau/."""

from django.urls import path

from plugins.sample import views

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="note"),
    path("danh-sach.json", views.as_json, name="json"),
    path("moi.xml", views.feed, name="feed"),
]
