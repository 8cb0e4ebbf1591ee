"""Addresses within the admin."""

from django.urls import path

from portal.people import views

app_name = "people"
urlpatterns = [
    path("", views.PeopleView.as_view(), name="index"),
    path("ket-qua/", views.PeopleView.as_view(results_only=True), name="index_results"),
    path("moi/", views.FormScreen.as_view(), name="invite"),
    path("<int:pk>/", views.PersonView.as_view(), name="person"),
    path("<int:pk>/them-vai-tro/", views.GiveRoleView.as_view(), name="give"),
    path("<int:pk>/vai-tro/<int:grant>/", views.ChangeRoleView.as_view(), name="change"),
    path("<int:pk>/vai-tro/<int:grant>/ket-thuc/", views.EndRoleView.as_view(), name="end"),
    path("<int:pk>/khoa/", views.DisableView.as_view(), name="disable"),
    path("<int:pk>/mo-khoa/", views.EnableView.as_view(), name="enable"),
    path("<int:pk>/gui-lai/", views.InviteAgainView.as_view(), name="invite_again"),
]
