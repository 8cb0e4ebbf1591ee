"""Short addresses: /n/<key> leads to a page wherever it lies now; /n/<key>.svg is its QR code."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.pages.cards import visible_rows
from portal.sites.middleware import structure_of
from portal.sites.structure import origin

if TYPE_CHECKING:
    from django.http import HttpRequest

MINUTES_KEPT = 10
DAYS_KEPT = 1
# Units of the picture: one square, and the quiet border that readers of codes need (4 at least).
SCALE, BORDER = 4, 4


@require_safe
def short_address(request: HttpRequest, key: str) -> HttpResponse:
    """301 to the page's address of today; 404 for what readers do not find."""
    structure = structure_of(request)
    rows = visible_rows(structure).filter(pk=int(key))
    url_path = rows.values_list("page__url_path", flat=True).first()
    if url_path is None:
        raise Http404
    answer = HttpResponsePermanentRedirect(structure.whole(structure.url_of(url_path)))
    # Browsers would keep it for ever, but the page may be moved tomorrow.
    patch_cache_control(answer, public=True, max_age=60 * MINUTES_KEPT)
    return answer


@require_safe
@cache_control(public=True, max_age=24 * 3600 * DAYS_KEPT)
@conditional_page
def qr_code(request: HttpRequest, key: str) -> HttpResponse:
    """The short address, to be read with a phone from paper or another screen."""
    if not visible_rows(structure_of(request)).filter(pk=int(key)).exists():
        raise Http404
    return HttpResponse(qr_svg(short_url(int(key))), content_type="image/svg+xml")


def short_url(key: int) -> str:
    """The whole short address of a page, on the portal's own host."""
    return f"{origin()}{reverse('short_address', args=[key])}"


def qr_svg(text: str) -> bytes:
    """A black QR code on white as SVG; about 1.5 KB for an address."""
    out = io.BytesIO()
    code = segno.make(text, micro=False, error="m")
    code.save(out, kind="svg", scale=SCALE, border=BORDER, light="#fff", svgclass=None)
    return out.getvalue()
