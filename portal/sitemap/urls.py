"""No page can take these addresses: slugs hold no full stop."""

from django.urls import path, re_path

from portal.sitemap import views

urlpatterns = [
    path("sitemap.xml", views.index, name="sitemap"),
    re_path(
        r"^sitemap-(?P<name>muc|tin|thoi-su|he-thong-[a-z0-9_]+)-(?P<number>[0-9]{1,6})\.xml$",
        views.part,
        name="sitemap_part",
    ),
    path("robots.txt", views.robots, name="robots"),
    re_path(r"^(?P<path>(?:[\w-]+/)*)tin-moi\.(?P<form>xml|rss)$", views.feed, name="feed"),
]
