"""Builders of the tests of the checks."""

from __future__ import annotations

from typing import Any

from portal.checks.models import SiteChecks
from portal.checks.services import findings
from tests import factories

LONG = "<p>" + "Hội nghị bàn nhiều nội dung quan trọng của địa phương. " * 8 + "</p>"


def draft(site: Any, actor: Any, text: str = "", **values: Any) -> Any:
    """A draft whose body holds ``text`` after enough words."""
    values.setdefault("body", [("text", f"{LONG}<p>{text}</p>")])
    return factories.make_article(site, actor, publish=False, **values)


def codes(article: Any) -> list[str]:
    return [found.check.code for found in findings(article)]


def of(article: Any, name: str) -> list[str]:
    """Texts of what one check found."""
    return [found.finding.text for found in findings(article) if found.check.name == name]


def set_level(site: Any, name: str, level: str) -> None:
    row, _made = SiteChecks.objects.get_or_create(site=site)
    row.levels = {**row.levels, name: level}
    row.save()


def found_in(site: Any, actor: Any, texts: Any, check: str) -> list[str]:
    """Those of ``texts`` in which a check found something; each stands in a block of its own."""
    article = draft(site, actor, body=[("text", LONG), *(("text", f"<p>{t}</p>") for t in texts)])
    by_block = {child.id: text for child, text in zip(article.body[1:], texts, strict=True)}
    found = {each.finding.block for each in findings(article) if each.check.name == check}
    return [text for block, text in by_block.items() if block in found]
