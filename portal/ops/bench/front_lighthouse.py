"""Lighthouse on one address: the median of some runs, as phones see the page."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.ops.bench.front_tools import CHROMIUM

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
# Chromium now and then loses the first event of a trace.
ATTEMPTS = 3
SECONDS = 180
# Asking search engines to leave a page out, or answering 404, is meant and no fault of the page.
MEANT = ("is-crawlable", "http-status-code", "canonical", "errors-in-console")


@dataclass(frozen=True)
class Verdict:
    """Scores 0-100, seconds, milliseconds; ``failed`` says each audit below its full score."""

    scores: dict[str, float]
    lcp: float
    cls: float
    tbt: float
    failed: list[str] = field(default_factory=list)


def judge(tools: Path, url: str, *, runs: int, unlisted: bool) -> Verdict | None:
    """The medians of ``runs`` runs; None when Lighthouse could not load the page."""
    reports = [report for _run in range(runs) if (report := _report(tools, url, unlisted))]
    if not reports:
        return None
    found = [_read(report) for report in reports]
    return Verdict(
        scores={name: statistics.median(one.scores[name] for one in found) for name in CATEGORIES},
        lcp=statistics.median(one.lcp for one in found),
        cls=statistics.median(one.cls for one in found),
        tbt=statistics.median(one.tbt for one in found),
        failed=sorted({line for one in found for line in one.failed}),
    )


def _report(tools: Path, url: str, unlisted: bool) -> dict[str, Any] | None:  # noqa: FBT001
    script = tools / "node_modules" / "lighthouse" / "cli" / "index.js"
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "report.json"
        command = ["node", str(script), url, "--quiet", "--output=json", f"--output-path={out}"]
        command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
        command += ["--ignore-status-code"]
        if unlisted:
            command += [f"--skip-audits={','.join(MEANT)}"]
        for _attempt in range(ATTEMPTS):
            report = _run(command, out)
            if report:
                return report
    return None


def _run(command: list[str], out: Path) -> dict[str, Any] | None:
    env = {**os.environ, "CHROME_PATH": CHROMIUM}
    try:
        subprocess.run(  # noqa: S603 - our own address and program
            command, env=env, capture_output=True, check=False, timeout=SECONDS
        )
        report: dict[str, Any] = json.loads(out.read_text())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return None if report.get("runtimeError") else report


def _read(report: dict[str, Any]) -> Verdict:
    audits, categories = report["audits"], report["categories"]
    return Verdict(
        scores={name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES},
        lcp=round(audits["largest-contentful-paint"]["numericValue"] / 1000, 2),
        cls=round(audits["cumulative-layout-shift"]["numericValue"], 3),
        tbt=round(audits["total-blocking-time"]["numericValue"]),
        failed=[line for name in CATEGORIES for line in _failed(name, categories, audits)],
    )


def _failed(name: str, categories: dict[str, Any], audits: dict[str, Any]) -> list[str]:
    found = []
    for ref in categories[name]["auditRefs"]:
        audit = audits[ref["id"]]
        if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
            shown = audit.get("displayValue", "")
            found.append(f"{name}: {ref['id']} {audit['score']} {shown}".strip())
    return found
