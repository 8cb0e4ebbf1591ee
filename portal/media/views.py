"""Handing out files, and where Wagtail's screens for pictures need a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from wagtail.documents.views.serve import serve
from wagtail.images.views.multiple import AddView

from portal.media.models import PortalDocument
from portal.sites.middleware import structure_of
from portal.sites.models import SiteState

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def serve_document(
    request: HttpRequest, pk: str, name: str, site_code: str | None = None
) -> HttpResponseBase:
    """A file at the one address it has: below its own site.

    The address without a site, which files once had, leads there from the main host, and so does
    that below a site which its owner succeeded. Everywhere else there is no such file.
    """
    structure = structure_of(request)
    document: PortalDocument = get_object_or_404(
        PortalDocument.objects.select_related("collection"), pk=pk
    )
    owner = structure.site_by_id(document.site_id) or structure.province
    asked = _site_of_code(structure, site_code)
    if document.filename != name or (owner and owner.pk in structure.closed_sites):
        raise Http404
    if owner == asked:
        response: HttpResponseBase = serve(request, pk, name)
        return response
    if not (_is_older_form(structure, site_code) or _succeeds(owner, asked)):
        raise Http404
    answer = HttpResponsePermanentRedirect(structure.whole(document.url))
    patch_cache_control(answer, public=True, max_age=600)
    return answer


def _site_of_code(structure: Structure, code: str | None) -> MemberSite | None:
    if code is None:
        return structure.province
    found = next((site for site in structure.sites if site.code == code), None)
    if found is None or found.is_province:
        raise Http404
    return found


def _is_older_form(structure: Structure, code: str | None) -> bool:
    return code is None and not structure.host


def _succeeds(owner: MemberSite | None, asked: MemberSite | None) -> bool:
    """Whether the file moved with its site into the one that took its place."""
    return bool(owner and asked and asked.state == SiteState.REDIRECTED)


class AddPicturesView(AddView):
    """Sending many pictures: the title to start from is the one that the browser made.

    Wagtail proposes the name of the file as it is stored, which has lost its accents.
    """

    def get_edit_upload_form_context_data(self) -> dict[str, Any]:
        self.object.title = self.request.POST.get("title") or self.object.title
        context: dict[str, Any] = super().get_edit_upload_form_context_data()
        return context
