"""A Word file becomes an article, is returned, corrected, and approved by link on a phone."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e import desk
from tests.portal.word.builders import picture, saved, text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
TITLE = "Đảng bộ xã tổng kết công tác xây dựng Đảng năm 2026"
LEAD = "Sáng nay, Đảng ủy xã tổ chức hội nghị tổng kết công tác xây dựng Đảng năm 2026."
SECTION = "Tin tức – Sự kiện"
REASON = "Đề nghị ghi rõ số đảng viên mới kết nạp."
CORRECTION = "Trong năm, Đảng bộ kết nạp 42 đảng viên mới."
PIN = "482915"
LINK = re.compile(r"https?://\S+/duyet/[\w.-]+/")


def test_word_file_returned_corrected_and_approved_by_link_on_a_phone(
    embedded: Installation, browser, phone: BrowserContext, tmp_path: Path
) -> None:
    writer, approver = (
        browser.new_context(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
        for _person in range(2)
    )
    for context in (writer, approver):
        context.set_default_timeout(60_000)

    _set_pin(embedded, approver)
    edit_url = _send_word_file(embedded, writer, tmp_path)
    _return(embedded, approver)
    _correct(embedded, writer, edit_url)
    used = _approve_on_phone(embedded, phone)
    _refused_the_second_time(embedded, phone, used)
    _is_read(embedded, phone)

    for context in (writer, approver):
        context.close()


def _signed_in(portal: Installation, context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    desk.sign_in(page, portal.base, username, portal.password(username))
    return page


def _set_pin(portal: Installation, context: BrowserContext) -> None:
    page = _signed_in(portal, context, "tuy-phong.duyet")
    page.goto(f"{portal.base}/quan-tri/account/")
    for name in ("pin", "pin_again"):
        page.locator(f"[name$=-{name}]").fill(PIN)
    page.locator("[name$=-password]").last.fill(portal.password("tuy-phong.duyet"))
    portal.shot(page, "newsroom-1-pin")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.close()


def _send_word_file(portal: Installation, context: BrowserContext, folder: Path) -> str:
    broken, good = folder / "hong.docx", folder / "tong-ket.docx"
    broken.write_bytes(b"PK\x03\x04 khong phai Word")
    good.write_bytes(_word_file())
    page = _signed_in(portal, context, "tuy-phong.ctv")
    page.goto(f"{portal.base}/quan-tri/tu-tep-word/")
    page.select_option("#word-section", label=SECTION)
    page.set_input_files("#word-file", str(broken))
    page.click("[data-word-drop] button[type=submit]")
    expect(page.locator("[data-word-state]")).to_contain_text("(mã WD-")
    page.set_input_files("#word-file", str(good))
    page.click("[data-word-drop] button[type=submit]")
    page.wait_for_url("**/edit/")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[name=lead]")).to_have_value(LEAD)
    page.fill("[name=event_at]", f"{timezone.localtime() - timedelta(hours=3):%d/%m/%Y %H:%M}")
    page.locator("[id$=-event_at-helptext]").first.click()
    portal.shot(page, "newsroom-2-from-word")
    edit_url = page.url
    desk.footer_action(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    page.close()
    return edit_url


def _word_file() -> bytes:
    document = docx.Document()
    text(document, TITLE, bold=True, centre=True, size=16)
    text(document, LEAD, bold=True)
    document.add_heading("Kết quả nổi bật", level=2)
    document.add_paragraph("Đảng bộ hoàn thành 15 trên 15 chỉ tiêu nghị quyết.")
    table = document.add_table(2, 2)
    for at, words in enumerate(("Chỉ tiêu", "Kết quả", "Kết nạp đảng viên", "42")):
        table.cell(at // 2, at % 2).text = words
    picture(document, description="Quang cảnh hội nghị tổng kết")
    text(document, "Quang cảnh hội nghị. Ảnh: Hồng Phúc", italic=True)
    return saved(document)


def _return(portal: Installation, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{portal.base}/quan-tri/ban-bien-tap/?viec=cho-toi")
    portal.shot(page, "newsroom-3-desk")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_load_state("networkidle")
    desk.decide(page, "reject", REASON)
    expect(page.locator(".messages .success")).to_be_visible()
    page.close()


def _correct(portal: Installation, context: BrowserContext, edit_url: str) -> None:
    page = context.new_page()
    page.goto(edit_url)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".messages .warning")).to_contain_text(REASON)
    desk.append_text(page, CORRECTION)
    desk.footer_action(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    page.close()


def _approve_on_phone(portal: Installation, context: BrowserContext) -> str:
    """By the newest link: the one of the version that was returned is worth nothing."""
    first, newest = _mailed(portal, 2)
    page = context.new_page()
    page.goto(first)
    expect(page.get_by_role("alert")).to_contain_text("(mã DL-")
    page.goto(newest)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator("main")).to_contain_text(CORRECTION)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    portal.shot(page, "newsroom-4-link-on-phone")
    page.fill("[name=pin]", "000000")
    page.click("button[value=approve]")
    expect(page.get_by_role("alert")).to_contain_text("(mã DL-")
    page.fill("[name=comment]", "Nhất trí đăng.")
    page.fill("[name=pin]", PIN)
    page.click("button[value=approve]")
    expect(page.get_by_role("status")).to_be_visible()
    portal.shot(page, "newsroom-5-approved")
    page.close()
    return newest


def _mailed(portal: Installation, count: int) -> list[str]:
    """The links of the mails, which the portal prints to its log; mails come from a worker."""
    for _second in range(60):
        found = list(dict.fromkeys(LINK.findall(portal.log.read_text(encoding="utf-8"))))
        if len(found) >= count:
            return found
        time.sleep(1)
    pytest.fail(f"{count} links were to be mailed, there are {len(found)}")


def _refused_the_second_time(portal: Installation, context: BrowserContext, link: str) -> None:
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("(mã DL-")
    portal.shot(page, "newsroom-6-used-link")
    page.close()


def _is_read(portal: Installation, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{portal.base}/tuy-phong/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in (LEAD, "Kết nạp đảng viên", "Quang cảnh hội nghị", CORRECTION):
        expect(page.locator("main")).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    portal.shot(page, "newsroom-7-read")
    page.close()
