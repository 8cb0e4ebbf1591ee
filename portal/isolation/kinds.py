"""The kinds of things that addresses and forms of the admin name, and to which site each belongs.

Each kind answers for all keys of a request at once, with one query (two where a thing belongs to
a site by way of another).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, TaskState, UploadedFile, WorkflowState

from portal.pages.models import SiteLayout
from portal.pages.references import linkable_pages
from portal.people.permissions import visible_grants, visible_people
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.models import MemberSite
    from portal.sites.rights import Rights
    from portal.sites.structure import Structure


@dataclass(frozen=True)
class Place:
    """Where a thing lies: in a site, or (``site`` None) among what is the portal's own."""

    site: MemberSite | None
    is_seen: bool


Places = dict[int, Place]


@dataclass
class Asker:
    """The person who sends a request, and the portal as it is at this moment."""

    user: Any
    structure: Structure

    @cached_property
    def rights(self) -> Rights:
        return rights_of(self.user)

    @cached_property
    def ways(self) -> frozenset[str]:
        """Tree paths above the person's home pages, which lead there."""
        homes = self.structure.home_paths
        own = [homes[pk] for pk in self.rights.in_site if pk in homes]
        return frozenset(p[:end] for p in own for end in range(Page.steplen, len(p), Page.steplen))

    def sees(self, site: MemberSite | None) -> bool:
        if self.rights.sees_everything:
            return True
        return site is not None and site.pk in self.rights.in_site

    def place(self, site: MemberSite | None, *, is_seen: bool | None = None) -> Place:
        return Place(site, self.sees(site) if is_seen is None else is_seen)


Kind = Callable[[Asker, "Iterable[int]"], Places]


def page(asker: Asker, keys: Iterable[int]) -> Places:
    rows = Page._base_manager.filter(pk__in=keys).values_list("pk", "path")
    return {pk: asker.place(asker.structure.site_of(path)) for pk, path in rows}


def page_on_the_way(asker: Asker, keys: Iterable[int]) -> Places:
    """Pages, of which those above the person's home pages may be passed through."""
    rows = Page._base_manager.filter(pk__in=keys).values_list("pk", "path")
    found: Places = {}
    for pk, path in rows:
        site = asker.structure.site_of(path)
        found[pk] = asker.place(site, is_seen=asker.sees(site) or path in asker.ways)
    return found


def page_to_link(asker: Asker, keys: Iterable[int]) -> Places:
    """Pages in the chooser: one's own, the way there, and what the province has published."""
    found = page_on_the_way(asker, keys)
    rest = [pk for pk, place in found.items() if not place.is_seen]
    if rest:
        rows = Page._base_manager.filter(linkable_pages(asker.user, asker.structure), pk__in=rest)
        for pk in rows.values_list("pk", flat=True):
            found[pk] = Place(found[pk].site, is_seen=True)
    return found


def image(asker: Asker, keys: Iterable[int]) -> Places:
    return _in_collections(asker, get_image_model(), keys)


def document(asker: Asker, keys: Iterable[int]) -> Places:
    return _in_collections(asker, get_document_model(), keys)


def _in_collections(asker: Asker, model: Any, keys: Iterable[int]) -> Places:
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", "collection__path")
    return {pk: asker.place(asker.structure.site_of_collection(path)) for pk, path in rows}


def collection(asker: Asker, keys: Iterable[int]) -> Places:
    rows = Collection._base_manager.filter(pk__in=keys).values_list("pk", "path")
    return {pk: asker.place(asker.structure.site_of_collection(path)) for pk, path in rows}


def layout(asker: Asker, keys: Iterable[int]) -> Places:
    rows = SiteLayout._base_manager.filter(pk__in=keys).values_list("pk", "site_id")
    return {pk: asker.place(asker.structure.site_by_id(site)) for pk, site in rows}


def site(asker: Asker, keys: Iterable[int]) -> Places:
    found = ((pk, asker.structure.site_by_id(pk)) for pk in keys)
    return {pk: asker.place(one) for pk, one in found if one}


def upload(asker: Asker, keys: Iterable[int]) -> Places:
    """Files sent and not yet described: only who sent one has anything to do with it."""
    rows = UploadedFile._base_manager.filter(pk__in=keys)
    return {
        pk: Place(None, is_seen=sender == asker.user.pk)
        for pk, sender in rows.values_list("pk", "uploaded_by_user_id")
    }


def session(asker: Asker, keys: Iterable[int]) -> Places:
    """Somebody's having an editor open."""
    rows = EditingSession._base_manager.filter(pk__in=keys)
    return {
        pk: Place(None, is_seen=person == asker.user.pk)
        for pk, person in rows.values_list("pk", "user_id")
    }


