"""What the admin shows and does: views, menus, panels, rights, pages, the picker of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from portal.pages.models import SectionPage, SiteLayout
from portal.pages.regions import REGIONS
from portal.plugins import points
from tests.contract import addresses
from tests.contract.content import blocks_of, mark, page_types, word
from tests.contract.readers import answers, arguments, taken_back
from tests.contract.surface import has_pages, surface
from tests.contract.watching import calls_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.sites.models import MemberSite
    from tests.contract.addresses import Address
    from tests.contract.ground import Ground

# What Wagtail's addresses call the page they are about.
PAGE_ARGUMENTS = {"page_id", "page_to_move_id", "page_to_copy_id", "parent_page_id", "page_pk"}


def admin_addresses(slug: str) -> list[Address]:
    return [address for address in addresses.of_plugin(slug) if address.is_admin]


# They end the session, or are one page for all.
NO_LISTS = {"logout", "login", "failwhale", "jsi18n", "sprite", "sprite-1", "password_reset"}


def people(ground: Ground, site: MemberSite) -> dict[str, Client]:
    """Those for whom the plugin is closed: where it is on somewhere, only the site's editor.

    The admin's address has no site: who works elsewhere may be at a place where it is on.
    """
    clients = ground.clients(site)
    return {"editor": clients["editor"]} if ground.partly else clients


@surface(has=lambda slug: bool(admin_addresses(slug)))
def admin_views(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Views of the admin that answer anything but 404."""
    seen = []
    for site in sites:
        for address in admin_addresses(ground.slug):
            path = address.filled(arguments(ground, site, address))
            seen += answers(people(ground, site), path)
    return seen


