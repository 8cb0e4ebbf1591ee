"""Where Debian puts the programs, and which package to install when one is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from portal.ops.stack import StackProblem

PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "nginx": "nginx"}


def _search_path() -> str:
    clusters = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -_number(path.parent.name)
    )
    return os.pathsep.join([*map(str, clusters), os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def find(program: str) -> str:
    """Full path of ``program``, the newest PostgreSQL first; StackProblem when it is missing."""
    path = shutil.which(program, path=_search_path())
    if path is None:
        package = PACKAGES.get(program, "postgresql")
        raise StackProblem(f"{program} is missing: please run apt-get install {package}.")
    return path


def demand(*programs: str) -> None:
    """StackProblem naming all Debian packages whose programs are missing."""
    missing = [name for name in programs if shutil.which(name, path=_search_path()) is None]
    if missing:
        packages = " ".join(PACKAGES.get(name, "postgresql") for name in missing)
        raise StackProblem(
            f"Not installed here: {', '.join(missing)}; please run apt-get install {packages}."
        )
