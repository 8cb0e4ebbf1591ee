"""Readers' addresses of news by e-mail. Those with a token are on the main host only."""

from django.urls import re_path

from portal.digest import views

SITE = r"^(?:(?P<site_code>[a-z0-9-]+)/)?ban-tin/"
PROOF = r"(?P<token>[A-Za-z0-9_.-]{1,200})/$"

urlpatterns = [
    re_path(f"{SITE}$", views.SubscribeView.as_view(), name="digest_subscribe"),
    re_path(f"{SITE}da-gui/$", views.asked, name="digest_asked"),
    re_path(rf"^ban-tin/xac-nhan/{PROOF}", views.ConfirmView.as_view(), name="digest_confirm"),
    re_path(rf"^ban-tin/tuy-chon/{PROOF}", views.ChoiceView.as_view(), name="digest_choice"),
    re_path(rf"^ban-tin/thoi-nhan/{PROOF}", views.LeaveView.as_view(), name="digest_leave"),
]
