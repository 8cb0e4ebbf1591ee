"""The filter of the desk: from an address to a question, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.clock.counting import ZONE
from portal.desk.deriving import search_key
from portal.desk.models import OPEN, State
from portal.desk.permissions import rows_seen, sites_seen, waiting_for
from portal.errors import refuse

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.db.models import QuerySet
    from django.http import QueryDict

    from portal.desk.models import DeskRow
    from portal.sites.structure import Structure

MOST_WORDS = 12  # longer than any title; databases refuse very long questions
LONGEST = 200
WAITING, OWN = "cho-toi", "cua-toi"
WORK = {
    WAITING: gettext_lazy("Waiting for me"),
    OWN: gettext_lazy("Written by me"),
}
LATE, SOON, UNEXPLAINED, URGENT = "tre", "sap-het-han", "thieu-ly-do", "gap"
DEADLINES = {
    LATE: gettext_lazy("Late or over the limit"),
    SOON: gettext_lazy("Limit is near"),
    UNEXPLAINED: gettext_lazy("Late, reason missing"),
    URGENT: gettext_lazy("Urgent"),
}
DAYS = {
    "sua": ("updated_at", gettext_lazy("Day of the last change")),
    "su-kien": ("event_at", gettext_lazy("Day of the event")),
    "dang": ("published_at", gettext_lazy("Day of publication")),
}
ORDERS = {
    "moi": (("-updated_at", "-page"), gettext_lazy("Newest change first")),
    "han": (("due_at", "page"), gettext_lazy("Nearest deadline first")),
    "cho": (("held_since", "page"), gettext_lazy("Longest waiting first")),
}
# What holds when nothing is said; addresses leave it out.
USUAL = {"xep": "moi", "ngay": "sua"}
STATE_KEYS = {
    "dang-soan": State.DRAFTING,
    "bien-tap": State.EDITING,
    "duyet": State.APPROVAL,
    "tra-lai": State.RETURNED,
    "hen-gio": State.SCHEDULED,
    "da-dang": State.PUBLISHED,
    "dang-sua": State.CHANGED,
    "het-han": State.EXPIRED,
    "da-go": State.WITHDRAWN,
}
# What an address may say; anything else in it is dropped, never shown again.
KEYS = "q trang-thai viec trang muc tac-gia loai han ngay tu den xep".split()


@dataclass
class Filter:
    """One filter. ``values`` holds what was understood, ready for an address."""

    values: dict[str, str] = field(default_factory=dict)
    problems: list[ValidationError] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    @classmethod
    def parse(cls, given: QueryDict) -> Filter:
        """Nonsense is left out and told in ``problems``."""
        found = cls()
        for key in KEYS:
            text = " ".join(given.get(key, "").replace("\x00", "").split())[:LONGEST]
            if text and text != USUAL.get(key) and found._understands(key, text):
                found.values[key] = text
        return found

    def _understands(self, key: str, text: str) -> bool:
        known: dict[str, Any] = {
            "trang-thai": STATE_KEYS,
            "viec": WORK,
            "han": DEADLINES,
            "ngay": DAYS,
            "xep": ORDERS,
        }
        if key in known:
            return text in known[key] or self._problem()
        if key in {"trang", "muc", "loai"}:
            return (text.isascii() and text.isdecimal() and len(text) < 10) or self._problem()
        if key in {"tu", "den"}:
            return self._day(key, text)
        return True

    def _day(self, key: str, text: str) -> bool:
        day = _day_of(text)
        if day is None:
            message = _("A date of the filter is no date; write it as 31/12/2026.")
            self.problems.append(refuse("BB-01", message))
            return False
        if key == "tu":
            self.first = day
        else:
            self.last = day
        return True

    def _problem(self) -> bool:
        text = _("A part of the filter in the address is not known and was left out.")
        if not self.problems:
            self.problems.append(refuse("BB-02", text))
        return False

    @property
    def is_empty(self) -> bool:
        return not set(self.values) - {"xep"}

    @property
    def has_words(self) -> bool:
        return bool({"q", "tac-gia"} & set(self.values))

    @property
    def query(self) -> str:
        """For an address and for keeping; the same filter is always written alike."""
        return urlencode(self.values)

    def with_(self, **changes: str) -> str:
        """The query with some values changed; an empty one takes the part away."""
        values = {**self.values, **{k.replace("_", "-"): v for k, v in changes.items()}}
        return urlencode({key: text for key, text in values.items() if text})

    def rows(self, user: Any, structure: Structure) -> QuerySet[DeskRow]:
        """What the person may see and the filter wants, in no order."""
        rows = rows_seen(user, structure)
        for key, text in self.values.items():
            condition = getattr(self, f"_q_{key.replace('-', '_')}", None)
            if condition:
                rows = rows.filter(condition(text, user, structure))
        return self._within_days(rows)

    @property
    def order(self) -> tuple[str, ...]:
        """Names of columns, the last one unique."""
        return ORDERS[self.values.get("xep", USUAL["xep"])][0]

    def _within_days(self, rows: QuerySet[DeskRow]) -> QuerySet[DeskRow]:
        column = DAYS[self.values.get("ngay", USUAL["ngay"])][0]
        if self.first:
            rows = rows.filter(**{f"{column}__gte": _midnight(self.first)})
        if self.last:
            rows = rows.filter(**{f"{column}__lt": _midnight(self.last + timedelta(days=1))})
        return rows

    def _q_q(self, text: str, user: Any, structure: Structure) -> Q:
        return _all_words("title_key", text)

    def _q_tac_gia(self, text: str, user: Any, structure: Structure) -> Q:
        return _all_words("author_key", text)

    def _q_trang_thai(self, text: str, user: Any, structure: Structure) -> Q:
        return Q(state=STATE_KEYS[text])

    def _q_viec(self, text: str, user: Any, structure: Structure) -> Q:
        return waiting_for(user, structure) if text == WAITING else Q(owner=user.pk)

    def _q_trang(self, text: str, user: Any, structure: Structure) -> Q:
        return Q(site=int(text))

    def _q_muc(self, text: str, user: Any, structure: Structure) -> Q:
        return Q(section=int(text))

    def _q_loai(self, text: str, user: Any, structure: Structure) -> Q:
        return Q(kind=int(text))

    def _q_han(self, text: str, user: Any, structure: Structure) -> Q:
        now = timezone.now()
        if text == UNEXPLAINED:
            return Q(lacks_reason=True)
        if text == URGENT:
            return Q(is_urgent=True)
        if text == SOON:
            return Q(state__in=OPEN, published_at=None, warn_at__lte=now, due_at__gte=now)
        return Q(is_late=True) | overdue(now)


def overdue(now: datetime) -> Q:
    """Matches what should have been published by now and was not."""
    return Q(published_at=None, due_at__lt=now)


def sections_of(site_id: int, structure: Structure) -> list[tuple[int, str]]:
    """Sections of one site that take articles, as they lie in the tree."""
    home = structure.home_paths.get(site_id)
    if home is None:
        return []
    return [
        (node.id, "– " * ((len(node.path) - len(home)) // 4 - 1) + node.title)
        for path, node in sorted(structure.nodes.items())
        if path.startswith(home) and path != home and _site_id(structure, path) == site_id
    ]


def site_choices(user: Any, structure: Structure) -> list[tuple[int, str]]:
    return [(site.pk, site.short_name) for site in sites_seen(user, structure)]


def _site_id(structure: Structure, path: str) -> int | None:
    site = structure.site_of(path)
    return site.pk if site else None


def _all_words(column: str, text: str) -> Q:
    """Plain looking for letters: a third of the time of LIKE, and no letter means more."""
    found = Q()
    for word in search_key(text).split()[:MOST_WORDS]:
        found &= Q(GreaterThan(StrIndex(column, Value(word)), 0))
    return found


def _day_of(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, shape).replace(tzinfo=ZONE).date()
        except ValueError:
            continue
        return day if 1990 <= day.year <= 2200 else None
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
