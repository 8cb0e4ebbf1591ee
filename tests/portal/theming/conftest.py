"""Themes of a test's own, beside those of the portal."""

from __future__ import annotations

import pytest
from django.template import engines

from portal.sites.models import Role
from portal.theming import finders, overlays, registry
from tests import factories

REAL = registry.folder()


def forget():
    """As after a restart, which comes with each new release."""
    registry.forget()
    finders._storages.cache_clear()
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


@pytest.fixture
def make_theme(settings, tmp_path):
    """Makes a theme of the given templates: ``make_theme("xanh", {"base.html": "…"})``.

    ``files``: others, by their path in the folder of the theme.
    """
    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "base").symlink_to(REAL / "base", target_is_directory=True)
    settings.BASE_DIR = tmp_path

    def make(slug, templates=None, toml="", files=None):
        theme = folder / slug
        (theme / "templates").mkdir(parents=True)
        (theme / "static").mkdir()
        words = f'name = "{slug}"\nlabel = "Giao diện {slug}"\nrequires_portal = ">=1,<2"\n'
        (theme / "theme.toml").write_text(words + toml)
        found = {f"templates/{name}": text for name, text in (templates or {}).items()}
        for name, text in {**found, **(files or {})}.items():
            path = theme / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        forget()
        return theme

    forget()
    yield make
    settings.BASE_DIR = REAL.parent
    forget()


@pytest.fixture(autouse=True)
def _fresh_overlays():
    overlays._kept = ("", ())


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


def marked(word):
    """Templates of a theme whose pages bear ``word``."""
    return {
        "base.html": '{% extends "base.html" %}{% block bottom %}<i>' + word + "</i>{% endblock %}"
    }
