"""No English on any screen of the admin, for any role, nor in what browsers add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import desk, english, screens

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

# What each role has to reach at least, so that a crawl that gets nowhere is no success.
ROLES = {"quantri": 150, "tinh.ctv": 60, "tinh.bientap": 60, "tinh.duyet": 80}


@pytest.mark.parametrize("username", ROLES)
def test_no_screen_of_the_admin_holds_english(
    embedded: Installation, desktop: BrowserContext, username: str
) -> None:
    page = desktop.new_page()
    desk.sign_in(page, embedded.base, username, embedded.password(username))
    page.close()

    found, reached, broken = [], set(), []
    for screen in screens.crawl(desktop, embedded.base):
        reached.add(screen.address)
        if screen.status >= 500:
            broken.append(screen.address)
        found += [
            (screen.address, text, sorted(words))
            for text in screen.texts
            if (words := english.english_words(text))
        ]

    assert broken == []
    assert found == []
    assert len(reached) >= ROLES[username]


def test_english_is_recognised() -> None:
    assert english.english_words("Save draft")
    assert english.english_words("Xem: 3 items")
    assert english.english_words("Sorry, nothing here") >= {"sorry"}
    for text in (
        "Lưu bản nháp",
        "Ban Dân vận Tỉnh ủy",
        "tinh.ctv@dangbotinh.example",
        "/tin-tuc/the-page/",
        "62 suất quà đến với thôn Hưng Long",
        "Tệp PDF, Word, Excel",
        "Pacific/Auckland: GMT+13 (Giờ New Zealand)",
    ):
        assert english.english_words(text) == set(), text


def test_menu_of_a_table_is_vietnamese_and_works(
    embedded: Installation, desktop: BrowserContext
) -> None:
    page = desktop.new_page()
    desk.sign_in(page, embedded.base, "tinh.bientap", embedded.password("tinh.bientap"))
    desk.open_add_form(page, embedded.base, "Tin tức – Sự kiện")
    table = desk.add_block(page, "table").locator(".ht_master tbody")
    expect(table.locator("tr")).to_have_count(3)

    table.locator("td").first.click(button="right")
    menu = page.locator(".htContextMenu:visible")
    expect(menu).to_contain_text("Chèn cột bên trái")
    assert english.english_words(menu.inner_text()) == set()
    menu.get_by_text("Chèn hàng phía trên").click()

    expect(table.locator("tr")).to_have_count(4)


def test_file_field_speaks_vietnamese_and_works_from_the_keyboard(
    embedded: Installation, desktop: BrowserContext
) -> None:
    page = desktop.new_page()
    desk.sign_in(page, embedded.base, "tinh.bientap", embedded.password("tinh.bientap"))
    page.goto(f"{embedded.base}/quan-tri/images/add/")
    page.wait_for_load_state("networkidle")

    expect(page.locator("label.button", has_text="Chọn tệp…")).to_be_visible()
    expect(page.locator(".file-chosen")).to_have_text("Chưa chọn tệp")
    page.locator("[name=file]").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(
        {"name": "hội nghị.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    )

    expect(page.locator(".file-chosen")).to_have_text("hội nghị.jpg")
