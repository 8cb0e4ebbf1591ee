"""What an export or an import tells about itself: numbers, and everything that was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# More than this of one kind are counted, not named.
NAMED = 1000

KINDS: dict[str, _StrPromise] = {
    "address": _("Links to pages of other sites became plain addresses"),
    "foreign_page": _("References to pages of other sites were left out"),
    "foreign_file": _("Pictures and files of other sites were taken along"),
    "broken": _("References to what no longer exists were left out"),
    "lost_file": _("Files are missing from the storage and were left out"),
    "foreign": _("References to what is not part of an archive were left out"),
    "missing_type": _("Pages whose plugin is missing were left out"),
    "unreadable": _("Pages that cannot be read were left out"),
    "kept_block": _("Blocks of missing plugins are kept as they are"),
    "cleaned": _("Texts lost what the editor does not offer, such as program code"),
    "comments": _("Comments of editors are not part of an archive"),
    "other_rows": _("Data of plugins and of other parts of the portal is not in the archive"),
    "restriction": _("Pages for few readers ask for signing in now"),
    "new_account": _("New accounts, inactive until the person is invited"),
    "linked_account": _("Accounts that existed already and were linked"),
    "renamed_account": _("New accounts under another user name, because it was taken"),
    "unknown_person": _("People without an account here; what they own has no owner now"),
    "role": _("Roles that were not given"),
    "plugin": _("Plugins that were on at the site and are missing here"),
    "redirect": _("Old addresses that were not taken over"),
    "description": _("Pictures without a description got their title"),
    "short_name": _("The short name was another site’s, so the code was added to it"),
    "theme": _("The theme is missing here; the site has the basic one"),
    "look": _("Colours of the site cannot be read in its theme here; it has the theme's own"),
    "host": _("The host name is not taken over; set it when its address points here"),
}


@dataclass
class Report:
    """Numbers (``counts``), what was left out or changed (``notes``), and facts of the archive.

    ``notes`` maps a kind of ``KINDS`` to the places concerned; ``totals`` says how many there
    were, also beyond the ``NAMED`` first ones.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: dict[str, list[str]] = field(default_factory=dict)
    totals: Counter[str] = field(default_factory=Counter)
    facts: dict[str, Any] = field(default_factory=dict)

    def note(self, kind: str, where: str) -> None:
        self.totals[kind] += 1
        named = self.notes.setdefault(kind, [])
        if len(named) < NAMED:
            named.append(where[:300])

    def as_dict(self) -> dict[str, Any]:
        return {
            "counts": dict(self.counts),
            "notes": self.notes,
            "totals": dict(self.totals),
            "facts": self.facts,
        }

    def lines(self) -> list[str]:
        """The notes as text, for a terminal."""
        found = []
        for kind, label, places, total in groups(self.as_dict()):
            del kind
            found.append(f"{label}: {total}")
            found += [f"  - {place}" for place in places[:20]]
        return found


def groups(report: dict[str, Any]) -> list[tuple[str, str, list[str], int]]:
    """Kind, words, places and number of each group of notes of a stored report."""
    notes, totals = report.get("notes", {}), report.get("totals", {})
    return [
        (kind, str(label), notes[kind], totals.get(kind, len(notes[kind])))
        for kind, label in KINDS.items()
        if notes.get(kind)
    ]


FACTS: dict[str, _StrPromise] = {
    "code": _("Code of the site"),
    "name": _("Name"),
    "archive": _("Number of the archive"),
    "dry_run": _("Only tried, nothing was made"),
    "with_revisions": _("With all versions"),
    "size": _("Size in bytes"),
    "sha256": _("Checksum (SHA-256)"),
}


def facts_told(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Words and value of the facts that concern people."""
    facts = report.get("facts", {})
    return [(str(label), _told(facts[name])) for name, label in FACTS.items() if name in facts]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return str(value)


COUNTS: dict[str, _StrPromise] = {
    "pages": _("Pages"),
    "images": _("Pictures"),
    "documents": _("Documents"),
    "people": _("People"),
    "roles": _("Roles"),
    "redirects": _("Old addresses"),
    "versions": _("Versions"),
    "links": _("Links of the site"),
    "events": _("Entries of the site’s history"),
}


def counted(report: dict[str, Any]) -> list[tuple[str, int]]:
    counts = report.get("counts", {})
    return [(str(label), counts[name]) for name, label in COUNTS.items() if name in counts]
