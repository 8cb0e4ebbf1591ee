"""Every public template, in each theme, with axe and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.theming.registry import themes as registered
from tests.e2e import front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Installation

pytestmark = pytest.mark.e2e
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Of the other themes these; the rest of their templates is the same as in the first one.
OF_EACH_THEME = {"home", "section", "article-full"}
CONTRAST = {"home", "article-full", "search"}
BY_KEYBOARD = {"home", "article-full", "search"}


@pytest.fixture(scope="module")
def themes(embedded: Installation) -> dict[str, str]:
    """The themes by the sites that have them."""
    return front.dressed(embedded)


@pytest.fixture(scope="module")
def pages(embedded: Installation, themes: dict[str, str]) -> list[dict[str, str]]:
    """Every template of the province, and some of one site in each other theme."""
    found = front.places(embedded)
    seen = {themes[found[0]["site"]]}
    others = {}
    for code, name in themes.items():
        if name not in seen:
            seen.add(name)
            others[code] = name
    assert {row["name"] for row in found} >= {"home", "section", "article", "search", "404"}
    assert {*themes.values()} == {*registered()}
    first = found[0]["site"]
    codes = {row["site"] for row in found if row["site"] != first}
    wanted = [row for row in found if row["site"] == first]
    wanted += [row for row in found if row["site"] in codes and row["name"] in OF_EACH_THEME]
    homes = [{"name": "home", "site": code, "url": f"/{code}/"} for code in others]
    return wanted + [row for row in homes if row["site"] not in codes]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE, locale="vi-VN", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_on_any_template(page, embedded, pages, themes):
    faults = []
    for row in pages:
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        page.goto(embedded.base + row["url"])
        worn = page.locator("html").get_attribute("data-theme")
        assert worn == themes[row["site"]], row
        for mode in _modes(page, row["name"]):
            where = f"{row['site']}/{row['name']} {mode}"
            faults += [f"{where}: {fault}" for fault in front.violations(page)]
    assert faults == []


def _modes(page: Page, name: str) -> Iterator[str]:
    """Light on a wide window, dark on a telephone; for some also high contrast."""
    yield "light, 1280"
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    yield "dark, 360"
    if name == "home":
        for opener in page.locator("[popovertarget]:visible").all():
            opener.click()
            yield f"dark, 360, open {opener.get_attribute('popovertarget')}"
            page.keyboard.press("Escape")
    if name in CONTRAST:
        page.evaluate("document.documentElement.dataset.contrast = 'more'")
        yield "dark, high contrast, 360"
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)
        yield "light, high contrast, 1280"


def test_everything_is_reached_by_keyboard_and_shows_its_focus(page, embedded, pages):
    faults = []
    for number, row in enumerate(row for row in pages if row["name"] in BY_KEYBOARD):
        page.set_viewport_size(NARROW if number % 2 else WIDE)
        page.goto(embedded.base + row["url"])
        page.wait_for_function(front.READY)
        where = f"{row['site']}/{row['name']}"
        faults += [f"{where}: {fault}" for fault in front.faults_of_focus(page)]
    assert faults == []


def test_targets_are_large_enough_for_fingers(page, embedded, pages):
    page.set_viewport_size(NARROW)
    faults = []
    for row in pages:
        page.goto(embedded.base + row["url"], wait_until="domcontentloaded")
        faults += [f"{row['site']}/{row['name']}: {f}" for f in front.small_targets(page)]
    assert faults == []


def test_the_first_tab_leads_to_the_content(page, embedded, pages):
    for row in pages:
        page.goto(embedded.base + row["url"], wait_until="domcontentloaded")
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.get_attribute("href") == "#content", row
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content", row


def test_the_menu_opens_and_closes_by_keyboard(page, embedded, pages):
    page.set_viewport_size(NARROW)
    for row in (row for row in pages if row["name"] == "home"):
        page.goto(embedded.base + row["url"])
        opener = page.locator("[popovertarget='site-menu']").first
        menu = page.locator("#site-menu")
        opener.focus()
        page.keyboard.press("Enter")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#site-menu') !== null"), row
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(opener).to_be_focused()


def test_nothing_overflows_a_narrow_window(page, embedded, pages):
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for row in pages:
        page.goto(embedded.base + row["url"], wait_until="load")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide.append(f"{row['site']}/{row['name']}: {over} px")
    assert wide == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<button style='outline:none'>A</button>", "focus is not seen"),
        ("<a href='#' style='position:fixed;left:-999px'>B</a>", "outside"),
        ("<button onkeydown='event.preventDefault()'>A</button><button>B</button>", "not reach"),
    ],
)
def test_faults_of_focus_are_found(page, body, fault):
    page.set_content(f"<!doctype html><html lang='vi'><body>{body}")
    assert any(fault in line for line in front.faults_of_focus(page))


def test_faults_that_axe_and_rulers_find(page):
    page.set_content(
        "<!doctype html><title>x</title><body><img src='x'><p style='color:#aaa'>Chữ nhạt</p>"
        "<button style='width:10px;height:10px;padding:0'></button>"
    )
    rules = {line.split()[0] for line in front.violations(page)}
    assert {"html-has-lang", "image-alt", "color-contrast", "button-name", "region"} <= rules
    assert len(front.small_targets(page)) == 1
