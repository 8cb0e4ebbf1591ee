"""Looking at what one may not change: in a frozen site, and for auditors.

Wagtail's screens of history, preview and comparison ask for the right to edit. Here those that show
(``Opens.SHOWS``) are opened to whoever may read, those that prepare a change answer with a
sentence, and the forms of images and files, their only screens, are shown without a button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as images
from wagtail.models import Page

from portal.errors import sentence
from portal.isolation.rows import Opens
from portal.sites.policies import SitePageTester
from portal.sites.rights import begin_reading, stop_reading
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from portal.isolation.kinds import Asker
    from portal.isolation.naming import Mention
    from portal.isolation.rows import Decision
    from portal.sites.models import MemberSite

# Forms that are shown to be read: the context's name of the object, whose right, what is shown.
FORMS = {
    "wagtailimages:edit": ("image", images, "isolation/image.html"),
    "wagtaildocs:edit": ("document", documents, "isolation/document.html"),
}


def connect() -> None:
    """Called once, when Django has started: titles lead to what the person may open."""
    original = PageTitleColumn.get_cell_context_data

    def told(self: Any, instance: Page, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = original(self, instance, parent_context)
        if isinstance(context["page_perms"], SitePageTester):
            context["page_perms"].reads = True
        return context

    PageTitleColumn.get_cell_context_data = told


def closed(mentions: Iterable[Mention]) -> str:
    """Why nothing may be changed, if one of these lies in a site that nobody may change."""
    for mention in mentions:
        site = mention.site
        if mention.may_change and site is not None and not site.is_changeable:
            return why_closed(site)
    return ""


def why_closed(site: MemberSite) -> str:
    text = _("“%(site)s” is %(state)s; nothing in it can be changed any more.")
    return text % {"site": site.short_name, "state": site.get_state_display().lower()}


def begin(
    request: HttpRequest, decision: Decision, asker: Asker, mentions: list[Mention]
) -> HttpResponse | None:
    """What a GET gets in place of a screen that would change something; None to let it pass."""
    if decision.opens is Opens.SHOWS:
        begin_reading(request.user)
    if decision.opens is not Opens.EDITS:
        return None
    if text := closed(mentions):
        messages.error(request, sentence("CL-03", text))
    elif _may_only_read(request, asker):
        text = _("You may look at this page and not change it: here are its history and previews.")
        messages.info(request, text)
    else:
        return None
    return redirect(_where_to_read(request, asker))


def _may_only_read(request: HttpRequest, asker: Asker) -> bool:
    """Who finds a page by its title and may not edit it."""
    match = request.resolver_match
    if match is None or match.view_name != "wagtailadmin_pages:edit":
        return False
    if not asker.rights.reads_everything or asker.rights.is_portal_admin:
        return False
    perms = Page._base_manager.get(pk=match.kwargs["page_id"]).permissions_for_user(asker.user)
    return perms.can_read() and not perms.can_edit()


def _where_to_read(request: HttpRequest, asker: Asker) -> str:
    """The history of the page that the address names, or the start page."""
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    for name in ("page_id", "page_to_move_id"):
        page = Page._base_manager.filter(pk=kwargs[name]).first() if name in kwargs else None
        if page and page.permissions_for_user(asker.user).can_read():
            return reverse("wagtailadmin_pages:history", args=[page.pk])
    if "parent_page_id" in kwargs:
        return reverse("wagtailadmin_explore", args=[kwargs["parent_page_id"]])
    return reverse("wagtailadmin_home")


def finish(request: HttpRequest, response: Any) -> Any:
    """The form of an image or file without its button, for who may not change it."""
    match = request.resolver_match
    if match is None or match.view_name not in FORMS or request.method != "GET":
        return response
    name, policy, template = FORMS[match.view_name]
    thing = (response.context_data or {}).get(name)
    stop_reading(request.user)
    if thing is None or policy.user_has_permission_for_instance(request.user, "change", thing):
        return response
    for field in response.context_data["form"].fields.values():
        field.disabled = True
    site = current().site_of_collection(thing.collection.path)
    response.context_data["reason"] = (
        sentence("CL-03", why_closed(site))
        if site and not site.is_changeable
        else _("You may look at this and not change it.")
    )
    response.template_name = template
    return response
