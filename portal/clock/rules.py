"""The working rules as they stand in the database, read once for many articles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from portal.clock import counting
from portal.clock.models import ClockRule, Holiday

if TYPE_CHECKING:
    from datetime import datetime


class Dated(NamedTuple):
    """A rule with its place and its days."""

    site_id: int | None
    first: date
    last: date | None
    terms: counting.Terms

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Limit(NamedTuple):
    """What the clock says of one article."""

    due_at: datetime | None = None
    warn_at: datetime | None = None
    remind_at: datetime | None = None
    remind_again_at: datetime | None = None


@dataclass(frozen=True)
class RuleBook:
    """All rules, and the holidays if they matter. ``load`` takes two or three queries."""

    rules: tuple[Dated, ...]
    holidays: frozenset[date]

    @classmethod
    def load(cls) -> RuleBook:
        kinds: defaultdict[int, set[int]] = defaultdict(set)
        pairs = ClockRule.not_counted.through._base_manager.values_list(
            "clockrule_id", "articlekind_id"
        )
        for rule_id, kind_id in pairs:
            kinds[rule_id].add(kind_id)
        rows = ClockRule._base_manager.order_by("-valid_from", "-pk")
        rules = tuple(_dated(rule, frozenset(kinds[rule.pk])) for rule in rows)
        if all(rule.terms.counts_holidays for rule in rules):
            return cls(rules, frozenset())
        days = _days(Holiday._base_manager.values_list("first_day", "last_day"))
        return cls(rules, frozenset(days))

    def terms_of(self, event_at: datetime, site_id: int | None) -> counting.Terms | None:
        """The rule of the event's date: the site's own, else the portal's."""
        day = event_at.astimezone(counting.ZONE).date()
        for place in (site_id, None):
            for rule in self.rules:
                if rule.site_id == place and rule.holds(day):
                    return rule.terms
        return None

    def limit(
        self,
        event_at: datetime | None,
        *,
        site_id: int | None,
        kind_id: int | None = None,
        embargo: datetime | None = None,
    ) -> Limit:
        """When an article is due; nothing for kinds that have no limit."""
        terms = self.terms_of(event_at, site_id) if event_at else None
        if terms is None or kind_id in terms.not_counted:
            return Limit()
        due = counting.due_at(event_at, terms, self.holidays, embargo)
        if due is None:
            return Limit()
        warn = counting.warn_at(due, terms)
        again = due + timedelta(hours=terms.remind_after) if terms.remind_after else None
        return Limit(due, warn, warn, again)


def _dated(rule: ClockRule, kinds: frozenset[int]) -> Dated:
    terms = counting.Terms(
        hours=rule.hours,
        remind_before=rule.remind_before,
        remind_after=rule.remind_after,
        counts_weekends=rule.counts_weekends,
        counts_holidays=rule.counts_holidays,
        not_counted=kinds,
    )
    return Dated(rule.site_id, rule.valid_from, rule.valid_to, terms)


def _days(periods: object) -> set[date]:
    return {
        first + timedelta(days=number)
        for first, last in periods  # type: ignore[attr-defined]
        for number in range(min((last - first).days, counting.MOST_DAYS) + 1)
    }
