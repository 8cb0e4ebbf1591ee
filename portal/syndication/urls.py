"""Addresses within the admin, below /quan-tri/trao-doi-tin/."""

from django.urls import path

from portal.syndication import offer_views, views

app_name = "exchange"
urlpatterns = [
    path("", views.ExchangeView.as_view(), name="index"),
    path("thiet-lap/", views.SettingsView.as_view(), name="settings"),
    path("thiet-lap/<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("bai/<int:page_id>/gui/", views.SendView.as_view(), name="send"),
    path("<int:pk>/", offer_views.OfferView.as_view(), name="offer"),
    path("<int:pk>/nhan/", offer_views.AcceptView.as_view(), name="accept"),
    path("<int:pk>/tu-choi/", offer_views.DeclineView.as_view(), name="decline"),
    path("<int:pk>/rut/", offer_views.TakeBackView.as_view(), name="take_back"),
    path("<int:pk>/go/", offer_views.ReleaseView.as_view(), name="release"),
    path("<int:pk>/ban-moi/", offer_views.UpdateView.as_view(), name="update"),
]
