"""All addresses. Public ones are Vietnamese without accents; pages come last."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.media.views import serve_document
from portal.news.views import tag_page
from portal.ops import health, media_files
from portal.pages.routing import serve
from portal.plugins.urls import public_urlpatterns

urlpatterns = [
    path("suc-khoe/song", health.live, name="health_live"),
    path("suc-khoe/san-sang", health.ready, name="health_ready"),
    path("quan-tri/", include(wagtailadmin_urls)),
    re_path(
        r"^(?:(?P<site_code>[a-z0-9-]+)/)?tai-lieu/(?P<pk>[0-9]{1,18})/(?P<name>[^/]+)$",
        serve_document,
        name="document",
    ),
    # Wagtail's own address of a file, which it names in places, is the older form of ours.
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("tim-kiem/", include("portal.search.urls")),
    path("duyet/", include("portal.approving.urls")),
    path("", include("portal.reading.urls")),
    path("", include("portal.digest.urls")),
    path("", include("portal.sitemap.urls")),
    path("", include("portal.theming.urls")),
    re_path(
        r"^(?:(?P<site_code>[a-z0-9-]+)/)?chu-de/(?P<slug>[a-z0-9-]+)/"
        r"(?:trang-(?P<number>[0-9]{1,9})/)?$",
        tag_page,
        name="tag_page",
    ),
]

urlpatterns += public_urlpatterns()

if settings.IS_EMBEDDED:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", media_files.serve_media))

urlpatterns += [
    # Wagtail's own sign-in for restricted pages lies under _util/.
    re_path(r"^((?!_util/)(?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]

handler400 = "portal.ops.errors.bad_request"
handler403 = "portal.ops.errors.permission_denied"
handler404 = "portal.ops.errors.page_not_found"
handler500 = "portal.ops.errors.server_error"
