"""Which level each check has in a site, and the measures that hold there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from portal.checks.models import OFFICIAL, Level, SiteChecks

if TYPE_CHECKING:
    from portal.checks.findings import Check
    from portal.sites.models import MemberSite

# Where neither the site nor the portal says anything else.
MEASURES = {"duplicate_days": 30, "title_longest": 120, "fewest_words": 50, "longest_minutes": 15}
# Vietnamese syllables a minute, of adults who read news.
WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Policy:
    """What holds in one site."""

    levels: dict[str, str] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=lambda: dict(MEASURES))
    allowed: tuple[str, ...] = ()

    def level_of(self, check: Check) -> str:
        level = self.levels.get(check.name, check.level)
        return level if level in Level.values else check.level


def policy_of(site: MemberSite | None) -> Policy:
    """One query: the portal's row and the site's own, which goes before it."""
    whose = Q(site=None) | Q(site=site) if site else Q(site=None)
    rows = list(SiteChecks.objects.filter(whose))
    rows.sort(key=lambda row: row.site_id is not None)
    levels: dict[str, str] = {}
    measures = dict(MEASURES)
    allowed = OFFICIAL.splitlines() if not any(row.site_id is None for row in rows) else []
    for row in rows:
        levels |= row.levels if isinstance(row.levels, dict) else {}
        given = {name: getattr(row, name) for name in MEASURES}
        measures |= {name: value for name, value in given.items() if value is not None}
        allowed += row.allowed.splitlines()
    return Policy(levels, measures, tuple(line.strip() for line in allowed if line.strip()))
