"""Figures of the front end beside their aims: for the screen, a results file and the README."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START, END = "<!-- bench-front -->", "<!-- /bench-front -->"
EVERYWHERE = "worst"


@dataclass(frozen=True)
class Aim:
    """What a figure is and where it should lie; ``limit`` None for what is only told."""

    name: str
    head: str
    limit: float | None
    at_least: bool = False
    digits: int = 0

    def ratio(self, value: float) -> str:
        """The figure as a share of its aim: at most 1 is good, at least 1 for scores."""
        if self.limit is None:
            return "–"
        if self.limit == 0:
            return "ok" if value == 0 else "over"
        return f"{value / self.limit:.2f}"

    def is_met(self, value: float) -> bool:
        if self.limit is None:
            return True
        return value >= self.limit if self.at_least else value <= self.limit

    def worst(self, values: list[float]) -> float:
        return min(values) if self.at_least else max(values)


AIMS = (
    Aim("performance", "perf", 100, at_least=True),
    Aim("accessibility", "a11y", 100, at_least=True),
    Aim("best-practices", "best", 100, at_least=True),
    Aim("seo", "SEO", 100, at_least=True),
    Aim("lcp", "LCP s", 1.0, digits=2),
    Aim("cls", "CLS", 0, digits=3),
    Aim("tbt", "TBT ms", 50),
    Aim("interaction", "tap ms", 200),
    Aim("html", "HTML KB", 15, digits=1),
    Aim("css", "CSS KB", 12, digits=1),
    Aim("js", "JS KB", 8, digits=1),
    Aim("total", "all KB", 250),
    Aim("requests", "requests", None),
    Aim("third_party", "foreign", 0),
    Aim("cookies", "cookies", 0),
    Aim("axe", "axe", 0),
    Aim("vnu", "vnu", 0),
)


@dataclass
class Row:
    """The figures of one template on one site, and what is wrong with it in words."""

    label: str
    values: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def table(rows: list[Row]) -> list[str]:
    """Markdown: a row per page, then the aims, the worst figures and their ratios."""
    cells = [["page", *(aim.head for aim in AIMS)]]
    cells += [[row.label, *(_cell(aim, row.values.get(aim.name)) for aim in AIMS)] for row in rows]
    cells.append(["**aim**", *(_aim(aim) for aim in AIMS)])
    worst = {aim.name: _worst(aim, rows) for aim in AIMS}
    cells.append([f"**{EVERYWHERE}**", *(_cell(aim, worst[aim.name]) for aim in AIMS)])
    ratios = [aim.ratio(value) if (value := worst[aim.name]) is not None else "" for aim in AIMS]
    cells.append(["**ratio**", *ratios])
    widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
    lines = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [lines[0], rule, *lines[1:]]


def faults(rows: list[Row]) -> list[str]:
    """What keeps pages from their aims, with the pages it was met on."""
    pages: dict[str, list[str]] = {}
    for row in rows:
        for fault in row.faults:
            pages.setdefault(fault, []).append(row.label)
    return [f"- {fault} [{', '.join(where)}]" for fault, where in sorted(pages.items())]


def keep(path: Path, rows: list[Row], *, runs: int) -> None:
    """Append one JSON line to the results file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line: dict[str, Any] = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "runs": runs,
        "aims": {aim.name: aim.limit for aim in AIMS},
        "pages": [asdict(row) for row in rows],
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_into(path: Path, rows: list[Row], *, runs: int, say: Callable[[str], None]) -> None:
    """Put the table between the markers of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _old, end, after = rest.partition(END)
    if not (start and end):
        say(f"{path.name} has no lines {START} and {END}; the table was not written there.")
        return
    day = f"{timezone.localdate():%d/%m/%Y}"
    note = f"Measured on {day}, Lighthouse for phones, median of {runs}."
    lines = "\n".join([START, note, "", *table(rows), END])
    path.write_text(before + lines + after, encoding="utf-8")
    say(f"The table of {path.name} was written anew.")


def _cell(aim: Aim, value: float | None) -> str:
    if value is None:
        return ""
    shown = f"{value:.{aim.digits}f}"
    return shown if aim.is_met(value) else f"**{shown}**"


def _aim(aim: Aim) -> str:
    if aim.limit is None:
        return "–"
    return f"{'≥' if aim.at_least else '≤'} {aim.limit:g}" if aim.limit else "0"


def _worst(aim: Aim, rows: list[Row]) -> float | None:
    values = [row.values[aim.name] for row in rows if aim.name in row.values]
    return aim.worst(values) if values else None
