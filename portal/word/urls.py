"""Addresses within the admin."""

from django.urls import path

from portal.word import views

app_name = "word"
urlpatterns = [
    path("", views.SendView.as_view(), name="send"),
    path("dan/", views.paste, name="paste"),
    path("bai/<int:page_id>/", views.ReportView.as_view(), name="report"),
]
