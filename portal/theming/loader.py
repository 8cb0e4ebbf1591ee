"""Templates of the active theme, then of its parents, then of plugins and the portal.

A template that extends one of its own name gets that of the next place in this order: so a theme's
``base.html`` may change a block of its parent's. Compiled templates are kept by theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loaders import cached, filesystem

from portal.theming import active
from portal.theming.registry import chain

if TYPE_CHECKING:
    from pathlib import Path

    from django.template import Origin


class ThemeLoader(filesystem.Loader):
    def get_dirs(self) -> list[str | Path]:
        return [theme.templates for theme in chain(active.slug())]


class Loader(cached.Loader):
    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{active.slug()}:{super().cache_key(template_name, skip)}"
