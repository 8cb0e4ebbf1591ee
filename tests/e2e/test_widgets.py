"""Widgets of a home page in a browser: tabs by keyboard, pages of videos, both without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def _shown_panels(page: Page) -> list[bool]:
    script = "all => all.map((panel) => getComputedStyle(panel).display !== 'none')"
    shown: list[bool] = page.locator("[role=tabpanel]").evaluate_all(script)
    return shown


def test_tabs_follow_the_arrow_keys(embedded: Installation, desktop: BrowserContext) -> None:
    page = desktop.new_page()
    page.goto(embedded.base)
    tabs = page.get_by_role("tab")
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    last = tabs.count() - 1

    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    assert _shown_panels(page).index(True) == 1

    page.keyboard.press("End")
    expect(tabs.nth(last)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tabs.first).to_be_focused()
    assert _shown_panels(page) == [True] + [False] * last
    assert [tab.get_attribute("tabindex") for tab in tabs.all()] == ["0"] + ["-1"] * last


def test_videos_are_turned_by_pages(embedded: Installation, desktop: BrowserContext) -> None:
    page = desktop.new_page()
    page.goto(embedded.base)
    first = page.locator(".pager__page").first
    expect(first).to_be_visible()

    page.locator(".pager__number", has_text="2").click()

    expect(first).to_be_hidden()
    expect(page.locator(".pager__page").nth(1)).to_be_visible()
    expect(page.locator(".pager__number[aria-current]")).to_have_text("2")


def test_everything_is_there_without_a_script(embedded: Installation, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(embedded.base)

    names = page.locator(".tabs__name")
    assert names.count() > 1
    for name in names.all():
        expect(name).to_be_visible()
    page.locator(".pager__rest > summary").click()
    expect(page.locator(".pager__page").nth(1)).to_be_visible()
    context.close()
