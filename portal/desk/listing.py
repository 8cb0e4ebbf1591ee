"""One screen of the desk as light rows: few queries, however many sites and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from portal.clock.words import countdown
from portal.desk import figures
from portal.desk.models import OPEN, State
from portal.desk.permissions import may_edit
from portal.sites.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.desk.models import DeskRow
    from portal.desk.paging import Part
    from portal.sites.structure import Structure

COLUMNS = (
    "page_id",
    "site_id",
    "section_id",
    "title",
    "author",
    "owner_id",
    "state",
    "live",
    "holder_id",
    "holder_role",
    "held_since",
    "event_at",
    "due_at",
    "warn_at",
    "published_at",
    "go_live_at",
    "lacks_reason",
    "is_urgent",
    "updated_at",
)
LABELS = dict(State.choices)
# Beyond these the deadline is history, which the report tells.
COUNTED = frozenset({*OPEN, State.SCHEDULED})


@dataclass(frozen=True)
class Line:
    """What one line of the list shows. ``url``: the editor, or what the person may look at."""

    page_id: int
    title: str
    url: str
    facts_url: str
    state: str
    state_label: str
    holder: str
    held_since: datetime | None
    colour: str
    countdown: str
    due_at: datetime | None
    author: str
    site: str
    section: str
    updated_at: datetime
    go_live_at: datetime | None
    lacks_reason: bool
    is_urgent: bool
    numbers: Sequence[int | None] = field(default_factory=tuple)


@dataclass(frozen=True)
class Table:
    lines: list[Line]
    # Labels of the columns that others fill.
    numbers: list[str]


def table_of(rows: QuerySet[DeskRow] | Part, user: Any, structure: Structure) -> Table:
    """Two queries, and one for each column that others fill."""
    found: list[dict[str, Any]] = list(rows.values(*COLUMNS))
    names = names_of({row[key] for row in found for key in ("holder_id", "owner_id")})
    sites = {row["page_id"]: row["site_id"] for row in found}
    columns = [(one, one.counted(sites)) for one in figures.providers()] if found else []
    columns = [(provider, counts) for provider, counts in columns if counts]
    shown = _Shown(user, structure, names)
    lines = [
        shown.line(row, [counts.get(row["page_id"]) for _one, counts in columns]) for row in found
    ]
    return Table(lines, [str(provider.label) for provider, _counts in columns])


def names_of(keys: Iterable[int | None]) -> dict[int, str]:
    """People's names by their keys, in one query."""
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    people = get_user_model()._base_manager.filter(pk__in=wanted)
    columns = ("pk", "last_name", "first_name", "username")
    return {
        pk: f"{last} {first}".strip() or username
        for pk, last, first, username in people.values_list(*columns)
    }


class _Shown:
    """Makes lines; asks Django for addresses once, not twice a line."""

    def __init__(self, user: Any, structure: Structure, names: dict[int, str]) -> None:
        self.user, self.structure, self.names = user, structure, names
        self.now = timezone.now()
        self.edit = reverse("wagtailadmin_pages:edit", args=[0]).split("/0/")
        self.facts = reverse("desk:article", args=[0]).split("/0/")
        self.roles = {role.value: str(role.label) for role in Role}
        self.states = {key: str(label) for key, label in LABELS.items()}

    def line(self, row: dict[str, Any], numbers: list[int | None]) -> Line:
        structure = self.structure
        site = structure.site_by_id(row["site_id"])
        section = structure.nodes_by_id.get(row["section_id"] or 0)
        colour, words = self._deadline(row)
        facts_url = f"{self.facts[0]}/{row['page_id']}/{self.facts[1]}"
        may = may_edit(self.user, site, row["owner_id"])
        holder = self.names.get(row["holder_id"] or 0) or self.roles.get(row["holder_role"], "")
        return Line(
            page_id=row["page_id"],
            title=row["title"],
            url=f"{self.edit[0]}/{row['page_id']}/{self.edit[1]}" if may else facts_url,
            facts_url=facts_url,
            state=row["state"],
            state_label=self.states[row["state"]],
            holder=holder,
            held_since=row["held_since"],
            colour=colour,
            countdown=words,
            due_at=row["due_at"],
            author=row["author"] or self.names.get(row["owner_id"] or 0, ""),
            site=site.short_name if site else "",
            section=section.title if section else "",
            updated_at=row["updated_at"],
            go_live_at=row["go_live_at"],
            lacks_reason=row["lacks_reason"],
            is_urgent=row["is_urgent"],
            numbers=numbers,
        )

    def _deadline(self, row: dict[str, Any]) -> tuple[str, str]:
        """Nothing for drafts that were given up and for what no clock counts."""
        colour, words = countdown(
            self.now, row["due_at"], warn=row["warn_at"], done=row["published_at"]
        )
        if row["published_at"] is None and row["state"] not in COUNTED:
            return "none", ""
        return colour.value, words
