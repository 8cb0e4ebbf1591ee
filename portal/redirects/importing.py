"""Taking over files of old addresses: first a plan of every row, then all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import refuse
from portal.redirects import checks, files, writing
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, parse
from portal.redirects.models import AddressImport, Kind, OldAddress
from portal.redirects.targets import Reader, Target
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portal.redirects.files import Row
    from portal.redirects.rules import Rules

# Somebody who leads from row to row of the same file that often wrote a circle.
MOST_STEPS = 20


class Outcome(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("New")
    REPLACES = "replaces", gettext_lazy("Replaces a row")
    UNCHANGED = "unchanged", gettext_lazy("Unchanged")
    BROKEN = "broken", gettext_lazy("Refused")


@dataclass
class Planned:
    """A row of a file and what is to become of it; ``sentence`` says why it is refused."""

    row: Row
    outcome: Outcome = Outcome.NEW
    sentence: str = ""
    address: Address | None = None
    target: Target | None = None
    saved: OldAddress | None = None
    note: str = ""


class Plan:
    """All rows of a file, looked at together with a few hundred queries for 20,000."""

    def __init__(self, rows: Sequence[Row], *, actor: Any) -> None:
        self.rules: Rules = portal_rules.current(portal_structure.current())
        self.reach = checks.Reach.of(actor)
        self.rows = [Planned(row) for row in rows]
        self.by_address: dict[Address, Planned] = {}
        self._read_addresses()
        self._read_targets()
        self._check()
        self._compare()

    @property
    def broken(self) -> list[Planned]:
        return [planned for planned in self.rows if planned.outcome == Outcome.BROKEN]

    def counts(self) -> dict[Outcome, int]:
        return {outcome: sum(p.outcome == outcome for p in self.rows) for outcome in Outcome}

    def _read_addresses(self) -> None:
        for planned in self.rows:
            try:
                planned.address = parse(planned.row.old)
            except ValidationError as error:
                _break(planned, error)
                continue
            first = self.by_address.setdefault(planned.address, planned)
            if first is planned:
                continue
            if (first.row.new, first.row.legacy) == (planned.row.new, planned.row.legacy):
                planned.outcome = Outcome.UNCHANGED
                continue
            text = _("“%(address)s” stands in line %(line)d already, with another target.")
            values = {"address": planned.row.old[:80], "line": first.row.line}
            _break(planned, refuse("DC-14", text % values))

    def _open(self) -> Iterable[Planned]:
        """Rows that are neither refused nor said before."""
        return (planned for planned in self.rows if planned.outcome == Outcome.NEW)

    def _read_targets(self) -> None:
        meant = {id(planned): self._meant(planned) for planned in self._open()}
        reader = Reader({text for text in meant.values() if text}, self.rules, self.reach)
        for planned in list(self._open()):
            text = meant[id(planned)]
            try:
                if text is None:
                    message = _("“%(address)s” leads in a circle.")
                    raise refuse("DC-04", message % {"address": planned.row.old[:80]})
                planned.target = reader.target_of(text)
            except ValidationError as error:
                _break(planned, error)

    def _meant(self, planned: Planned) -> str | None:
        """The new address; that of another row of the file when it is the old one there.

        None: the rows lead in a circle.
        """
        for _step in range(MOST_STEPS):
            text = planned.row.new
            try:
                following = self.by_address.get(parse(text.partition("#")[0]))
            except ValidationError:
                return text
            if following is None or following is planned:
                return text
            planned = following
        return None

    def _check(self) -> None:
        addresses = {p.address for p in self._open() if p.address}
        in_use = checks.addresses_in_use(addresses, self.rules)
        for planned in list(self._open()):
            address, target = planned.address, planned.target
            if address is None or target is None:
                continue
            if target.page_id is not None and in_use.get(address) == target.page_id:
                # A list of all pages of a site holds those that stay where they are.
                planned.outcome = Outcome.UNCHANGED
                continue
            error = checks.problem(self.reach, address, target, self.rules, in_use)
            if error is not None:
                _break(planned, error)
                continue
            try:
                planned.saved = writing.row_of(
                    address, target, self.rules, kind=Kind.IMPORTED, legacy_key=planned.row.legacy
                )
            except ValidationError as wrong:
                _break(planned, wrong)
            if not target.is_live:
                planned.note = _("The page is not published yet.")

    def _compare(self) -> None:
        """With the rows that are in the table already."""
        open_rows = {p.address: p for p in self._open() if p.address}
        wanted = sorted(open_rows)
        for start in range(0, len(wanted), writing.BATCH):
            for old in OldAddress.objects.at(wanted[start : start + writing.BATCH]):
                planned = open_rows.get(old.address)
                if planned and planned.saved:
                    planned.outcome = _compared(old, planned.saved)


def _compared(old: OldAddress, new: OldAddress) -> Outcome:
    columns = ("target_id", "target_url", "fragment", "legacy_key")
    is_same = all(getattr(old, name) == getattr(new, name) for name in columns)
    return Outcome.UNCHANGED if is_same else Outcome.REPLACES


def _break(planned: Planned, error: ValidationError) -> None:
    planned.outcome, planned.sentence = Outcome.BROKEN, " ".join(error.messages)


@transaction.atomic
def import_addresses(*, actor: Any, rows: Sequence[Row]) -> dict[Outcome, int]:
    """Write all rows of a file, or none.

    Args:
        actor: None is the command line.

    Returns:
        How many rows became what.

    Raises:
        ValidationError: DC-13 at least one row is refused; then nothing is written.
    """
    plan = Plan(rows, actor=actor)
    if plan.broken:
        raise refused(plan)
    changing = {Outcome.NEW, Outcome.REPLACES}
    writing.write([p.saved for p in plan.rows if p.saved and p.outcome in changing], with_keys=True)
    return plan.counts()


def refused(plan: Plan) -> ValidationError:
    """Why a file cannot be taken over."""
    message = _(
        "%(count)d rows of the file are refused, so nothing is taken over; mend these rows."
    )
    return refuse("DC-13", message % {"count": len(plan.broken)})


@transaction.atomic
def keep_file(*, actor: Any, name: str, data: bytes) -> AddressImport:
    """Keep a file for its preview; whoever sent it decides. Older undecided ones are dropped.

    Raises:
        ValidationError: DC-12 the file cannot be read.
    """
    text = files.text_of(data)
    rows = files.rows_of(text)
    AddressImport.objects.filter(person=actor, confirmed_at=None).delete()
    return AddressImport.objects.create(
        person=actor, file_name=name[:200], text=text, rows=len(rows)
    )


@transaction.atomic
def confirm(*, actor: Any, kept: AddressImport) -> dict[Outcome, int]:
    """Take over a file after its preview; its text is dropped, the note of it stays.

    Raises:
        PermissionDenied: somebody else sent it, or it is decided.
        ValidationError: as ``import_addresses``.
    """
    kept = AddressImport.objects.select_for_update().get(pk=kept.pk)
    if kept.person_id != actor.pk or kept.confirmed_at:
        raise PermissionDenied
    counts = import_addresses(actor=actor, rows=files.rows_of(kept.text))
    kept.text, kept.confirmed_at = "", timezone.now()
    kept.save(update_fields=["text", "confirmed_at"])
    return counts