def workflow_state(asker: Asker, keys: Iterable[int]) -> Places:
    rows = WorkflowState._base_manager.filter(pk__in=keys)
    return _by_content(asker, rows.values_list("pk", "base_content_type_id", "object_id"))


def task_state(asker: Asker, keys: Iterable[int]) -> Places:
    rows = TaskState._base_manager.filter(pk__in=keys)
    columns = ("pk", "workflow_state__base_content_type_id", "workflow_state__object_id")
    return _by_content(asker, rows.values_list(*columns))


def revision(asker: Asker, keys: Iterable[int]) -> Places:
    rows = Revision._base_manager.filter(pk__in=keys)
    return _by_content(asker, rows.values_list("pk", "base_content_type_id", "object_id"))


def person(asker: Asker, keys: Iterable[int]) -> Places:
    """Accounts: of people with a role in the person's own sites."""
    rows = visible_people(asker.user).filter(pk__in=keys).values_list("pk", flat=True)
    seen = set(rows)
    return {pk: Place(None, is_seen=pk in seen) for pk in keys}


def grant(asker: Asker, keys: Iterable[int]) -> Places:
    seen = set(visible_grants(asker.user).filter(pk__in=keys).values_list("pk", flat=True))
    return {pk: Place(None, is_seen=pk in seen) for pk in keys}


def with_site(label: str) -> Kind:
    """Rows of a model that name their site; of no site: for those who see everything."""

    def places(asker: Asker, keys: Iterable[int]) -> Places:
        return _with_site(asker, apps.get_model(label), keys)

    return places


old_address = with_site("redirects.OldAddress")
missed_address = with_site("redirects.MissedAddress")
archive = with_site("handover.HandoverArchive")
delegation = with_site("news.Delegation")
urgent = with_site("news.UrgentPublication")
approval_link = with_site("approving.ApprovalLink")
series = with_site("news.Series")
known_name = with_site("checks.KnownName")
subscriber = with_site("digest.Subscriber")
look_change = with_site("theming.LookChange")
overlay = with_site("theming.Overlay")


def offer(asker: Asker, keys: Iterable[int]) -> Places:
    """An article offered by one site to another: seen by the people of both, and of no third."""
    rows = apps.get_model("syndication.Offer")._base_manager.filter(pk__in=keys)
    found: Places = {}
    for pk, sender, receiver in rows.values_list("pk", "sender_id", "receiver_id"):
        sites = [asker.structure.site_by_id(key) for key in (receiver, sender)]
        found[pk] = Place(sites[0], is_seen=any(asker.sees(site) for site in sites))
    return found


def address_import(asker: Asker, keys: Iterable[int]) -> Places:
    """A file of old addresses: only who sent it, and portal administrators, look at it."""
    rows = apps.get_model("redirects.AddressImport")._base_manager.filter(pk__in=keys)
    return {
        pk: Place(None, is_seen=asker.rights.is_portal_admin or sender == asker.user.pk)
        for pk, sender in rows.values_list("pk", "person_id")
    }


def of_model(model: Any) -> Kind | None:
    """The kind of a model's rows; None for a model that belongs to no site."""
    if issubclass(model, Page):
        return page
    named = {get_image_model(): image, get_document_model(): document, SiteLayout: layout}
    if model in named:
        return named[model]
    if any(field.name == "site" and _leads_to_site(field) for field in model._meta.fields):
        return lambda asker, keys: _with_site(asker, model, keys)
    return None


def _leads_to_site(field: Any) -> bool:
    related = field.related_model
    return related is not None and related._meta.label_lower == "sites.membersite"


def _with_site(asker: Asker, model: Any, keys: Iterable[int]) -> Places:
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", "site_id")
    return {pk: asker.place(asker.structure.site_by_id(its_site)) for pk, its_site in rows}


def _by_content(asker: Asker, rows: Iterable[tuple[int, int, str]]) -> Places:
    """Places of rows that are about another object, of a type and with a key."""
    given = [(pk, kind, int(key)) for pk, kind, key in rows if key.isdecimal()]
    found: Places = {}
    for kind_id in {kind for _pk, kind, _key in given}:
        model = ContentType.objects.get_for_id(kind_id).model_class()
        kind = of_model(model) if model else None
        about = {pk: key for pk, its_kind, key in given if its_kind == kind_id}
        places = kind(asker, set(about.values())) if kind else {}
        nowhere = Place(None, is_seen=asker.rights.sees_everything)
        found |= {pk: places.get(key, nowhere) for pk, key in about.items()}
    return found
