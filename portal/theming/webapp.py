"""The portal as a small web app: manifest and icons of each site, offline reading.

The service worker (static ``js/sw.js`` of the base theme) answers at ``/sw.js``, so that its scope
is the whole host. It keeps the articles somebody read last; nothing about readers is kept here.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named
from portal.theming import active, icons, registry
from portal.theming.look import look_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

KEPT_ARTICLES = 30
MANIFEST_SECONDS, ICON_SECONDS = 3600, 24 * 3600
LONGEST_SHORT_NAME = 30
WORKER = registry.folder() / registry.BASE / "static" / "js" / "sw.js"


@require_safe
def manifest(request: HttpRequest, site_code: str | None = None) -> JsonResponse:
    """What a phone needs to put the site on its first screen. There is no share target."""
    structure = structure_of(request)
    site = site_named(structure, site_code)
    home = structure.home_of(site)
    if site is None or home is None or not home.live:
        raise Http404
    request.portal_site = site  # type: ignore[attr-defined]
    # A site with its own host is asked there: its home is the root, and so is its scope.
    scope = home.url if home.url.startswith("/") else "/"
    colours = look_of(request).colours
    ground, _dark = registry.GROUNDS["surface"]
    content = {
        "id": scope,
        "name": site.name,
        "short_name": (site.short_name or site.name)[:LONGEST_SHORT_NAME],
        "lang": get_language() or "vi",
        "start_url": scope,
        "scope": scope,
        "display": "minimal-ui",
        "theme_color": colours.get("brand", {}).get("light", ground),
        "background_color": ground,
        "icons": _icons(site, structure),
    }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/manifest+json"
    answer["Cache-Control"] = f"public, max-age={MANIFEST_SECONDS}"
    return answer


def _icons(site: MemberSite, structure: Structure) -> list[dict[str, Any]]:
    return [
        {
            "src": _icon_url(kind, site, structure),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if is_maskable else "any",
        }
        for kind, (size, is_maskable) in icons.KINDS.items()
    ]


def _icon_url(kind: str, site: MemberSite, structure: Structure) -> str:
    if site.logo_id is None:
        return static(f"themes/{active.slug()}/img/icon-{kind}.png")
    return of_site("webapp_icon", site, structure, kind=kind)


@require_safe
def icon(request: HttpRequest, kind: str, site_code: str | None = None) -> HttpResponse:
    """An icon made of the site's logo; the emblem where there is none or it cannot be read."""
    site = site_named(structure_of(request), site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    if kind not in icons.KINDS:
        raise Http404
    content = icons.of_logo(site.logo, kind) if site and site.logo else None
    if content is None:
        return HttpResponseRedirect(static(f"themes/{active.slug()}/img/icon-{kind}.png"))
    answer = HttpResponse(content, content_type="image/png")
    answer["Cache-Control"] = f"public, max-age={ICON_SECONDS}"
    return answer


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script with its settings; browsers ask for it anew, and a deploy changes it."""
    values = {"version": _version(), "kept": KEPT_ARTICLES, "offline": "/ngoai-tuyen/"}
    text = f"const SETTINGS = {json.dumps(values)};\n{_worker_source()}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser shows without a network: the articles it keeps."""
    return render(request, "webapp/offline.html", {"kept": KEPT_ARTICLES})


@cache
def _worker_source() -> str:
    return WORKER.read_text(encoding="utf-8")


def _version() -> str:
    """Another one after each deploy that changed a static file or the worker."""
    files = str(getattr(staticfiles_storage, "manifest_hash", ""))
    return hashlib.sha256((files + _worker_source()).encode()).hexdigest()[:12]
