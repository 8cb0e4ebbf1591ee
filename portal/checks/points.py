"""Where plugins add checks of their own::

    # extensions.py of the plugin
    extensions = [ArticleCheck("stamp", "TEM-01", _("The stamp is missing"), stamp_is_missing)]

``stamp_is_missing(reading)`` gets ``portal.checks.reading.Reading`` (the article is
``reading.article``) and gives ``portal.checks.findings.Finding`` rows. Switched with its plugin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.checks.models import Level
from portal.plugins.points import Point

if TYPE_CHECKING:
    from portal.checks.findings import Checking, Text


@dataclass(frozen=True)
class ArticleCheck(Point):
    """A check of articles before they are published; sites choose what a finding means.

    Attributes:
        code: of the plugin's own, shown with each finding.
        level: where a site says nothing: "off", "warn" or "block".
    """

    is_named = True
    name: str
    code: str
    label: Text
    run: Checking
    level: str = Level.WARN
    order: int = 500
