"""Static files of themes: each with what it inherits, and all its styles in one file.

``themes/<slug>/…`` holds every file of the theme and, for those it lacks, its parents'; so a
template names one address whoever brings the file. ``themes/<slug>/css/all.css`` joins the styles
of the chain, parents first: one request instead of ten. Nothing is built by hand: the files come
into being when static files are collected.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rcssmin
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from portal.theming.registry import chain, themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portal.theming.registry import Theme

JOINED = "css/all.css"
# Later layers win, whatever their rules look like.
LAYERS = "@layer reset, tokens, base, components, plugin, theme, site, overlay, print;"


def files_of(slug: str) -> dict[str, Path]:
    """The files of a theme by their path below ``static/``, inherited ones included."""
    found: dict[str, Path] = {}
    for theme in reversed(chain(slug)):
        for path in sorted(theme.static.rglob("*")):
            if path.is_file():
                found[path.relative_to(theme.static).as_posix()] = path
    return found


def joined_styles(slug: str) -> str:
    """All styles of a theme and its parents, without comments and blanks."""
    sources = [
        (theme.static / "css" / name).read_text(encoding="utf-8")
        for theme in reversed(chain(slug))
        for name in theme.styles
    ]
    return LAYERS + str(rcssmin.cssmin("\n".join(sources)))


class ThemeStorage(Storage):
    """The files of one theme, to be read only."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.prefix = f"themes/{theme.slug}"
        self.files = files_of(theme.slug)

    def names(self) -> Iterator[str]:
        yield from self.files
        yield JOINED

    def path(self, name: str) -> str:
        """Where the file lies; that of the joined styles is the theme's own declaration."""
        return str(self.theme.folder / "theme.toml" if name == JOINED else self.files[name])

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if name == JOINED:
            return ContentFile(joined_styles(self.theme.slug).encode(), name=name)
        return File(Path(self.path(name)).open("rb"))

    def exists(self, name: str) -> bool:
        return name == JOINED or name in self.files

    def get_modified_time(self, name: str) -> datetime:
        paths = self.files.values() if name == JOINED else [Path(self.path(name))]
        return datetime.fromtimestamp(max(path.stat().st_mtime for path in paths), tz=UTC)


@cache
def _storages() -> tuple[ThemeStorage, ...]:
    return tuple(ThemeStorage(theme) for theme in themes().values())


class ThemeFinder(BaseFinder):
    def find(self, path: str, find_all: bool = False, **_old: Any) -> Any:  # noqa: FBT001, FBT002
        """Paths of the file; the joined styles are no file, so nobody finds them here."""
        found = [
            storage.path(name)
            for storage in _storages()
            if (name := path.removeprefix(f"{storage.prefix}/")) != path and name in storage.files
        ]
        # Nothing is [], as Django's own finders say: None would count as a file.
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for storage in _storages():
            for name in storage.names():
                if not matches_patterns(name, ignore_patterns or ()):
                    yield name, storage
