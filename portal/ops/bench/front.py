"""The front end as readers get it: Lighthouse, axe, vnu and weights of every public template.

The portal is started with the settings of a server, behind nginx, on this machine's loopback.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from portal.ops.bench import front_browser, front_lighthouse, front_valid
from portal.ops.bench.front_places import UNLISTED, Place, read_places
from portal.ops.bench.front_table import Row, faults, keep, table, write_into
from portal.ops.bench.front_tools import demand
from portal.ops.processes import free_port
from portal.ops.stack import StackProblem
from portal.ops.stack.control import down, status, up
from portal.ops.stack.layout import Layout
from portal.ops.stack.services import MANAGE, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portal.ops.bench.front_browser import Visit
    from portal.ops.stack.layout import State

    Say = Callable[[str], None]

KB = 1024


def measure(*, say: Say, runs: int, only: list[str], data: Path | None, readme: bool) -> None:
    """Print the table of all figures; add a line to the results file; nothing fails on a figure.

    Args:
        say: prints a line.
        runs: of Lighthouse for each page, of which the median counts; 0 leaves it out.
        only: names of templates ("home") or of one page ("tinh/home"); empty for all.
        data: folder of a stack that is kept; None for a new one that is removed afterwards.
        readme: also write the table into README.md.

    Raises:
        ToolsMissing: a program is missing.
        StackProblem: the portal could not be started.
    """
    tools = demand()
    with _stack(data, say) as (base, places):
        chosen = [place for place in places if not only or {place.name, place.label} & {*only}]
        if not chosen:
            say(f"No such template; there are: {', '.join(place.label for place in places)}")
            return
        rows = _visit_all(tools, base, chosen, say)
        if runs:
            _judge_all(tools, base, chosen, rows, runs, say)
    shown = list(rows.values())
    for line in ["", *table(shown), "", *faults(shown)]:
        say(line)
    results = settings.PORTAL_DATA_DIR / "bench" / "front.jsonl"
    keep(results, shown, runs=runs)
    say(f"Added to {results}")
    if readme:
        write_into(settings.BASE_DIR / "README.md", shown, runs=runs, say=say)


@contextmanager
def _stack(data: Path | None, say: Say) -> Iterator[tuple[str, list[Place]]]:
    """A running portal and its places; stopped again unless it ran before."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="portal-front-", ignore_cleanup_errors=True) as new:
        folder = data or Path(new)
        if data is None:
            folder.chmod(0o755)  # PostgreSQL's own user has to enter
        layout = Layout(folder / "stack")
        was_running = status(layout)["supervisor"] is not None
        try:
            state = up(layout, free_port(), with_demo=True, say=say)
            yield f"http://localhost:{state.port}", _places(layout, state)
        finally:
            if not was_running:
                down(layout)


def _places(layout: Layout, state: State) -> list[Place]:
    """Asked in a process of its own, which has the database of the stack."""
    done = subprocess.run(  # noqa: S603 - the command is our own
        [*MANAGE, "bench", "--front-places"],
        env={**os.environ, **environment(layout, state)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        raise StackProblem(f"The pages to visit were not found: {' '.join(last)}")
    return read_places(done.stdout.splitlines()[-1])


def _visit_all(tools: Path, base: str, places: list[Place], say: Say) -> dict[str, Row]:
    """Weights, axe and taps of each page, then the validity of all at once."""
    rows: dict[str, Row] = {}
    visits: dict[str, Visit] = {}
    with front_browser.chromium() as browser:
        for place in places:
            say(f"visiting {place.label}: {place.url}")
            visits[place.label] = front_browser.visit(browser, base + place.url)
            rows[place.label] = _row(place, visits[place.label])
    pages = {label: visit.source for label, visit in visits.items()}
    for label, wrong in front_valid.errors(tools, pages, kind="html").items():
        rows[label].values["vnu"] = len(wrong)
        rows[label].faults += [f"vnu: {line}" for line in wrong]
    styles = {text: text for visit in visits.values() for text in visit.styles}
    found = front_valid.errors(tools, styles, kind="css")
    for label, visit in visits.items():
        wrong = [line for text in visit.styles for line in found[text]]
        rows[label].values["vnu"] += len(wrong)
        rows[label].faults += [f"vnu (CSS): {line}" for line in wrong]
    return rows


def _row(place: Place, visit: Visit) -> Row:
    values = {
        "html": visit.html / KB,
        "css": visit.css / KB,
        "js": visit.js / KB,
        "total": visit.total / KB,
        "requests": visit.requests,
        "third_party": visit.third_party,
        "cookies": visit.cookies,
        "interaction": visit.interaction,
        "axe": len(visit.axe),
    }
    return Row(place.label, values, [f"axe: {line}" for line in visit.axe])


def _judge_all(
    tools: Path, base: str, places: list[Place], rows: dict[str, Row], runs: int, say: Say
) -> None:
    for number, place in enumerate(places, 1):
        say(f"Lighthouse {number}/{len(places)}: {place.label}")
        unlisted = place.name in UNLISTED
        verdict = front_lighthouse.judge(tools, base + place.url, runs=runs, unlisted=unlisted)
        row = rows[place.label]
        if verdict is None:
            row.faults.append("Lighthouse could not load the page")
            continue
        row.values |= verdict.scores
        row.values |= {"lcp": verdict.lcp, "cls": verdict.cls, "tbt": verdict.tbt}
        row.faults += verdict.failed
