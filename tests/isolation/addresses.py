"""Every address there is, filled in with things of one member site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.isolation import kinds
from portal.isolation.decisions import decision_for
from portal.isolation.rows import Where

if TYPE_CHECKING:
    from portal.isolation.rows import Decision
    from tests.isolation.world import Side

ADMIN = "quan-tri/"

# Parts of addresses that name no object of a site.
WORDS = {
    "act": "dong-bang",
    "kind": "published",
    "content_type_app_name": "news",
    "content_type_model_name": "articlepage",
    "filter_spec": "max-100x100",
    "uidb64": "MQ",
    "token": "set-password",
    "slug": "sample",
    "restriction_id": 1,
    "app_label": "news",
    "model_name": "articlepage",
    "app_name": "taggit",
}


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver with the view's name, and how to make a path of it."""

    pattern: str
    name: str
    is_regex: bool
    decision: Decision | None

    @property
    def in_admin(self) -> bool:
        return self.pattern.startswith(ADMIN)


def all_addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", (), regex=False))


def _walk(resolver: Any, before: str, spaces: tuple[str, ...], *, regex: bool) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        is_regex = regex or isinstance(entry.pattern, RegexPattern)
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, path, inner, regex=is_regex)
            continue
        view = getattr(entry.callback, "view_class", entry.callback)
        dotted = f"{view.__module__}.{getattr(view, '__name__', type(view).__name__)}"
        name = ":".join([*spaces, entry.name or dotted])
        yield Address(path, name, is_regex, decision_for(name))


def bulk_addresses() -> list[str]:
    """``app/model/action`` of every bulk action."""
    registry = bulk_action_registry
    registry._scan_for_bulk_actions()
    return [
        f"{app}/{model}/{action}"
        for app, models in registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def bulk_key(model: str, side: Side) -> int | None:
    images, documents = get_image_model(), get_document_model()
    return {
        "page": side.keys[kinds.page],
        images._meta.model_name: side.keys[kinds.image],
        documents._meta.model_name: side.keys[kinds.document],
        "sitelayout": side.keys[kinds.layout],
        "user": next(iter(side.people.values())).pk,
    }.get(model)


def values_for(address: Address, side: Side) -> dict[str | int, Any]:
    """What the address's parts are for things of ``side``, by name (or place)."""
    found: dict[str | int, Any] = {}
    for named in address.decision.named if address.decision else ():
        if named.where is Where.URL:
            found[named.key] = side.keys[named.kind]
    if ":add" in address.name or address.name.endswith("_on_add"):
        found = dict.fromkeys(found, side.keys["section"])
    layouts = "sitelayout" in address.name
    if layouts:
        for key in ("revision_id", "revision_id_a", "revision_id_b"):
            if key in found:
                found[key] = side.keys["layout version"]
    if address.name.startswith("plugin_royalties"):
        found |= side.keys["plugin_royalties"]
    elif address.name.startswith("plugin_"):
        found |= {"pk": side.note.pk, "site": side.site.pk}
    if address.name.startswith("wagtailadmin_workflows"):
        from wagtail.models import Workflow

        from portal.news.workflow import SiteApprovalTask

        workflow, task = Workflow.objects.get(), SiteApprovalTask.objects.get()
        pk = task.pk if "task" in address.name else workflow.pk
        found |= {"pk": pk, "page_pk": side.page.pk, "workflow_pk": workflow.pk, "task_id": task.pk}
    return found


# Addresses written as regular expressions.
PATTERNS = {
    "wagtailadmin_pages:revisions_compare": "quan-tri/pages/{0}/revisions/compare/{1}...{2}/",
    "wagtailsnippets_pages_sitelayout:revisions_compare": (
        "quan-tri/bo-cuc/history/{pk}/revisions/compare/{revision_id_a}...{revision_id_b}/"
    ),
    "wagtail.admin.views.home.default": "quan-tri/khong-co-trang-nay/",
    "wagtaildocs_serve": "tai-lieu/{document}/{filename}",
    "document": "{code}/tai-lieu/{document}/{filename}",
    "sitemap_part": "sitemap-tin-1.xml",
    "feed": "{code}/tin-moi.xml",
    "approval_link": "duyet/khong-co-ma-nay/",
    "archive": "{code}/luu-tru-tin/",
    "qr_code": "n/{draft}.svg",
    "series": "{code}/chuyen-de/chuyen-de/",
    "series_feed": "{code}/chuyen-de/chuyen-de/tin-moi.xml",
    "series_list": "{code}/chuyen-de/",
    "short_address": "n/{draft}",
    "tag_feed": "{code}/chu-de/khong-co/tin-moi.xml",
    "tag_page": "{code}/chu-de/khong-co/",
    "portal.ops.media_files.serve_media": "media/{image_file}",
    "webapp_manifest": "{code}/manifest.webmanifest",
    "webapp_icon": "{code}/bieu-tuong/192.png",
    "accessibility_statement": "{code}/tro-nang/",
    "digest_subscribe": "{code}/ban-tin/",
    "digest_asked": "{code}/ban-tin/da-gui/",
    "digest_confirm": "ban-tin/xac-nhan/khong-co/",
    "digest_choice": "ban-tin/tuy-chon/khong-co/",
    "digest_leave": "ban-tin/thoi-nhan/khong-co/",
    "wagtail_serve": "{code}/",
    "plugin_sample:index": "mau/",
    "plugin_sample:note": "{code}/mau/{pk}/",
    "plugin_sample:json": "{code}/mau/danh-sach.json",
    "plugin_sample:feed": "{code}/mau/moi.xml",
}


def path_of(address: Address, side: Side) -> str:
    """Raises LookupError for a part of the address that nothing here tells."""
    found = values_for(address, side)
    if address.name in PATTERNS:
        named = {str(key): value for key, value in found.items()} | _public(side)
        places = [found[key] for key in sorted(k for k in found if isinstance(k, int))]
        return "/" + PATTERNS[address.name].format(*places, **named)
    pattern = re.sub(r"[\^$]", "", address.pattern)
    if "(" in pattern:
        raise LookupError(f"no example of the expression {address.pattern} ({address.name})")
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda m: str(_part(address, m[1], found, side)), pattern
    )


