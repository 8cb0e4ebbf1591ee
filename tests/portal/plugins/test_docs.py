"""The examples of docs/plugins/ work as printed, all of them in one scaffolded plugin."""

import inspect
import re

import polib
import pytest

from portal.plugins.points import Point
from tests.portal.plugins.examples import PAGES, examples
from tests.portal.plugins.workshop import Workshop

POINTS = {
    "AdminList": "admin-lists",
    "ArticleCheck": "article-checks",
    "BodyBlock": "body-blocks",
    "EventHandler": "event-handlers",
    "HealthCheck": "health-checks",
    "HomePanel": "home-panels",
    "MenuItem": "menu-items",
    "Periodic": "periodic-runs",
    "Permission": "permissions",
    "Report": "reports",
    "SearchSource": "search-sources",
    "SettingsPanel": "settings-panels",
    "SideWidget": "side-widgets",
    "SitemapSource": "sitemap-entries",
}
WITHOUT_POINT = ["background-tasks", "page-types", "public-addresses"]
EVERY_PAGE = sorted([*POINTS.values(), *WITHOUT_POINT])


def test_every_registration_point_has_its_page():
    own = [p.__name__ for p in Point.__subclasses__() if p.__module__.startswith("portal.")]
    assert sorted(POINTS) == sorted(own)
    for name, page in POINTS.items():
        registered = [e.text for e in examples(page) if e.path.endswith("/extensions.py")]
        assert any(f"    {name}(" in text for text in registered), page


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_page_has_code_and_a_test_of_it(page):
    found = examples(page)
    assert any(example.path.startswith("tests/") for example in found)
    for example in found:
        if example.path.endswith(".py"):
            compile(example.text, example.path, "exec")


def test_links_between_the_pages_lead_somewhere():
    for page in PAGES.glob("*.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
        assert [link for link in links if not (page.parent / link).exists()] == [], page.name


def test_every_page_is_in_the_table_of_contents():
    contents = (PAGES / "README.md").read_text()
    others = {path.name for path in PAGES.glob("*.md")} - {"README.md"}
    assert [name for name in sorted(others) if f"({name})" not in contents] == []


def test_attributes_of_a_plugin_are_described():
    from portal.plugins import PluginConfig

    described = (PAGES / "README.md").read_text()
    own = [name for name in inspect.get_annotations(PluginConfig) if not name.startswith("_")]
    assert [name for name in own if f"`{name}`" not in described] == []


@pytest.fixture
def workshop(tmp_path, db):
    workshop = Workshop(tmp_path)
    workshop.make()
    for page in EVERY_PAGE:
        for example in examples(page):
            example.apply(tmp_path)
    return workshop


def test_all_texts_of_the_examples_have_their_vietnamese(workshop):
    plugin = workshop.plugins / "thu_nghiem"
    catalogue = polib.pofile(str(plugin / "locale/vi/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in catalogue if entry.translated()}
    found = set()
    for path in plugin.rglob("*.py"):
        found |= set(re.findall(r"\b_\(\"([^\"]+)\"\)", path.read_text()))
    for path in plugin.rglob("*.html"):
        found |= set(re.findall(r"{% translate \"([^\"]+)\"", path.read_text()))
    assert len(found) > 25
    assert found - known == set()


@pytest.mark.slow
def test_the_examples_work_as_printed(workshop):
    catalogue = workshop.plugins / "thu_nghiem/locale/vi/LC_MESSAGES/django.po"
    polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    code, output = workshop.manage("makemigrations", "plugin_thu_nghiem")
    assert code == 0, output
    code, output = workshop.pytest()
    assert code == 0, output
    # Imports are put together; anything else that is wrong with the examples is told.
    code, output = workshop.ruff("check", "--fix-only", "--select", "I")
    assert code == 0, output
    code, output = workshop.ruff("check")
    assert code == 0, output
