"""The themes of this installation: folders below ``themes/`` that hold a ``theme.toml``.

A theme names its parent; whatever file it lacks is the parent's, up to ``base``, which every chain
ends with. What cannot be read is left out and listed by ``problems``; a site whose theme is missing
gets ``base``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from portal.theming.contrast import is_colour

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = "base"
# What themes may count on: templates, blocks and variables of the portal. A theme names its range.
THEME_API = "1.0"
# Colours of the page that sites do not choose: (light, dark), as in themes/base tokens.css.
GROUNDS = {"surface": ("#ffffff", "#151112"), "surface-soft": ("#faf6f1", "#1e191a")}


class Faulty(Exception):
    """What is wrong with a theme, for the people who write themes."""


@dataclass(frozen=True)
class Colour:
    """A colour a site may choose: the CSS property ``--<name>``, "#rrggbb" by day and at night."""

    name: str
    label: str
    light: str
    dark: str


@dataclass(frozen=True)
class Pair:
    """Two colours, one on the other, that must be told apart by ``least`` to 1 (WCAG 2.2)."""

    text: str
    ground: str
    least: float
    label: str


@dataclass(frozen=True)
class Theme:
    """One theme as its ``theme.toml`` declares it; colours, pairs and headers may be inherited."""

    slug: str
    label: str
    description: str
    version: str
    parent: str
    folder: Path
    styles: tuple[str, ...]
    colours: tuple[Colour, ...]
    pairs: tuple[Pair, ...]
    headers: tuple[tuple[str, str], ...]

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def static(self) -> Path:
        return self.folder / "static"


def folder() -> Path:
    return Path(settings.BASE_DIR) / "themes"


def themes() -> Mapping[str, Theme]:
    """All themes that can be used, by slug."""
    return _read(folder())[0]


def problems() -> Mapping[str, str]:
    """What is wrong with those that cannot be used, by the name of their folder."""
    return _read(folder())[1]


def theme(slug: str) -> Theme:
    """The theme; ``base`` for one that this installation does not have."""
    found = themes()
    return found.get(slug) or found[BASE]


def chain(slug: str) -> tuple[Theme, ...]:
    """The theme and its parents, ``base`` last."""
    found = [theme(slug)]
    while found[-1].slug != BASE:
        found.append(theme(found[-1].parent))
    return tuple(found)


def colours(slug: str) -> tuple[Colour, ...]:
    """The colours a site may choose: those of the parents, but for what the theme gives anew."""
    found = {colour.name: colour for one in reversed(chain(slug)) for colour in one.colours}
    return tuple(found.values())


def pairs(slug: str) -> tuple[Pair, ...]:
    return next(one.pairs for one in chain(slug) if one.pairs or one.slug == BASE)


def headers(slug: str) -> tuple[tuple[str, str], ...]:
    """(name, label) of the shapes of the header a site may choose; the first is the usual one."""
    return next(one.headers for one in chain(slug) if one.headers or one.slug == BASE)


def choices() -> list[tuple[str, str]]:
    """(slug, label) of each theme, in the order of their labels."""
    return sorted(((one.slug, one.label) for one in themes().values()), key=lambda pair: pair[1])


@cache
def _read(root: Path) -> tuple[dict[str, Theme], dict[str, str]]:
    """Read once: a new theme comes with a new release."""
    found: dict[str, Theme] = {}
    wrong: dict[str, str] = {}
    for path in sorted(root.glob("*/theme.toml")):
        try:
            found[path.parent.name] = _theme(path)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, Faulty) as error:
            wrong[path.parent.name] = f"{type(error).__name__}: {error}"
    _leave_out_without_chain(found, wrong)
    for slug, name in _unknown_colours(found):
        wrong[slug] = f"a pair names {name!r}, which is no colour"
        found.pop(slug, None)
    _leave_out_without_chain(found, wrong)
    return found, wrong


def _leave_out_without_chain(found: dict[str, Theme], wrong: dict[str, str]) -> None:
    for slug in _without_chain(found):
        wrong[slug] = f"its parents do not lead to {BASE}"
        del found[slug]


def forget() -> None:
    """Read the folders anew (tests; nothing else needs it)."""
    _read.cache_clear()


def _theme(path: Path) -> Theme:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    if values.get("name") != path.parent.name:
        raise Faulty(f"name is {values.get('name')!r}, the folder {path.parent.name!r}")
    _refuse_other_api(str(values.get("requires_portal", "")))
    styles = tuple(str(name) for name in values.get("styles", ()))
    for name in styles:
        if not (path.parent / "static" / "css" / name).is_file():
            raise Faulty(f"the stylesheet {name} is missing")
    return Theme(
        slug=path.parent.name,
        label=str(values.get("label") or path.parent.name),
        description=str(values.get("description", "")),
        version=str(values.get("version", "")),
        parent="" if path.parent.name == BASE else str(values.get("parent", BASE)),
        folder=path.parent,
        styles=styles,
        colours=tuple(_colour(row) for row in values.get("colours", ())),
        pairs=tuple(_pair(row) for row in values.get("pairs", ())),
        headers=tuple((str(row["name"]), str(row["label"])) for row in values.get("headers", ())),
    )


def _refuse_other_api(wanted: str) -> None:
    try:
        if THEME_API in SpecifierSet(wanted):
            return
    except InvalidSpecifier as error:
        raise Faulty(f"requires_portal {wanted!r} is no range of versions") from error
    raise Faulty(f"it wants themes of version {wanted}, this portal has {THEME_API}")


def _colour(row: dict[str, Any]) -> Colour:
    found = Colour(*(str(row.get(key, "")) for key in ("name", "label", "light", "dark")))
    if not (found.name and is_colour(found.light) and is_colour(found.dark)):
        raise Faulty(f"the colour {found.name!r} needs light and dark as #rrggbb")
    return found


def _pair(row: dict[str, Any]) -> Pair:
    label = str(row.get("label", ""))
    return Pair(str(row["text"]), str(row["ground"]), float(row.get("least", 4.5)), label)


def _unknown_colours(found: dict[str, Theme]) -> list[tuple[str, str]]:
    """(theme, name) of each name in its pairs that is neither a colour nor a ground."""
    unknown = []
    for slug, theme_ in found.items():
        line = [theme_]
        while line[-1].slug != BASE:
            line.append(found[line[-1].parent])
        pairs_ = next((one.pairs for one in line if one.pairs), ())
        known = {colour.name for one in line for colour in one.colours} | GROUNDS.keys()
        named = {name for pair in pairs_ for name in (pair.text, pair.ground)}
        unknown += [(slug, name) for name in sorted(named - known)]
    return unknown


def _without_chain(found: dict[str, Theme]) -> list[str]:
    lost = []
    for slug in found:
        seen: set[str] = set()
        here = slug
        while here != BASE and here in found and here not in seen:
            seen.add(here)
            here = found[here].parent
        if here != BASE:
            lost.append(slug)
    return lost