def _public(side: Side) -> dict[str, Any]:
    return {
        "document": side.document.pk,
        "draft": side.keys["draft"],
        "filename": side.document.filename,
        "code": side.site.code,
        "image_file": side.image.file.name,
        "pk": side.note.pk if side.note else 1,
    }


def _part(address: Address, key: str, found: dict[str | int, Any], side: Side) -> Any:
    if key in found:
        return found[key]
    namespace = address.name.rpartition(":")[0]
    of_room = {
        "wagtailusers_users": next(iter(side.people.values())).pk,
        "wagtailadmin_collections": side.site.collection_id,
        "wagtailsites": 1,
        "wagtailusers_groups": 1,
        "old-places": 1,
        "legacy-patterns": 1,
        "clock-rules": 1,
        "clock-holidays": 1,
        "late-reasons": 1,
        "wagtailsettings": 1,
        "wagtailsnippetchoosers_pages_sitelayout": side.keys[kinds.layout],
        "wagtailadmin_api:pages": side.page.pk,
        "wagtailadmin_collections:set_privacy": side.site.collection_id,
    }
    if namespace in of_room and key not in {"slug", "app_name", "model_name", "action_name"}:
        return of_room[namespace]
    words = {
        **WORDS,
        "object_id": side.page.pk,
        "action_name": "approve" if "workflow" in address.name else "publish",
        "task_id": _uuid if address.name == "tasks:progress" else 1,
        "session_id": side.keys[kinds.session],
        "page_id": side.page.pk,
        "page_view_restriction_id": 1,
    }
    if address.name == "desk:bulk":
        words["act"] = "giao"
    if address.name == "desk:forget_filter":
        words["pk"] = 1
    if address.name == "wagtailadmin_tag_model_autocomplete":
        words["model_name"] = "tag"
    if address.name == "wagtail_bulk_action":
        words |= {"app_label": "wagtailcore", "model_name": "page", "action": "publish"}
    if key not in words:
        raise LookupError(f"nothing says what “{key}” of {address.name} is")
    return words[key]


_uuid = "00000000-0000-4000-8000-000000000000"
