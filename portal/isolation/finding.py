"""Names of objects for which one has to look at the request as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.http import Http404

from portal.isolation import kinds

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import ResolverMatch

    from portal.isolation.kinds import Kind

Found = list[tuple["Kind", list[Any]]]


def edited_object(request: HttpRequest, match: ResolverMatch) -> Found:
    """What an editing session says it is about: a model and a key."""
    kind = kinds.of_model(_model(match))
    if kind is None:
        raise Http404
    return [(kind, [unquote(str(match.kwargs["object_id"]))])]


def bulk_objects(request: HttpRequest, match: ResolverMatch) -> Found:
    """The rows ticked in a list, or the place whose whole list is meant."""
    model = _model(match)
    kind = kinds.of_model(model)
    if kind is None:
        # People, groups and whatever else is no site's: superusers only.
        if request.user.is_superuser:
            return []
        raise Http404
    found: Found = [(kind, [key for key in request.GET.getlist("id") if key != "all"])]
    if whole := request.GET.get("childOf"):
        is_page = kind is kinds.page
        found.append((kinds.page_on_the_way if is_page else kinds.collection, [whole]))
    return found


def plugin_objects(request: HttpRequest, match: ResolverMatch) -> Found:
    """A row of a plugin's list (``pk``), and the site that a form puts it into."""
    found: Found = []
    viewset = getattr(match.func, "plugin_viewset", None)
    kind = kinds.of_model(viewset.model) if viewset else None
    if kind and "pk" in match.kwargs:
        found.append((kind, [match.kwargs["pk"]]))
    if kind and request.method == "POST" and request.POST.get("site"):
        found.append((kinds.site, request.POST.getlist("site")))
    if "site" in match.kwargs:
        found.append((kinds.site, [match.kwargs["site"]]))
    return found


def _model(match: ResolverMatch) -> Any:
    try:
        return apps.get_model(match.kwargs["app_label"], match.kwargs["model_name"])
    except LookupError as error:
        raise Http404 from error
