"""An editor's and an approver's hands in the admin, in a real browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import override
from playwright.sync_api import expect

from portal.pages.blocks import BodyBlock

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

BODY = "[id^=panel-child-][id$=-body-content]"  # between them the tab, in its language
MAIN_PICTURE = "[data-contentpath=main_image]"


@dataclass(frozen=True)
class Picture:
    """A picture to upload: its file, what it shows, and the caption of its use."""

    file: Path
    description: str
    caption: str


@dataclass(frozen=True)
class Draft:
    """What the editor types. ``event_at`` as an office writes it: 05/11/2026 14:30."""

    title: str
    lead: str
    event_at: str
    paragraphs: list[str]
    pictures: list[Picture]
    table_caption: str
    table: list[list[str]]
    author: str
    source: str
    tags: list[str] = field(default_factory=list)


def sign_in(page: Page, base: str, username: str, password: str) -> None:
    page.goto(f"{base}/quan-tri/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("form button[type=submit]")
    page.wait_for_url(f"{base}/quan-tri/")


def open_add_form(page: Page, base: str, section: str) -> None:
    """Reach the form of a new article by clicking: pages, section, "add", article.

    Somebody who works in one site only gets straight to that site's pages.
    """
    page.goto(f"{base}/quan-tri/pages/")
    row = page.locator("tr").filter(has_text=section).first
    row.locator("a[href$='/']").last.click()
    page.locator("a[href$='/add_subpage/']").first.click()
    page.locator("a[href*='/add/news/articlepage/']").first.click()
    page.wait_for_load_state("networkidle")


def write(page: Page, draft: Draft) -> None:
    """Fill in the form of a new article; saves nothing yet (autosave may)."""
    page.fill("[name=title]", draft.title)
    page.keyboard.press("Tab")
    expect(page.locator("[name=slug]")).not_to_have_value("")
    page.fill("[name=lead]", draft.lead)
    first, *others = draft.pictures
    _upload(page, page.locator(MAIN_PICTURE), first)
    page.fill("[name=main_image_caption]", first.caption)
    half = len(draft.paragraphs) // 2
    _add_text(page, draft.paragraphs[:half])
    for picture in others:
        _add_picture(page, picture)
    _add_text(page, draft.paragraphs[half:])
    _add_table(page, draft.table_caption, draft.table)
    page.fill("[name=event_at]", draft.event_at)
    # The calendar closes when the mouse is pressed elsewhere.
    page.locator("[id$=-event_at-helptext]").first.click()
    page.fill("[name=author]", draft.author)
    page.fill("[name=source]", draft.source)
    _add_tags(page, draft.tags)


def add_block(page: Page, name: str) -> Locator:
    """Append a block of kind ``name`` to the body and return it."""
    with override("vi"):
        label = str(BodyBlock().child_blocks[name].label)
    page.locator(f"{BODY} .c-sf-add-button").last.click()
    page.get_by_role("option", name=label, exact=True).first.click()
    block = page.locator(f"{BODY} [data-streamfield-child]").last
    block.wait_for()
    return block


def _add_text(page: Page, paragraphs: list[str]) -> None:
    block = add_block(page, "text")
    block.locator("[contenteditable=true]").first.click()
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)
    # The editor hands its text to the form a quarter of a second after the last key.
    hidden = block.locator("input[type=hidden][name$=-value]").first
    expect(hidden).to_have_value(re.compile(re.escape(paragraphs[-1][:40])))


def append_text(page: Page, paragraph: str) -> None:
    """Add a paragraph in a block of its own at the end of the body."""
    _add_text(page, [paragraph])


def _add_picture(page: Page, picture: Picture) -> None:
    block = add_block(page, "picture")
    _upload(page, block, picture)
    block.locator("[name$=-caption]").fill(picture.caption)


def _upload(page: Page, place: Locator, picture: Picture) -> None:
    """Choose a picture through the chooser's upload tab."""
    place.locator(".chooser button[data-chooser-action-choose]").first.click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab").nth(1).click()
    dialog.locator("input[type=file]").set_input_files(str(picture.file))
    dialog.locator("[name=image-chooser-upload-description]").fill(picture.description)
    dialog.locator("[name=image-chooser-upload-title]").fill(picture.description)
    dialog.locator("#tab-upload button[type=submit]").click()
    expect(page.locator(".modal-content")).to_have_count(0, timeout=20_000)


def _add_table(page: Page, caption: str, rows: list[list[str]]) -> None:
    block = add_block(page, "table")
    block.locator("select[name=table-header-choice]").select_option("row")
    block.locator("input[name=handsontable-col-caption]").fill(caption)
    # Choosing the headers draws the table anew; a cell clicked before that is gone.
    page.wait_for_timeout(500)
    for row_number, row in enumerate(rows):
        cells = block.locator(".ht_master tbody tr").nth(row_number).locator("td")
        for column_number, text in enumerate(row):
            cells.nth(column_number).dblclick()
            expect(block.locator("textarea.handsontableInput").first).to_be_focused()
            page.keyboard.insert_text(text)
            page.keyboard.press("Enter")
            expect(cells.nth(column_number)).to_have_text(text)


def _add_tags(page: Page, tags: list[str]) -> None:
    box = page.locator("[data-contentpath=tags] .tagit-new input")
    for tag in tags:
        box.fill(tag)
        box.press("Enter")


def footer_action(page: Page, name: str) -> None:
    """Press a button of the editor's footer, opening its menu when the button is in there."""
    button = page.locator(f"footer button[name={name}]")
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.first.click()
    page.wait_for_load_state("networkidle")


def decide(page: Page, action: str, comment: str = "") -> None:
    """Approve or return what waits (``approve`` or ``reject``), with a comment in the dialog."""
    selector = f"footer [data-workflow-action-name={action}]"
    if comment:
        selector += "[data-workflow-action-modal-url]"
    button = page.locator(selector)
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.first.click()
    if comment:
        page.locator(".modal-content textarea").fill(comment)
        page.locator(".modal-content [type=submit]").click()
    page.wait_for_load_state("networkidle")
