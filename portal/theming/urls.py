"""Public addresses: the web app and the accessibility statement of each site."""

from django.urls import path, re_path

from portal.theming import statement, webapp

SITE = r"^(?:(?P<site_code>[a-z0-9-]+)/)?"

urlpatterns = [
    path("sw.js", webapp.service_worker, name="webapp_worker"),
    path("ngoai-tuyen/", webapp.offline, name="webapp_offline"),
    re_path(rf"{SITE}manifest\.webmanifest$", webapp.manifest, name="webapp_manifest"),
    re_path(rf"{SITE}bieu-tuong/(?P<kind>[a-z0-9-]+)\.png$", webapp.icon, name="webapp_icon"),
    re_path(rf"{SITE}tro-nang/$", statement.statement, name="accessibility_statement"),
]
