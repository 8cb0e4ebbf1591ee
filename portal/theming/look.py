"""How a site looks: its theme, and what it chose of what the theme lets it choose.

A site's choice is kept with the site (``MemberSite.theme``, ``MemberSite.look``), so every process
has it in memory with the rest of the portal's structure, and it costs no query.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from portal.pages.chrome import Chrome
from portal.sites.middleware import structure_of
from portal.theming import overlays, registry
from portal.theming.contrast import is_colour, ratio, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.theming.overlays import ActiveOverlay

MODES = ("light", "dark")


@dataclass(frozen=True)
class Choice:
    """What was chosen for a site; ``colours``: "#rrggbb" by name, only those that differ.

    A colour or header the theme does not have is passed over: themes change with releases.
    """

    theme: str
    colours: Mapping[str, str] = field(default_factory=dict)
    header: str = ""

    @classmethod
    def of(cls, site: MemberSite | None) -> Choice:
        if site is None:
            return cls(registry.BASE)
        stored: Any = site.look if isinstance(site.look, dict) else {}
        colours = stored.get("colours")
        rows = colours.items() if isinstance(colours, dict) else ()
        # What an older portal or a file from outside left there must not reach the page.
        kept = {name: value for name, value in rows if is_colour(str(value))}
        return cls(site.theme, kept, str(stored.get("header", "")))

    def stored(self) -> dict[str, Any]:
        """What ``MemberSite.look`` holds."""
        return {"colours": dict(self.colours), "header": self.header}


@dataclass(frozen=True)
class Unreadable:
    """A pair of colours that cannot be told apart."""

    pair: registry.Pair
    mode: str
    ratio: float


def palette(choice: Choice) -> dict[str, dict[str, str]]:
    """Each colour of the theme for light and dark, as chosen or as the theme has it.

    A chosen colour that is text on the page is made lighter for the dark page, until it is
    readable there; all others stay the same.
    """
    slug = registry.theme(choice.theme).slug
    found = {}
    for colour in registry.colours(slug):
        chosen = choice.colours.get(colour.name, "")
        if is_colour(chosen):
            found[colour.name] = {"light": chosen, "dark": _dark(colour.name, chosen, slug)}
        else:
            found[colour.name] = {"light": colour.light, "dark": colour.dark}
    return found


def _dark(name: str, chosen: str, slug: str) -> str:
    for pair in registry.pairs(slug):
        if pair.text == name and pair.ground in registry.GROUNDS:
            chosen = readable(chosen, registry.GROUNDS[pair.ground][1], pair.least)
    return chosen


def unreadable(choice: Choice) -> list[Unreadable]:
    """The pairs of the theme that ``choice`` makes unreadable, in light or dark."""
    colours = palette(choice)
    grounds = {name: dict(zip(MODES, pair, strict=True)) for name, pair in registry.GROUNDS.items()}
    known = {**grounds, **colours}
    found = []
    for pair in registry.pairs(registry.theme(choice.theme).slug):
        for mode in MODES:
            told = ratio(known[pair.text][mode], known[pair.ground][mode])
            if told < pair.least:
                found.append(Unreadable(pair, mode, told))
    return found


class Look:
    """What templates see as ``look``."""

    def __init__(
        self, choice: Choice, shown: tuple[ActiveOverlay, ...] = (), *, is_preview: bool = False
    ) -> None:
        self.choice = choice
        self.theme = registry.theme(choice.theme).slug
        self.overlays = shown
        self.is_preview = is_preview

    @cached_property
    def header(self) -> str:
        """The chosen shape of the header; the theme's usual one when it has no such shape."""
        names = [name for name, _label in registry.headers(self.theme)]
        if self.choice.header in names:
            return self.choice.header
        return names[0] if names else ""

    @cached_property
    def overlay_names(self) -> str:
        return " ".join(overlay.kind for overlay in self.overlays)

    @cached_property
    def colours(self) -> dict[str, dict[str, str]]:
        return palette(self.choice)

    @cached_property
    def styles(self) -> str:
        """The site's own colours as CSS; empty when it has the theme's."""
        own = {name: self.colours[name] for name in self.choice.colours if name in self.colours}
        if not own:
            return ""
        light = "".join(f"--{name}:{colour['light']};" for name, colour in own.items())
        both = "".join(
            f"--{name}:light-dark({colour['light']},{colour['dark']});"
            for name, colour in own.items()
        )
        # Browsers older than light-dark() get the light colours.
        newer = f"@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}"
        return f"@layer site{{:root{{{light}}}{newer}}}"


def look_of(request: HttpRequest) -> Look:
    """The look of what is shown: of the page's site, or of the one the address lies under."""
    asked = getattr(request, "portal_site", None), getattr(request, "portal_page", None)
    kept: tuple[Any, Look] | None = getattr(request, "portal_look", None)
    if kept and kept[0] == asked:
        return kept[1]
    site = Chrome(request).member_site
    draft = getattr(request, "portal_look_draft", None)
    is_preview = draft is not None and site is not None and draft.site_id == site.pk
    choice = draft.choice if is_preview and draft else Choice.of(site)
    shown = overlays.active(site, structure_of(request))
    found = Look(choice, shown, is_preview=is_preview)
    request.portal_look = (asked, found)  # type: ignore[attr-defined]
    return found


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"look": SimpleLazyObject(lambda: look_of(request))}
