"""Addresses within the admin."""

from django.urls import path

from portal.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.BackgroundWorkView.as_view(), name="index"),
    path("ket-qua/", views.BackgroundWorkView.as_view(results_only=True), name="index_results"),
    path("chay-lai/", views.run_again, name="run_again"),
    path("bo-qua/", views.forget, name="forget"),
    path("tien-do/<uuid:task_id>/", views.progress, name="progress"),
]
