"""Saving a page in the admin is one transaction, and so is each change of the tree of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError

from portal.pages.moves import TreeChanged
from portal.sites import structure
from portal.sites.fixed import is_fixed, refusal
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

# Views that change the tree itself; the others change single pages.
TREE_VIEWS = {"add", "convert_alias", "copy", "delete", "move", "move_confirm", "set_page_position"}
# Views and bulk actions that would end a site, were its home page among what they are about.
ENDING_VIEWS = {"delete", "unpublish", "move", "move_confirm"}
LONGEST_KEY = 19


class AtomicPageSaving:
    """Wagtail's page views commit creating, versions and publishing apart.

    A process killed in between would leave an article that readers can open but no list shows.
    Whatever changes the tree or a structural page takes the structure's lock before anything else:
    taken later, two requests could wait for each other. What others changed meanwhile is told in a
    sentence.

    It must be the last middleware: the others look at a request before it runs the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not _is_about_pages(match):
            return None
        if _is_about_fixed_page(request, match):
            return _tell(request, refusal())
        if request.method != "POST":
            return None
        try:
            with transaction.atomic():
                if _changes_the_tree(request, match):
                    structure.lock()
                return view(request, *args, **kwargs)
        except TreeChanged as error:
            return _tell(request, error)
        except MultiValueDictKeyError as error:
            # The form came without a part that every browser sends: no failure of ours.
            raise BadRequest from error


def _is_about_pages(match: ResolverMatch) -> bool:
    if match.view_name == "wagtail_bulk_action":
        return str(match.kwargs.get("model_name")) == "page"
    return "wagtailadmin_pages" in match.namespaces


def _changes_the_tree(request: HttpRequest, match: ResolverMatch) -> bool:
    if match.view_name == "wagtail_bulk_action" or match.url_name in TREE_VIEWS:
        return True
    page_id = match.kwargs.get("page_id")
    return page_id in structure_of(request).nodes_by_id


def _is_about_fixed_page(request: HttpRequest, match: ResolverMatch) -> bool:
    """Rights refuse it as well (portal.sites.policies), but do not say why."""
    if match.view_name == "wagtail_bulk_action":
        ids = request.GET.getlist("id") if match.kwargs["action"] in ENDING_VIEWS else []
    elif match.url_name in ENDING_VIEWS:
        ids = [str(match.kwargs.get("page_id") or match.kwargs.get("page_to_move_id"))]
    else:
        return False
    asked = structure_of(request)
    keys = [int(pk) for pk in ids if pk.isdecimal() and len(pk) < LONGEST_KEY]
    nodes = [asked.nodes_by_id.get(key) for key in keys]
    return any(node and is_fixed(node.path, asked) for node in nodes)


def _tell(request: HttpRequest, error: ValidationError) -> HttpResponse:
    text = " ".join(error.messages)
    if not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_message": text}, status=409)
    messages.error(request, text)
    return redirect("wagtailadmin_explore_root")
