"""What is left of lists, reports, choosers and filters for people who do not see everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from taggit.models import Tag as MediaTag
from taggit.models import TaggedItem
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, Page, PageLogEntry, TaskState, WorkflowState

from portal.isolation.kinds import Asker
from portal.isolation.rows import Lists
from portal.news.models import ArticleTag, Tag
from portal.plugins import hiding
from portal.sites.middleware import structure_of
from portal.sites.models import MemberSite, RoleGrant
from portal.sites.scoping import collections_of, pages_of

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from portal.isolation.rows import Decision
    from portal.plugins.hiding import Rule


def connect() -> None:
    """Called once, when Django has started."""
    watched = (
        PageLogEntry,
        get_user_model(),
        get_image_model(),
        get_document_model(),
        MediaTag,
        Tag,
    )
    for model in watched:
        hiding.watch(model)
    _keep_to_own_pages()


def _keep_to_own_pages() -> None:
    """“All” of a bulk action means all pages of the person's sites."""
    original = PageBulkAction.get_all_objects_in_listing_query

    def listed(self: Any, parent_id: Any) -> Any:
        keys = original(self, parent_id)
        asker = Asker(self.request.user, structure_of(self.request))
        if asker.rights.sees_everything:
            return keys
        own = pages_of(asker.rights.in_site, asker.structure)
        rows = Page._base_manager.filter(own, pk__in=list(keys))
        return sorted(rows.values_list("pk", flat=True))

    PageBulkAction.get_all_objects_in_listing_query = listed


def begin(request: HttpRequest, decision: Decision, asker: Asker) -> None:
    """Narrow the lists to the end of the request, if there is something to leave out."""
    if decision.lists is Lists.ALL or asker.rights.sees_everything:
        return
    if request.method == "GET" or decision.narrow_posts:
        hiding.add(rule(asker, decision.lists))


def rule(asker: Asker, lists: Lists) -> Rule:
    """What the person may see of each watched model."""
    own = pages_of(asker.rights.in_site, asker.structure)
    ways = Q(path__in=asker.ways)
    shown = own | ways
    if lists is Lists.LINKS and asker.structure.province:
        shown |= pages_of([asker.structure.province.pk], asker.structure) & Q(live=True)
    # By a list of collections: the search engines filter by that field and no further.
    collections = Collection._base_manager.filter(
        collections_of(asker.rights.in_site, asker.structure)
    )
    media = Q(collection__in=collections.values("pk"))
    return {
        Page: partial(_only, condition=shown),
        get_image_model(): partial(_only, condition=media),
        get_document_model(): partial(_only, condition=media),
        WorkflowState: lambda rows: rows.filter(hiding.about(own)),
        TaskState: lambda rows: rows.filter(hiding.about(own, "workflow_state__")),
        PageLogEntry: lambda rows: rows.filter(
            page__in=Page._base_manager.filter(own).values("pk")
        ),
        ModelLogEntry: lambda rows: rows.filter(_entries_of(asker)),
        get_user_model(): lambda rows: rows.filter(_people_of(asker)),
        Tag: lambda rows: rows.filter(_topics_of(own)),
        MediaTag: lambda rows: rows.filter(_media_tags_of(asker)),
    }


def _only(rows: QuerySet[Any], *, condition: Q) -> QuerySet[Any]:
    return rows.filter(condition)


def _people_of(asker: Asker) -> Q:
    """The person, and whoever holds or held a role in one of the person's sites."""
    grants = RoleGrant.objects.filter(site__in=list(asker.rights.in_site))
    return Q(pk=asker.user.pk) | Q(pk__in=grants.values("person"))


def _topics_of(own: Q) -> Q:
    articles = Page._base_manager.filter(own).values("pk")
    return Q(pk__in=ArticleTag.objects.filter(content_object__in=articles).values("tag"))


def _media_tags_of(asker: Asker) -> Q:
    """Tags of the person's pictures and files."""
    inside = collections_of(asker.rights.in_site, asker.structure, "collection__")
    items = Q(pk__in=[])
    for model in (get_image_model(), get_document_model()):
        kind = ContentType.objects.get_for_model(model)
        keys = model._base_manager.filter(inside).values("pk")
        items |= Q(content_type=kind, object_id__in=keys)
    return Q(pk__in=TaggedItem.objects.filter(items).values("tag"))


def _entries_of(asker: Asker) -> Q:
    """Entries about rows that name one of the person's sites as theirs."""
    found = Q(pk__in=[])
    for model in _models_with_site():
        rows = model._base_manager.filter(site__in=list(asker.rights.in_site))
        keys = rows.annotate(key=Cast("pk", CharField())).values("key")
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        found |= Q(content_type=kind, object_id__in=keys)
    return found


def _models_with_site() -> list[type[Model]]:
    """Models whose rows belong to a member site and are logged as plain rows."""
    return [
        model
        for model in apps.get_models()
        if not issubclass(model, Page)
        and any(f.name == "site" and f.related_model is MemberSite for f in model._meta.fields)
    ]
