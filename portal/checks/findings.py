"""What a check is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from portal.checks.models import Level
from portal.errors import refuse, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.exceptions import ValidationError
    from django.utils.functional import _StrPromise

    from portal.checks.reading import Reading

    Text: TypeAlias = str | _StrPromise
    Checking: TypeAlias = Callable[[Reading], Iterable["Finding"]]


@dataclass(frozen=True)
class Finding:
    """One thing a check found.

    Attributes:
        text: a translated sentence that says what is wrong and what to do.
        field: name of the form's field; empty for none in particular.
        block: id of the block of the body in which it stands.
    """

    text: str
    field: str = ""
    block: str = ""


@dataclass(frozen=True)
class Check:
    """A check of articles. ``name`` is stored in the levels of sites and must never change."""

    name: str
    code: str
    label: Text
    run: Checking
    level: str = Level.WARN
    # Of the plugin that brought it.
    plugin: str = ""


@dataclass(frozen=True)
class Found:
    """A finding, the check that made it, and what it means in the article's site."""

    check: Check
    level: str
    finding: Finding

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def sentence(self) -> str:
        return sentence(self.check.code, self.finding.text)

    @property
    def path(self) -> str:
        """How Wagtail's form marks the place (``data-contentpath``); empty for none."""
        return self.finding.block or self.finding.field

    def refusal(self) -> ValidationError:
        return refuse(self.check.code, self.finding.text)
