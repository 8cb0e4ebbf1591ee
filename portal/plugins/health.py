"""Runs the health checks of plugins that are switched on."""

from __future__ import annotations

from dataclasses import dataclass

from portal.plugins import gate, registry
from portal.plugins.discovery import told
from portal.plugins.points import HealthCheck


@dataclass(frozen=True)
class Failure:
    """A check that did not hold, and its sentence."""

    slug: str
    name: str
    text: str


def failures(slug: str | None = None) -> list[Failure]:
    """Checks that fail now, of one plugin or of all; a check that raises has failed."""
    now = gate.current()
    found = []
    for owned in registry.extensions(HealthCheck):
        if slug not in {None, owned.slug} or not now.is_open(owned.slug):
            continue
        try:
            text = str(owned.value.check() or "")
        except Exception as error:  # whatever a plugin does, the answer is about its health
            text = told(error)
        if text:
            found.append(Failure(owned.slug, owned.value.name, text))
    return found
