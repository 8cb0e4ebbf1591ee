"""Readers' ways that are not pages: short addresses, series, the archive, feeds of lists."""

from django.urls import re_path

from portal.reading import archive_views, feeds, series_views, short

SITE = r"^(?:(?P<site_code>[a-z0-9-]+)/)?"
SLUG = r"(?P<slug>[a-z0-9-]+)/"
NUMBER = r"(?:trang-(?P<number>[0-9]{1,9})/)?$"
FEED = r"tin-moi\.(?P<form>xml|rss)$"

urlpatterns = [
    re_path(r"^n/(?P<key>[0-9]{1,18})/?$", short.short_address, name="short_address"),
    re_path(r"^n/(?P<key>[0-9]{1,18})\.svg$", short.qr_code, name="qr_code"),
    re_path(f"{SITE}chu-de/{SLUG}{FEED}", feeds.tag_feed, name="tag_feed"),
    re_path(f"{SITE}chuyen-de/$", series_views.series_list, name="series_list"),
    re_path(f"{SITE}chuyen-de/{SLUG}{FEED}", feeds.series_feed, name="series_feed"),
    re_path(f"{SITE}chuyen-de/{SLUG}{NUMBER}", series_views.series_page, name="series"),
    re_path(
        f"{SITE}luu-tru-tin/"
        r"(?:(?P<year>[0-9]{4})/(?:(?P<month>[0-9]{2})/(?:(?P<day>[0-9]{2})/)?)?)?" + NUMBER,
        archive_views.archive_page,
        name="archive",
    ),
]
