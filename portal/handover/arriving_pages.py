"""The pages of an archive: first the bare tree, so that all keys are known, then their content."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from modelcluster.models import ClusterableModel
from wagtail.models import Page, PageViewRestriction, Revision

from portal.handover.order import in_order
from portal.handover.planning import records
from portal.handover.references import Walker
from portal.pages import cards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.handover.arriving import Arriving
    from portal.handover.planning import Plan, Planned
    from portal.handover.reading import Reader
    from portal.handover.report import Report

    Data = dict[str, Any]

BATCH = 200


class ArrivingPages:
    """Writes all pages below the new site's home page; within the import's transaction."""

    def __init__(self, *, home: Page, plan: Plan, targets: Arriving, report: Report) -> None:
        self.home, self.plan, self.targets, self.report = home, plan, targets, report
        self.walker = Walker(targets)
        self.types = ContentType.objects.get_for_models(
            Page, *{made.model for made in plan.pages.values()}
        )
        self.waiting: list[tuple[Planned, Revision, bool, bool]] = []
        self.placed: list[Page] = []

    def make_tree(self) -> None:
        """Rows with places and addresses, so that every key and address is known."""
        home = self.plan.home
        home.page = self.home
        level = [home]
        while level:
            rows = [
                self._row(made, above.page, number)
                for above in level
                for number, made in enumerate(above.children, start=1)
            ]
            level = [made for above in level for made in above.children]
            Page.objects.bulk_create(rows, batch_size=BATCH)
            for made, row in zip(level, rows, strict=True):
                made.page = row
        Page.objects.filter(pk=self.home.pk).update(numchild=len(home.children))
        self.home.numchild = len(home.children)

    def _row(self, made: Planned, above: Any, number: int) -> Page:
        depth = above.depth + 1
        return Page(
            title=made.title,
            draft_title=made.title,
            slug=made.slug,
            path=Page._get_path(above.path, depth, number),  # noqa: SLF001  # treebeard's own way
            depth=depth,
            numchild=len(made.children),
            url_path=f"{above.url_path}{made.slug}/",
            content_type=self.types[made.model],
            locale_id=above.locale_id,
            translation_key=uuid4(),
            live=False,
        )

    def fill(self, reader: Reader) -> None:
        """Give every page its content, versions, owner and restriction."""
        for record in records(reader):
            made = self.plan.pages.get(record["id"])
            if made is None:
                continue
            with in_order(made.title):
                self._fill(made, record)
            if len(self.waiting) >= BATCH:
                self._write_versions()
        self._write_versions()

    def _fill(self, made: Planned, record: Data) -> None:
        page = self._built(made, record["fields"], record)
        _clean(page)
        # Page.save would look for what is not there yet, the row of the page's own type.
        ClusterableModel.save(page)
        self.report.counts["pages"] += 1
        if record.get("restriction"):
            kind = PageViewRestriction.LOGIN
            PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind)
            if record["restriction"] != kind:
                self.report.note("restriction", made.title)
        for version in record["versions"]:
            self._version(made, page, record, version)
        if page.live:
            self.placed.append(page)

    def _built(self, made: Planned, fields: Data, record: Data) -> Any:
        row: Any = made.page
        data = self.walker.record(made.model, fields, f"{made.title} (#{made.id})")
        page = made.model.from_serializable_data({**data, "pk": row.pk}, check_fks=False)
        for name in ("path", "depth", "numchild", "url_path", "slug", "translation_key"):
            setattr(page, name, getattr(row, name))
        page.locale_id, page.content_type_id = row.locale_id, row.content_type_id
        page.owner = self.targets.people.get(record.get("owner") or "")
        page.locked, page.locked_by_id, page.locked_at = False, None, None
        page.latest_revision_id = page.live_revision_id = None
        return page

    def _version(self, made: Planned, page: Any, record: Data, version: Data) -> None:
        same = version["fields"] is None
        shown = page if same else self._built(made, version["fields"], record)
        revision = version_row(shown, version, self.targets.people, base=self.types[Page])
        self.waiting.append((made, revision, bool(version["is_live"]), bool(version["is_latest"])))

    def _write_versions(self) -> None:
        write_versions(self.waiting)
        self.report.counts["versions"] += len(self.waiting)
        self.waiting = []

    def show(self) -> None:
        """Cards of the published pages, when all sections are in their places."""
        for page in self.placed:
            cards.refresh(page)


def write_versions(waiting: list[tuple[Any, Revision, bool, bool]]) -> None:
    """Write versions, and tell their pages which one is live and which the latest.

    Args:
        waiting: (what it is of, with ``page``; the version; is it live; is it the latest).
    """
    Revision.objects.bulk_create([row for _made, row, _live, _latest in waiting])
    pages: dict[int, Page] = {}
    for made, row, is_live, is_latest in waiting:
        page = pages.setdefault(made.page.pk, Page(pk=made.page.pk))
        if is_live:
            made.page.live_revision_id = row.pk
        if is_latest:
            made.page.latest_revision_id = row.pk
            made.page.latest_revision_created_at = row.created_at
        page.live_revision_id = made.page.live_revision_id
        page.latest_revision_id = made.page.latest_revision_id
        page.latest_revision_created_at = made.page.latest_revision_created_at
    names = ["live_revision", "latest_revision", "latest_revision_created_at"]
    Page.objects.bulk_update(pages.values(), names)


def version_row(
    shown: Any, version: Data, people: dict[str, Any], base: ContentType | None = None
) -> Revision:
    own = ContentType.objects.get_for_model(type(shown), for_concrete_model=False)
    return Revision(
        content_type=own,
        base_content_type=base or own,
        object_id=str(shown.pk),
        created_at=moment(version["created_at"]),
        user=people.get(version.get("person") or ""),
        object_str=str(shown),
        content=shown.serializable_data(),
        approved_go_live_at=moment(version["scheduled_at"]) if version["scheduled_at"] else None,
    )


def moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError("not a moment")
    return found


def _clean(page: Any) -> None:
    """Refuse what no column takes; what a draft or an older article lacks may be missing."""
    things = [page]
    for rows in getattr(page, "_cluster_related_objects", {}).values():
        things += list(rows)
    problems: list[str] = []
    for thing in things:
        relations = [f.name for f in thing._meta.fields if f.is_relation or f.primary_key]
        try:
            thing.clean_fields(exclude=relations)
        except ValidationError as error:
            problems += _serious(thing, error)
    if problems:
        raise ValidationError(problems)


def _serious(thing: Any, error: ValidationError) -> Iterable[str]:
    for name, found in error.error_dict.items():
        for one in found:
            is_lack = one.code in {"blank", "null"}
            if not is_lack or (one.code == "null" and not thing._meta.get_field(name).null):
                yield f"{name}: {' '.join(one.messages)}"
