"""One import: checks, then files, then all rows in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.errors import refuse
from portal.handover import layout, old_addresses, verify
from portal.handover.arriving import Arriving
from portal.handover.arriving_pages import ArrivingPages, moment
from portal.handover.arriving_people import import_people
from portal.handover.arriving_site import import_layout, import_site_itself, make_site
from portal.handover.filing import Filing, Journal
from portal.handover.order import in_order
from portal.handover.planning import check_addresses, make_plan
from portal.handover.report import Report
from portal.handover.tasks import index_site
from portal.media.models import PortalDocument, PortalImage
from portal.pages.services import refuse_taken_code
from portal.reading.series import arrive_series
from portal.search.indexing import index_updates_paused
from portal.sites import structure
from portal.sites.models import MemberSite, SiteEvent
from portal.sites.services import note_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.accounts.models import User
    from portal.handover.planning import Plan
    from portal.handover.reading import Reader


class Importing:
    """See ``services.import_site``."""

    def __init__(
        self,
        *,
        actor: User | None,
        reader: Reader,
        code: str | None,
        skip_missing: bool,
        tell: Callable[[int, int, str], None],
    ) -> None:
        self.actor, self.reader, self.skip_missing, self.tell = actor, reader, skip_missing, tell
        self.report = Report()
        with in_order(layout.SITE):
            self.entry: dict[str, Any] = dict(reader.json(layout.SITE))
            self.code = str(code or self.entry["code"])
            self.archive = str(reader.manifest["archive"])[:64]
        self.is_chosen = code is not None

    def run(self, *, dry_run: bool, facts: dict[str, Any]) -> Report:
        self._refuse_again()
        plan = make_plan(self.reader, self.report, skip_missing=self.skip_missing)
        self._verify_archive()
        journal = Journal()
        try:
            filing = Filing(self.reader, journal, self.report)
            filing.store(self._stepper())
            self._write(plan, filing, facts, dry_run=dry_run)
        except BaseException:
            journal.undo()
            raise
        if dry_run:
            journal.undo()
        else:
            journal.keep()
        self.report.facts |= {"dry_run": dry_run, "archive": self.archive}
        self.tell(1, 1, "")
        return self.report

    def _refuse_again(self) -> None:
        """The same archive makes a second site only when another code is asked for."""
        before = SiteEvent.objects.filter(
            kind=SiteEvent.Kind.IMPORTED, facts__archive=self.archive
        ).first()
        if before and not self.is_chosen:
            message = _(
                "This archive was imported already, as “%(site)s”; give another code to import "
                "it once more."
            )
            raise refuse("BG-06", message % {"site": before.site.name})
        self._refuse_taken()

    def _refuse_taken(self) -> None:
        """What speaks against a code that somebody chose is told as the wizard tells it."""
        try:
            refuse_taken_code(self.code)
        except ValidationError as refusal:
            is_taken = refusal.error_dict["code"][0].code == "TV-01"
            if self.is_chosen and not is_taken:
                raise
            message = _(
                "The code or path “%(code)s” is taken or cannot be used; give another code."
            )
            raise refuse("BG-06", message % {"code": self.code[:60]}) from refusal

    def _verify_archive(self) -> None:
        total = sum(info.file_size for info in self.reader.infos.values()) or 1
        done = 0
        for size in self.reader.verify():
            done += size
            self.tell(min(done, total - 1) * 30 // total, 100, _("Checking the archive"))

    def _stepper(self) -> Callable[[str], None]:
        counts = self.reader.manifest.get("counts")
        known = counts if isinstance(counts, dict) else {}
        numbers = [known.get(name) for name in ("images", "documents")]
        total = sum(n for n in numbers if isinstance(n, int) and n > 0) or 1
        done = 0

        def step(title: str) -> None:
            nonlocal done
            done += 1
            self.tell(30 + min(done, total) * 40 // total, 100, title)

        return step

    def _write(self, plan: Plan, filing: Filing, facts: dict[str, Any], *, dry_run: bool) -> None:
        count = len(plan.pages)
        self.tell(70, 100, _("Writing %(count)d pages") % {"count": count})
        with (
            index_updates_paused(),
            disable_reference_index_auto_update(),
            transaction.atomic(),
        ):
            structure.lock()
            self._refuse_taken()
            with in_order(self.reader.manifest.get("code") or self.code):
                site = self._rows(plan, filing)
            self._note(site, facts)
            structure.bump()
            index_site.enqueue(site.pk)
            transaction.set_rollback(dry_run)

    def _rows(self, plan: Plan, filing: Filing) -> MemberSite:
        with in_order(layout.SITE):
            site = make_site(self.code, self.entry, self.actor, self.report)
        root_page: Any = site.root_page
        home = root_page.specific
        check_addresses(plan, home)
        node = structure.current().home_of(site)
        root = node.url if node else "/"
        targets = Arriving(site=site, root=root, plan=plan, report=self.report)
        targets.people = import_people(
            actor=self.actor, site=site, reader=self.reader, report=self.report
        )
        self._files(site, filing, targets)
        with in_order(layout.SERIES):
            self._series(site, targets)
        plan.home.slug = home.slug
        pages = ArrivingPages(home=home, plan=plan, targets=targets, report=self.report)
        pages.make_tree()
        pages.fill(self.reader)
        with in_order(layout.LAYOUT):
            import_layout(site, self.reader.json(layout.LAYOUT), targets)
        with in_order(layout.SITE):
            import_site_itself(site, self.entry, targets)
        old_addresses.read(site, self.reader, targets, self.report)
        structure.bump()
        pages.show()
        self._verify(site)
        return site

    def _files(self, site: MemberSite, filing: Filing, targets: Arriving) -> None:
        top = site.collection
        if top is None:
            raise ValueError("a site without a collection")
        collections: dict[tuple[str, ...], Collection] = {(): top}
        for model, made in filing.made.items():
            for key, (row, entry) in made.items():
                with in_order(row.title):
                    names = tuple(str(name) for name in entry.get("collection") or [])[:10]
                    row.site = site
                    row.collection = _collection(names, collections)
                    row.uploaded_by_user = targets.people.get(entry.get("uploaded_by") or "")
                    row.save()
                    row.tags.add(*[str(name)[:100] for name in entry.get("tags") or []])
                    created = moment(entry["created_at"])
                    type(row).objects.filter(pk=row.pk).update(created_at=created)
                targets.files[model][key] = row
        self.report.counts["images"] += len(filing.made[PortalImage])
        self.report.counts["documents"] += len(filing.made[PortalDocument])

    def _series(self, site: MemberSite, targets: Arriving) -> None:
        for record in self.reader.json(layout.SERIES) if layout.SERIES in self.reader.infos else []:
            key, title = record.get("picture"), str(record["title"])
            picture = targets.key(PortalImage, key, title) if key else None
            made = arrive_series(site=site, record=record, picture_id=picture)
            targets.series[int(record["id"])] = made
        self.report.counts["series"] += len(targets.series)

    def _note(self, site: MemberSite, facts: dict[str, Any]) -> None:
        source = self.reader.manifest.get("source")
        found = {
            **facts,
            "archive": self.archive,
            "source": source if isinstance(source, dict) else {},
            "counts": dict(self.report.counts),
        }
        note_event(site=site, kind=SiteEvent.Kind.IMPORTED, actor=self.actor, facts=found)
        self.report.facts |= {"code": site.code, "site": site.pk, "name": site.name}

    def _verify(self, site: MemberSite) -> None:
        """Nothing may lead nowhere, or out of the new site.

        Raises:
            ValidationError: BG-11 naming the first places.
        """
        if found := verify.findings(site, is_closed=True):
            message = _("The import would leave references that lead nowhere: %(places)s")
            places = "; ".join(found[:5])
            raise refuse("BG-11", message % {"places": places})


def _collection(names: tuple[str, ...], known: dict[tuple[str, ...], Collection]) -> Collection:
    """The collection of these names below the site's own; made when it is missing."""
    for end in range(1, len(names) + 1):
        if names[:end] not in known:
            parent = known[names[: end - 1]]
            made = Collection(name=names[end - 1])
            made.clean_fields(exclude=["path", "depth", "numchild"])
            known[names[:end]] = parent.add_child(instance=made)
            parent.refresh_from_db()
    return known[names]
