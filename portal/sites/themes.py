"""The themes of this installation: folders below ``themes/`` that hold a ``theme.toml``."""

from __future__ import annotations

import logging
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)


def choices() -> list[tuple[str, str]]:
    """(folder, label) of each theme, in the order of their labels."""
    return list(_read(Path(settings.BASE_DIR) / "themes"))


@cache
def _read(folder: Path) -> tuple[tuple[str, str], ...]:
    """Read once: a new theme comes with a new release."""
    found = []
    for path in sorted(folder.glob("*/theme.toml")):
        try:
            label = str(tomllib.loads(path.read_text(encoding="utf-8")).get("label", ""))
        except (OSError, ValueError) as error:
            logger.warning("theme %s is left out: %s", path.parent.name, error)
            continue
        found.append((path.parent.name, label or path.parent.name))
    return tuple(sorted(found, key=lambda pair: pair[1]))
