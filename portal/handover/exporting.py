"""The members of an archive, one function each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from wagtail.models import Collection, Page, Revision, get_page_models

from portal.handover import layout
from portal.handover.references import Walker
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import Series
from portal.pages.models import SiteLayout
from portal.plugins import gate, registry
from portal.sites.models import MemberSite, RoleGrant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portal.handover.leaving import Leaving
    from portal.handover.places import Places
    from portal.handover.report import Report
    from portal.handover.writing import Writer

    Data = dict[str, Any]

# What a page is made anew, or what stands beside its fields in the archive.
LEFT_OUT = frozenset(
    "pk path depth numchild url_path translation_key locale content_type latest_revision "
    "live_revision locked locked_at locked_by owner slug latest_revision_created_at "
    "wagtail_admin_comments".split()
)
SITE_FIELDS = (
    "name short_name organisation motto address phone email responsible licence theme "
    "look header_text footer_text opening_views opening_views_on host state state_since "
    "maintenance_message created_at"
).split()
FOCAL = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
BATCH = 100


class Exporting:
    """One export; ``tell(done, total, text)`` is called outside of transactions."""

    def __init__(
        self,
        *,
        places: Places,
        targets: Leaving,
        writer: Writer,
        report: Report,
        with_revisions: bool,
        tell: Callable[[int, int, str], None],
    ) -> None:
        self.places, self.targets, self.writer = places, targets, writer
        self.report, self.with_revisions, self.tell = report, with_revisions, tell
        self.walker = Walker(targets)
        self.site: MemberSite = places.site
        self.people: dict[str, None] = {}
        self.done = 0

    def write(self) -> None:
        self.targets.leave_out_lost_files()
        self.site_itself()
        self.pages()
        self.layout()
        self.series()
        self.files(PortalImage, layout.IMAGES, self.targets.images)
        self.files(PortalDocument, layout.DOCUMENTS, self.targets.documents)
        self.people_of_site()
        self._other_rows()

    def step(self, text: str) -> None:
        self.done += 1
        total = len(self.places.ids) + len(self.targets.images) + len(self.targets.documents)
        self.tell(min(self.done, total - 1), total, text)

    # The site

    def site_itself(self) -> None:
        site = self.site
        links = [
            {
                "place": link.place,
                "label": link.label,
                "url": self.targets.address(link.url, link.label),
                "position": link.position,
            }
            for link in site.links.all()
        ]
        events = [
            {"kind": e.kind, "actor": e.actor_name, "note": e.note, "facts": e.facts, "at": e.at}
            for e in site.events.order_by("at", "pk")
        ]
        now = gate.current()
        plugins = [
            slug
            for slug, config in registry.installed().items()
            if config.scope == "site" and now.is_open_at(slug, site)
        ]
        self.writer.json(
            layout.SITE,
            {
                "code": site.code,
                "is_province": site.is_province,
                **{name: getattr(site, name) for name in SITE_FIELDS},
                "logo": self._picture(site.logo_id, "logo"),
                "default_image": self._picture(site.default_image_id, "default_image"),
                "links": links,
                "events": events,
                "plugins": plugins,
            },
        )
        self.report.counts["links"] += len(links)
        self.report.counts["events"] += len(events)

    def _picture(self, key: int | None, where: str) -> int | None:
        found: int | None = self.targets.key(PortalImage, key, where) if key else None
        return found

    def series(self) -> None:
        found = [
            {
                **{name: getattr(row, name) for name in ("title", "slug", "lead", "is_open")},
                "id": row.pk,
                "picture": self._picture(row.picture_id, row.title),
            }
            for row in Series.objects.filter(site=self.site).order_by("pk")
        ]
        self.writer.json(layout.SERIES, found)
        self.report.counts["series"] += len(found)

    # Pages

    def pages(self) -> None:
        with self.writer.member(layout.PAGES) as member:
            skipped: tuple[str, ...] = ()
            for page in self._in_tree_order():
                if skipped and page.path.startswith(skipped):
                    self.report.note("missing_type", str(page.title))
                elif not isinstance(page, tuple(get_page_models())) or type(page) is Page:
                    self.report.note("missing_type", f"{page.title} ({page.url_path})")
                    skipped += (page.path,)
                else:
                    member.line(self.page(page))
                    self.report.counts["pages"] += 1
                self.step(str(page.title))

    def _in_tree_order(self) -> Iterator[Any]:
        rows = self.places.pages().filter(pk__in=self.places.ids)
        keys = list(self.places.pages().values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            part = rows.model.objects.filter(pk__in=keys[start : start + BATCH]).order_by("path")
            chosen = part.select_related("owner").prefetch_related("view_restrictions")
            yield from chosen.specific()

    def page(self, page: Any) -> Data:
        """The record of one page; see ``layout.py`` for where it lies."""
        where = f"{page.title} (#{page.pk})"
        parent = page.get_parent()
        model = type(page)
        restriction = next(iter(page.view_restrictions.all()), None)
        data = page.serializable_data()
        if comments := data.get("wagtail_admin_comments"):
            self.report.note("comments", f"{where}: {len(comments)}")
        return {
            "id": page.pk,
            "parent": None if page.pk == self.site.root_page_id else parent.pk,
            "type": model._meta.label,
            "slug": page.slug,
            "address": self.places.structure.url_of(page.url_path)[len(self.places.root) :],
            "title": page.title,
            "owner": self._person(page.owner),
            "restriction": restriction.restriction_type if restriction else None,
            "fields": self._fields(model, data, where),
            "versions": [self._version(page, row, where) for row in self._versions(page)],
        }

    def _fields(self, model: Any, data: Data, where: str) -> Data:
        own = {name: value for name, value in data.items() if name not in LEFT_OUT}
        return self.walker.record(model, own, where)

    def _versions(self, thing: Any) -> list[Revision]:
        rows = thing.revisions.select_related("user").order_by("created_at", "pk")
        if not self.with_revisions:
            rows = rows.filter(pk__in=[thing.live_revision_id, thing.latest_revision_id])
        return list(rows)

    def _version(self, thing: Any, row: Revision, where: str) -> Data:
        """One version; ``fields`` None means: those of the object itself."""
        is_live = row.pk == thing.live_revision_id
        same = is_live and not self.with_revisions
        self.report.counts["versions"] += 1
        return {
            "created_at": row.created_at,
            "person": self._person(row.user),
            "is_live": is_live,
            "is_latest": row.pk == thing.latest_revision_id,
            "scheduled_at": row.approved_go_live_at,
            "fields": None if same else self._fields(type(thing), row.content, where),
        }

    def _person(self, user: Any) -> str | None:
        if user is None:
            return None
        self.people[user.username] = None
        return str(user.username)

    def layout(self) -> None:
        found = SiteLayout.objects.filter(site=self.site).first()
        record: Data | None = None
        if found:
            where = str(SiteLayout._meta.verbose_name)
            data = {k: v for k, v in found.serializable_data().items() if k != "site"}
            record = {
                "fields": self._fields(SiteLayout, data, where),
                "versions": [self._version(found, row, where) for row in self._versions(found)],
            }
            for version in record["versions"]:
                (version["fields"] or {}).pop("site", None)
        self.writer.json(layout.LAYOUT, record)

    # Files

    def files(self, model: Any, listing: str, wanted: dict[int, None]) -> None:
        folder = "images" if model is PortalImage else "documents"
        keys, lines = list(wanted), []
        for start in range(0, len(keys), BATCH):
            rows = model.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
            for row in rows.select_related("collection", "uploaded_by_user"):
                name = f"{folder}/{row.pk}-{row.filename}"
                with row.file.storage.open(row.file.name) as file:
                    self.writer.file(name, file.chunks(layout.CHUNK))
                lines.append(self._file(row, name))
                self.step(str(row.title))
        with self.writer.member(listing) as member:
            for line in lines:
                member.line(line)
        self.report.counts[folder] += len(lines)

    def _file(self, row: Any, name: str) -> Data:
        is_own = self.targets.is_own(type(row), row.pk)
        found = {
            "id": row.pk,
            "file": name,
            "title": row.title,
            "tags": sorted(row.tags.names()),
            "created_at": row.created_at,
            "uploaded_by": self._person(row.uploaded_by_user) if is_own else None,
            "collection": self._collection(row.collection) if is_own else [],
            "is_own": is_own,
        }
        if isinstance(row, PortalImage):
            found |= {n: getattr(row, n) for n in ("description", "credit", "source", *FOCAL)}
        return found

    def _collection(self, collection: Collection) -> list[str]:
        """Names of the collections from below the site's own down to this one."""
        top = self.site.collection
        if top is None or not collection.path.startswith(top.path):
            return []
        steps = range(len(top.path) + top.steplen, len(collection.path) + 1, top.steplen)
        paths = [collection.path[:end] for end in steps]
        names = Collection.objects.filter(path__in=paths).order_by("path")
        return list(names.values_list("name", flat=True))

    # People

    def people_of_site(self) -> None:
        """Those with a role here with their e-mail; other authors by their names alone."""
        grants = RoleGrant.objects.standing().filter(site=self.site).select_related("person")
        roles: dict[int, list[Data]] = {}
        for grant in grants.order_by("person__username", "role"):
            dates = {"valid_from": grant.valid_from, "valid_to": grant.valid_to}
            roles.setdefault(grant.person_id, []).append({"role": grant.role, **dates})
            self.people[grant.person.username] = None
        accounts = get_user_model().objects.filter(username__in=list(self.people))
        found = [
            {
                "username": person.username,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email if person.pk in roles else "",
                "roles": roles.get(person.pk, []),
            }
            for person in accounts.order_by("username")
        ]
        self.writer.json(layout.PEOPLE, found)
        self.report.counts["people"] += len(found)
        self.report.counts["roles"] += sum(len(person["roles"]) for person in found)

    def _other_rows(self) -> None:
        """Nothing is lost silently: rows elsewhere that belong to the site are counted."""
        known = {"RoleGrant", "SiteEvent", "SiteLink", "SiteLayout", "CardRow", "PortalImage"}
        known |= {
            "PortalDocument",
            "HandoverArchive",
            "MemberSite",
            "DeskRow",
            "ApprovalLink",
            "Series",
            # Readers agreed to get mails from here; they subscribe anew where the site goes.
            "DigestSettings",
            "DigestTopic",
            "DigestIssue",
        }
        for relation in MemberSite._meta.get_fields(include_hidden=True):
            model: Any = relation.related_model
            is_foreign_key = relation.one_to_many or (relation.one_to_one and not relation.concrete)
            if not is_foreign_key or model.__name__ in known or issubclass(model, Page):
                continue
            if model._meta.app_label == "redirects":
                continue
            field = relation.field.name  # type: ignore[union-attr]
            count = model._base_manager.filter(**{field: self.site}).count()
            if count:
                self.report.note("other_rows", f"{model._meta.verbose_name_plural}: {count}")
