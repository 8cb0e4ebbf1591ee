"""The Nu HTML checker (vnu) on the pages and style sheets as they were served."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

SECONDS = 180
# Standard CSS of the last years that the checker takes for a mistake, or breaks down on.
UNKNOWN_TO_IT = (
    "@container",
    "container-type",
    "anchor",
    "only dark",
    "only light",
    "Cannot invoke",
)


def errors(tools: Path, sources: dict[str, str], *, kind: str) -> dict[str, list[str]]:
    """By name: the errors of each text. ``kind`` is "html" or "css"; warnings do not count."""
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    found: dict[str, list[str]] = {name: [] for name in sources}
    if not sources:
        return found
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, text) in enumerate(sources.items()):
            file = Path(folder) / f"{number}.{kind}"
            file.write_text(text, encoding="utf-8")
            names[file.name] = name
        command = ["java", "-jar", str(jar), "--format", "json", f"--{kind}", "--stdout"]
        command += ["--exit-zero-always", *(str(Path(folder) / name) for name in names)]
        done = subprocess.run(  # noqa: S603 - our own files
            command, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        for row in _messages(done.stdout):
            name = names.get(Path(row.get("url", "")).name, "")
            if name and row["type"] != "info" and not _is_new(row, kind):
                found[name].append(_shown(row))
    return found


def _is_new(row: dict[str, Any], kind: str) -> bool:
    text = f"{row.get('message', '')} {row.get('extract', '')}"
    return kind == "css" and any(word in text for word in UNKNOWN_TO_IT)


def _messages(out: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(out)["messages"]
    except (ValueError, KeyError):
        return []
    return rows


def _shown(row: dict[str, Any]) -> str:
    """The message and where, without what differs from page to page: the same is told once."""
    extract = " ".join(str(row.get("extract", "")).split())[:80]
    return re.sub(r"\d{2,}", "…", f"{row.get('message', '')} ({extract})")
