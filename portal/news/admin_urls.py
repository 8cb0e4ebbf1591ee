"""Addresses of the newsroom within the admin."""

from django.urls import include, path

from portal.news import delegation_views, settings_views, urgent_views

newsroom = [
    path("quy-trinh/", settings_views.SitesView.as_view(), name="settings"),
    path("quy-trinh/<int:site_id>/", settings_views.SiteView.as_view(), name="site"),
    path("bai/<int:page_id>/dang-gap/", urgent_views.PublishView.as_view(), name="urgent"),
    path("bai/<int:page_id>/nhan-khoa/", urgent_views.TakeOverView.as_view(), name="take_over"),
]
delegations = [
    path("", delegation_views.DelegationsView.as_view(), name="index"),
    path("moi/", delegation_views.DelegateView.as_view(), name="add"),
    path("<int:pk>/ket-thuc/", delegation_views.EndView.as_view(), name="end"),
]
after_check = [
    path("", urgent_views.AfterCheckView.as_view(), name="index"),
    path("<int:pk>/", urgent_views.DecideView.as_view(), name="decide"),
]
urlpatterns = [
    path("uy-quyen/", include((delegations, "delegations"))),
    path("hau-kiem/", include((after_check, "after-check"))),
    path("", include((newsroom, "newsroom"))),
]
