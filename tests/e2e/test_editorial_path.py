"""From a blank form to a reader's phone: write, submit, return, correct, approve, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e import desk
from tests.e2e.article import CAPTIONS, TABLE, write_draft

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
SITE = "/tuy-phong/"
SECTION = "tin-tuc-su-kien"
SECTION_TITLE = "Tin tức – Sự kiện"
REASON = "Đề nghị bổ sung số liệu năm 2026."
CORRECTION = "Đã bổ sung số liệu năm 2026 theo yêu cầu của người duyệt."


def test_article_goes_from_editor_over_approver_to_a_phone(
    portal: Installation, browser, tmp_path: Path
) -> None:
    draft = write_draft(tmp_path, timezone.now(), portal.kind)
    editor = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
    approver = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
    reader = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    for context in (editor, approver, reader):
        context.set_default_timeout(60_000)

    list_url = _write_and_submit(portal, editor, draft)
    _return(portal, approver, draft)
    _correct_and_submit(portal, editor, list_url, draft)
    _approve(portal, approver, draft)
    url = _read_on_phone(portal, reader, draft)
    _is_listed(portal, reader, draft, url)

    assert reader.cookies() == []
    for context in (editor, approver, reader):
        context.close()


def _sign_in(portal: Installation, context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    desk.sign_in(page, portal.base, username, portal.password(username))
    return page


def _write_and_submit(portal: Installation, context: BrowserContext, draft: desk.Draft) -> str:
    page = _sign_in(portal, context, "tuy-phong.bientap")
    desk.open_add_form(page, portal.base, SECTION_TITLE)
    desk.write(page, draft)
    portal.shot(page, "1-written")
    desk.footer_action(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    portal.shot(page, "2-submitted")
    return page.url


def _return(portal: Installation, context: BrowserContext, draft: desk.Draft) -> None:
    page = _sign_in(portal, context, "tuy-phong.duyet")
    portal.shot(page, "3-approver-dashboard")
    page.get_by_role("link", name=draft.title).first.click()
    page.wait_for_load_state("networkidle")
    desk.decide(page, "reject", REASON)
    expect(page.locator(".messages .success")).to_be_visible()
    portal.shot(page, "4-returned")
    page.close()


def _correct_and_submit(
    portal: Installation, context: BrowserContext, list_url: str, draft: desk.Draft
) -> None:
    page = context.new_page()
    page.goto(list_url)
    page.get_by_role("link", name=draft.title).first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".messages .warning")).to_contain_text(REASON)
    portal.shot(page, "5-editor-sees-return")
    desk.append_text(page, CORRECTION)
    desk.footer_action(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    page.close()


def _approve(portal: Installation, context: BrowserContext, draft: desk.Draft) -> None:
    page = context.new_page()
    page.goto(f"{portal.base}/quan-tri/")
    page.get_by_role("link", name=draft.title).first.click()
    page.wait_for_load_state("networkidle")
    desk.decide(page, "approve")
    expect(page.locator(".messages .success")).to_be_visible()
    portal.shot(page, "6-approved")


def _read_on_phone(portal: Installation, context: BrowserContext, draft: desk.Draft) -> str:
    page = context.new_page()
    page.goto(f"{portal.base}{SITE}{SECTION}/")
    page.get_by_role("link", name=draft.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(draft.title)
    content = page.locator("main")
    cells = [cell for row in TABLE for cell in row]
    for text in (draft.lead, *CAPTIONS, CORRECTION, *cells, draft.author, draft.source):
        expect(content).to_contain_text(text)
    pictures = content.locator("figure img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).to_have_js_property("complete", value=True)
    sizes = pictures.evaluate_all("images => images.map(image => image.naturalWidth)")
    assert len(sizes) == len(CAPTIONS)
    assert all(sizes), sizes
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    portal.shot(page, "7-article-on-phone")
    return page.url


def _is_listed(
    portal: Installation, context: BrowserContext, draft: desk.Draft, article_url: str
) -> None:
    page = context.new_page()
    page.goto(article_url)
    page.get_by_role("link", name=draft.tags[0]).first.click()
    expect(page.get_by_role("link", name=draft.title).first).to_be_visible()
    portal.shot(page, "8-topic")
    for name, path in (("9-section", f"{SITE}{SECTION}/"), ("10-home", SITE), ("11-province", "/")):
        page.goto(portal.base + path)
        expect(page.get_by_role("link", name=draft.title).first).to_be_visible()
        portal.shot(page, name)