@surface(points.MenuItem, points.Report, points.AdminList, points.SettingsPanel)
def menus(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Items of any menu that lead into the plugin, on the admin's start page."""
    paths = [a.filled({}) for a in admin_addresses(ground.slug) if not a.named]
    seen = []
    for site in sites:
        clients = people(ground, site)
        for who in {"editor", "superuser"} & clients.keys():
            text = clients[who].get(reverse("wagtailadmin_home")).content.decode()
            seen += [f"{path} for {who}" for path in paths if f'"{path}"' in text]
    return seen


@surface(points.AdminList)
def rows_in_lists(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Rows of a site in the plugin's lists, for somebody who works at all sites."""
    indexes = [a for a in admin_addresses(ground.slug) if a.name == "index"]
    paths = [a.filled({}) for a in indexes if hasattr(a.view, "plugin_viewset")]
    superuser = ground.clients(sites[0])["superuser"]
    return [
        f"a row of {site.code} at {path}"
        for path in paths
        for site in sites
        if mark(site) in superuser.get(path).content.decode()
    ]


@surface(points.HomePanel)
def home_panels(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Whether a panel is made for the admin's start page."""
    functions = [owned.value.make for owned in blocks_of(ground.slug, points.HomePanel)]
    with calls_of(functions) as calls:
        for site in sites:
            for client in people(ground, site).values():
                client.get(reverse("wagtailadmin_home"))
    return [str(call) for call in calls]


@surface(points.Permission, points.AdminList, per_site=False)
def rights(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Rights of the plugin that the form of a group offers."""
    client = ground.clients(sites[0])["superuser"]
    form = client.get(reverse("wagtailusers_groups:add")).context["form"]
    offered = form.fields["permissions"].queryset
    own = offered.filter(content_type__app_label=ground.config.label)
    return [str(right) for right in own]


@surface(has=has_pages)
def page_types_offered(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Page types that the admin offers, or takes, below pages of a site."""
    seen = []
    for site in sites:
        for model in page_types(ground.slug):
            name = (model._meta.app_label, model._meta.model_name)
            parent = ground.at(site).pages[0].get_parent()
            add = reverse("wagtailadmin_pages:add", args=[*name, parent.pk])
            for who, client in ground.clients(site).items():
                offer = reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])
                if add in client.get(offer).content.decode():
                    seen.append(f"{add} is offered to {who}")
                seen += _creates(client, who, add)
    return seen


def _creates(client: Client, who: str, add: str) -> list[str]:
    seen = []
    if client.get(add).status_code == 200:
        seen.append(f"{add} shows its form to {who}")
    before = Page.objects.count()
    with taken_back():
        client.post(add, {"title": "Ép tạo", "slug": "ep-tao", "action-publish": "1"})
        if Page.objects.count() != before:
            seen.append(f"{add} makes a page for {who}")
    return seen


def about_pages() -> list[Address]:
    """The admin's addresses that are about one page."""
    return [
        address
        for address in addresses.all_addresses()
        if (PAGE_ARGUMENTS & set(address.named) and address.name.find("authenticate") < 0)
        or address.full_name in {"wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action"}
        or address.full_name == "wagtailadmin_pages:revisions_compare"
    ]


@surface(has=has_pages)
def page_views(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Views about a page (edit, copy, move, history, draft …) that answer anything but 404."""
    seen = []
    for site in sites:
        clients = ground.clients(site)
        for page in ground.at(site).pages:
            values = _values_for(page)
            for address in about_pages():
                try:
                    path = address.filled(values)
                except NoReverseMatch:
                    continue
                found = answers({"superuser": clients["superuser"]}, path)
                seen += [line for line in found if " answers 405 " not in line]
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            seen += answers(clients, edit)
    return seen


def _values_for(page: Page) -> dict[str, Any]:
    own = dict.fromkeys([*PAGE_ARGUMENTS, "pk"], page.pk)
    state = page.current_workflow_state
    return {
        **own,
        "0": page.pk,
        "1": "earliest",
        "2": "latest",
        "destination_id": page.get_parent().pk,
        "revision_id": page.latest_revision_id,
        "workflow_pk": state.workflow_id if state else 1,
        "workflow_state_id": state.pk if state else 1,
        "task_state_id": state.current_task_state_id if state else 1,
        "task_id": state.current_task_state.task_id if state else 1,
        "action_name": "approve",
        "content_type_app_name": "pages",
        "content_type_model_name": "sectionpage",
    }


@surface(has=has_pages)
def bulk_actions(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Actions on several pages at once that name or change a page."""
    seen = []
    for site in sites:
        for who in ("editor", "superuser"):
            client = ground.clients(site)[who]
            for page in ground.at(site).pages:
                for action in ("delete", "move", "publish", "unpublish"):
                    for which in (f"id={page.pk}", f"id=all&childOf={page.get_parent().pk}"):
                        found = _bulk(client, page, action, which)
                        seen += [f"{action}?{which} {what} for {who}" for what in found]
    return seen


def _bulk(client: Client, page: Page, action: str, which: str) -> list[str]:
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    path = f"{path}?{which}&next=/quan-tri/"
    seen = ["names it"] if page.title in client.get(path).content.decode() else []
    values = Page.objects.filter(pk=page.pk).values("live", "path", "has_unpublished_changes")
    before = list(values)
    with taken_back():
        Page.objects.filter(pk=page.pk).update(locked=False)
        client.post(path, {"chooser": page.get_parent().get_siblings(inclusive=False).first().pk})
        if list(values) != before:
            seen.append("changes it")
    return seen


@surface(has=has_pages)
def page_moves(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Sections of a site into which an open page can be moved."""
    seen = []
    pages = ground.at(ground.here).pages
    if not pages:
        return seen
    page = pages[0]
    for site in sites:
        others = SectionPage.objects.child_of(site.root_page).exclude(pk=page.get_parent().pk)
        target = others.last()
        path = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        with taken_back():
            Page.objects.filter(pk=page.pk).update(locked=False)
            ground.clients(site)["superuser"].post(path)
            if Page.objects.get(pk=page.pk).path.startswith(target.path):
                seen.append(target.url_path)
    return seen


def lists_of_admin() -> set[str]:
    """Every address of the admin that takes no argument."""
    found = [
        reverse(address.full_name)
        for address in addresses.all_addresses()
        if address.full_name.startswith("wagtail") and not (address.named or address.unnamed)
    ]
    wanted = [path for path in found if path.startswith("/quan-tri/")]
    return {path for path in wanted if path.split("/")[2] not in NO_LISTS}


def lists_of_site(ground: Ground, site: MemberSite) -> set[str]:
    """Those that list, choose or search pages of a site."""
    paths = {reverse("wagtailadmin_home"), f"{reverse('wagtailadmin_api:pages:listing')}?fields=*"}
    parents = SectionPage.objects.child_of(site.root_page)
    for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child"):
        paths |= {reverse(name, args=[page.pk]) for page in parents}
    query = f"?q={word(site)}"
    for name in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search"):
        paths.add(reverse(name) + query)
    for model in page_types(ground.slug):
        name = [model._meta.app_label, model._meta.model_name]
        paths.add(reverse("wagtailadmin_pages:type_use", args=name))
        paths.add(f"{reverse('wagtailadmin_choose_page')}?page_type={'.'.join(name)}")
    return paths


@surface(has=has_pages)
def admin_lists(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Lists, searches, choosers, panels and reports of the admin that name a page."""
    titles = [page.title for site in sites for page in ground.at(site).pages]
    superuser = ground.clients(sites[0])["superuser"]
    paths = lists_of_admin().union(*(lists_of_site(ground, site) for site in sites))
    seen = _naming(titles, "superuser", superuser, paths)
    for site in sites:
        editor = ground.clients(site)["editor"]
        seen += _naming(titles, "editor", editor, lists_of_site(ground, site))
    return seen


def _naming(titles: list[str], who: str, client: Client, paths: set[str]) -> list[str]:
    seen = []
    for path in sorted(paths):
        response = client.get(path)
        text = "" if response.streaming else response.content.decode(errors="replace")
        if any(title in text for title in titles):
            seen.append(f"{path} for {who}")
    return seen


@surface(points.BodyBlock)
def body_picker(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Blocks that the editor of a new article offers."""
    seen = []
    for site in sites:
        section = SectionPage.objects.child_of(site.root_page).first()
        path = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
        text = ground.clients(site)["superuser"].get(path).content.decode()
        names = [owned.type_name for owned in blocks_of(ground.slug, points.BodyBlock)]
        seen += [f"{name} at {site.code}" for name in names if name in text]
    return seen


@surface(points.SideWidget)
def widget_picker(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Widgets that the form of a site's layout offers."""
    seen = []
    for site in sites:
        for region in REGIONS:
            stream = SiteLayout._meta.get_field(region).stream_block.bound_to(site).offered()
            own = f"{ground.slug}__"
            seen += [f"{name} in {region}" for name in stream.child_blocks if name.startswith(own)]
    return seen


@surface(points.AdminList, per_site=False)
def logged_rows(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Reports of the admin that name a row of the plugin."""
    rows = {str(row) for site in sites for row in ground.at(site).rows if mark(site) in str(row)}
    seen = []
    for site in sites:
        client = ground.clients(site)["superuser"]
        for name in ("wagtailadmin_reports:site_history",):
            text = client.get(reverse(name)).content.decode()
            seen += [f"{row} on {name}" for row in rows if row in text]
    return seen
