"""The address of links, on the main host."""

from django.urls import re_path

from portal.approving.views import LinkView

urlpatterns = [
    re_path(r"^(?P<token>[A-Za-z0-9_.-]{1,200})/$", LinkView.as_view(), name="approval_link"),
]
