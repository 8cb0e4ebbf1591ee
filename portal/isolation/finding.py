"""Names of objects for which one has to look at the request as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.translation import gettext as _

from portal.isolation import kinds
from portal.pages.received import number_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import ResolverMatch

    from portal.isolation.kinds import Asker, Kind

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
    keys = [key for key in request.GET.getlist("id") if key != "all"]
    if any(number_of(key) is None for key in keys):
        raise Http404
    if kind is None:
        # People, groups and whatever else is no site's: superusers only.
        if request.user.is_superuser:
            return []
        raise Http404
    found: Found = [(kind, keys)]
    whole = request.GET.get("childOf")
    if whole is not None:
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


def listed_part(request: HttpRequest, match: ResolverMatch) -> Found:
    """The API reads any number as a place in its list, also those no database counts to."""
    for name in ("offset", "limit"):
        if request.GET.get(name, "").isdigit() and number_of(request.GET[name]) is None:
            raise BadRequest
    return []


def sent_notices(request: HttpRequest, match: ResolverMatch) -> Found:
    """Which notices somebody has read: names and values."""
    if request.method == "PATCH":
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise BadRequest from error
        if not isinstance(sent, dict):
            raise BadRequest
    return []


def own_collection(request: HttpRequest, asker: Asker) -> str:
    """Why the collection that the address names stays what it is: it comes with a site."""
    match = request.resolver_match
    key = match.kwargs["pk"] if match else None
    site = next((site for site in asker.structure.sites if site.collection_id == key), None)
    if site is None:
        return ""
    text = _(
        "This collection belongs to the site “%(site)s” and cannot be renamed, moved or deleted; "
        "make another one below it."
    )
    return text % {"site": site.short_name}


def _model(match: ResolverMatch) -> Any:
    try:
        return apps.get_model(match.kwargs["app_label"], match.kwargs["model_name"])
    except LookupError as error:
        raise Http404 from error
