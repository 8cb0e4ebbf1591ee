"""Everything a member site has, as one value: rows of all tables that belong to it, by any way."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Collection, Page

from portal.accounts.models import User
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from tests.isolation.world import Side

# What merely notes that somebody was there, and pictures' sizes that are made when looked at.
LEFT_OUT = {
    "sessions.session",
    "auth.permission",
    "contenttypes.contenttype",
    "media.portalrendition",
}


class Owned:
    """The keys of a site's things, found once; rows that come to them later are found anew."""

    def __init__(self, side: Side) -> None:
        home = Page.objects.get(pk=side.site.root_page_id)
        self.site = side.site.pk
        self.pages = list(
            Page.objects.filter(path__startswith=home.path).values_list("pk", flat=True)
        )
        self.people = [person.pk for person in side.people.values()]
        self.collections = list(
            Collection.objects.filter(path__startswith=side.site.collection.path).values_list(
                "pk", flat=True
            )
        )
        self.objects = {
            **self._keys("media.PortalImage"),
            **self._keys("media.PortalDocument"),
            **self._keys("pages.SiteLayout", site=self.site),
        }

    def _keys(self, label: str, **values: Any) -> dict[Any, list[Any]]:
        model = apps.get_model(label)
        values = values or {"collection__in": self.collections}
        return {model: list(model.objects.filter(**values).values_list("pk", flat=True))}

    def condition(self, model: Any) -> Q | None:
        found = Q()
        if model is Page or issubclass(model, Page):
            return Q(pk__in=self.pages)
        named = {MemberSite: [self.site], User: self.people, Collection: self.collections}
        if model in named:
            return Q(pk__in=named[model])
        for field in model._meta.concrete_fields:
            found |= self._by_field(field)
        names = {field.name for field in model._meta.get_fields()}
        if {"object_id", "content_type"} <= names:
            found |= self._by_content(model)
        return found if found else None

    def _by_field(self, field: Any) -> Q:
        related = field.related_model
        if related is None:
            return Q()
        if related is MemberSite:
            return Q(**{field.name: self.site})
        if issubclass(related, Page):
            return Q(**{f"{field.name}__in": self.pages})
        keys = {Collection: self.collections, User: self.people, **self.objects}
        return Q(**{f"{field.name}__in": keys[related]}) if related in keys else Q()

    def _by_content(self, model: Any) -> Q:
        text = model._meta.get_field("object_id").get_internal_type() == "CharField"
        found = Q()
        for owner, keys in {Page: self.pages, **self.objects}.items():
            types = [ContentType.objects.get_for_model(owner).pk]
            if owner is Page:
                types += [t.pk for t in ContentType.objects.all() if _is_page(t)]
            ids = [str(key) for key in keys] if text else keys
            found |= Q(content_type_id__in=types, object_id__in=ids)
        return found


def _is_page(content_type: Any) -> bool:
    model = content_type.model_class()
    return model is not None and issubclass(model, Page)


def taken(owned: Owned) -> dict[str, str]:
    """A digest for each table."""
    digests = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        condition = None if label in LEFT_OUT else owned.condition(model)
        if condition is None:
            continue
        rows = model._base_manager.filter(condition).distinct().order_by("pk")
        digest = hashlib.sha256()
        for row in rows.values():
            row.pop("last_login", None)
            values = {name: getattr(value, "raw_data", value) for name, value in row.items()}
            digest.update(repr(sorted((k, _plain(v)) for k, v in values.items())).encode())
        digests[label] = digest.hexdigest()
    return digests


def _plain(value: Any) -> Any:
    return list(value) if type(value).__name__ == "RawDataView" else str(value)


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [label for label in before if before[label] != after[label]]
