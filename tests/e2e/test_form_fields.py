"""The article form's address and date fields, typed into by hand."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.text import slugify
from tests.e2e import desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PLAIN = [
    "Đảng bộ tỉnh",
    "ĐẢNG BỘ TỈNH LÂM ĐỒNG",
    "Đường sắt Bình Thuận – Nha Trang",
    "Hội nghị lần thứ 5, khóa XIV",
    "Kết luận số 79-KL/TW ngày 13/5/2024",
    "“Học tập và làm theo” tư tưởng Bác",
    "Ủy ban kiểm tra; uỷ viên ủy ban",
    "Quỹ “Vì người nghèo”: 1,5 tỷ đồng!",
    "100% chi bộ đạt & vượt chỉ tiêu",
    "Ngày 20/11: tri ân thầy, cô",
    "   khoảng   trắng   ",
    "gạch_dưới_và.chấm",
    "Xã Tuy Phong (Lâm Đồng) – 50 năm",
    "Đ đ Ă ă Â â Ê ê Ô ô Ơ ơ Ư ư",
    "ẮẰẲẴẶ ắằẳẵặ",
    "ẤẦẨẪẬ ấầẩẫậ",
    "ẾỀỂỄỆ ếềểễệ",
    "ỐỒỔỖỘ ốồổỗộ",
    "ỚỜỞỠỢ ớờởỡợ",
    "ỨỪỬỮỰ ứừửữự",
    "ÝỲỶỸỴ ýỳỷỹỵ ÍÌỈĨỊ",
    "Café São Paulo, Škoda và Zürich",
    "COVID-19 và 5G",
    "A/B & C",
    "e-mail: ban@tinh.gov.vn",
    "Tin… mới — hôm nay",
    "Số 1. Mục a) và b)",
    "Mùa xuân 🌸 2026",
    "từ\u00adng từ\u200b liền",
    "Москва và Hà Nội",
    "x" * 130,
    " ".join(["Đảng bộ tỉnh"] * 12),
    "Bí thư Tỉnh ủy làm việc với Ban Thường vụ Đảng ủy xã về xây dựng Đảng và hệ thống chính trị",
    "Bí thư Tỉnh ủy làm việc với Ban Thường vụ Đảng ủy xã về công tác xây dựng Đảng, chính quyền",
]
DECOMPOSED = [unicodedata.normalize("NFD", title) for title in PLAIN[:10]]


@pytest.fixture
def form(embedded: Installation, desktop: BrowserContext) -> Iterator[Page]:
    """The form of a new article."""
    page = desktop.new_page()
    desk.sign_in(page, embedded.base, "tuy-phong.bientap", embedded.password("tuy-phong.bientap"))
    desk.open_add_form(page, embedded.base, "Tin tức – Sự kiện")
    yield page
    page.close()


def _without_saving(page: Page) -> None:
    page.route("**", lambda r: r.abort() if r.request.method == "POST" else r.continue_())


def test_browser_and_server_make_the_same_addresses(form: Page) -> None:
    _without_saving(form)
    for title in PLAIN + DECOMPOSED:
        form.focus("[name=lead]")
        form.evaluate("document.querySelector('[name=slug]').value = ''")
        form.focus("[name=title]")
        form.fill("[name=title]", title)
        form.keyboard.press("Tab")
        # The script waits a moment for the next key.
        expect(form.locator("[name=slug]"), title).to_have_value(slugify(title))


def test_address_follows_the_title_key_by_key(form: Page) -> None:
    _without_saving(form)
    form.focus("[name=title]")
    form.keyboard.type("Đại hội đảng bộ", delay=5)
    expect(form.locator("[name=slug]")).to_have_value("dai-hoi-dang-bo")


def test_address_typed_by_hand_is_folded_on_leaving_the_field(form: Page) -> None:
    _without_saving(form)
    form.locator("[role=tab]").nth(1).click()
    form.fill("[name=slug]", "Đường Sắt_mới")
    form.keyboard.press("Tab")
    assert form.input_value("[name=slug]") == "duong-sat-moi"


def test_date_is_read_day_first_and_the_week_begins_on_monday(form: Page) -> None:
    form.fill("[name=title]", "Ngày sự kiện")
    form.fill("[name=lead]", "Bản tin.")
    outside = form.locator("[id$=-event_at-helptext]").first
    form.click("[name=event_at]")
    form.keyboard.type("05/10/2026 14:30")
    outside.click()

    form.click("[name=event_at]")
    picker = form.locator(".xdsoft_datetimepicker").filter(visible=True)
    expect(picker.locator("th").first).to_have_text("T2")
    expect(picker.locator("th").last).to_have_text("CN")
    expect(picker.locator(".xdsoft_month span")).to_have_text("Tháng 10")
    # It opens on October, not on May.
    picker.locator("td[data-date='6'][data-month='9']:not(.xdsoft_other_month)").click()
    expect(form.locator("[name=event_at]")).to_have_value(re.compile("^06/10/2026 "))
    form.fill("[name=event_at]", "05/11/2026 14:30")
    outside.click()

    form.keyboard.press("Control+s")
    form.wait_for_url("**/edit/**")
    form.reload()
    expect(form.locator("[name=event_at]")).to_have_value("05/11/2026 14:30")
