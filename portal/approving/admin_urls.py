"""Addresses within the admin."""

from django.urls import path

from portal.approving import screens

app_name = "approval-links"
urlpatterns = [
    path("duong-dan-duyet/", screens.LinksView.as_view(), name="index"),
    path("duong-dan-duyet/quy-dinh/", screens.RulesView.as_view(), name="rules"),
    path("duong-dan-duyet/<int:pk>/thu-hoi/", screens.RevokeView.as_view(), name="revoke"),
    path("bai/<int:page_id>/duong-dan-duyet/", screens.SendView.as_view(), name="send"),
]
