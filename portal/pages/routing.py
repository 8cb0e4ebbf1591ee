"""From an address to a page in two queries, however deep the page lies.

Wagtail walks the tree with two queries a level. Structural pages are in memory already; any other
page is found by its whole ``url_path``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from portal.plugins import pages as plugins
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from wagtail.url_routing import RouteResult

    from portal.sites.structure import Node, Structure


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the public page at ``path``, an address of the main host, through Wagtail's hooks."""
    # Where Wagtail's own view looks first.
    setattr(request, "_wagtail_route_for_request", _route(request, path))  # noqa: B010
    response: HttpResponse = wagtail_serve(request, path)
    return response


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    structure = structure_of(request)
    components = [component for component in path.split("/") if component]
    depth, node = _deepest_node(structure, components)
    if node is None:
        return None
    rest = components[depth:]
    below = _row_at(structure, components) if rest else None
    if below:
        rest = []
    page = _fetch(*(below or (node.id, node.content_type_id)))
    if page is None or not plugins.is_open(page):
        return None
    page.structure = structure
    try:
        result: RouteResult = page.route(request, rest)
    except Http404:
        return None
    return result


def _deepest_node(structure: Structure, components: list[str]) -> tuple[int, Node | None]:
    for depth in range(len(components), -1, -1):
        address = "/" + "".join(f"{component}/" for component in components[:depth])
        if node := structure.nodes_by_url.get(address):
            return depth, node
    return 0, None


def _row_at(structure: Structure, components: list[str]) -> tuple[int, int] | None:
    """Key and content type of the page at an address."""
    url_path = structure.default_root + "".join(f"{component}/" for component in components)
    return Page.objects.filter(url_path=url_path).values_list("pk", "content_type_id").first()


def _fetch(pk: int, content_type_id: int) -> Page | None:
    """The specific page, with the relations its type names in ``route_related``.

    None for a page whose type is not here: its plugin was removed or is in quarantine.
    """
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None:
        return None
    related = getattr(model, "route_related", ())
    page: Page = model.objects.select_related(*related).get(pk=pk)
    return page
