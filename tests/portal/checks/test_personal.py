"""Personal data: what is found, and the numbers that only look like it."""

import time
import unicodedata

import pytest

from portal.checks import personal
from portal.checks.models import SiteChecks
from tests.portal.checks import said


@pytest.fixture
def of(site, contributor):
    def texts(text, check):
        return said.of(said.draft(site, contributor, text), check)

    return texts


PAPERS = [
    "Ông A, CCCD 022085001234, trú tại phường Hồng Hà.",
    "số định danh cá nhân: 001 301 012 345",
    "(060.199.000.123)",
    "Chứng minh nhân dân số 101234567 do Công an cấp",
    "CMND: 101 234 567.",
    unicodedata.normalize("NFD", "Căn cước công dân 101234567"),
]


def test_identity_number_is_found(site, contributor):
    assert said.found_in(site, contributor, PAPERS, "identity-numbers") == PAPERS


NO_PAPERS = [
    "Tổng thu ngân sách 26.803.528 triệu đồng",
    "Kinh phí 1.022.085.001.234 đồng",
    "Thực hiện Nghị quyết số 12-NQ/TW ngày 25/10/2017",
    "Quyết định số 022085001234/QĐ-UBND",
    "Mã số 003085001234",  # no such province
    "Mã số 022985001234",  # no such century
    "Mã hồ sơ 101234567",  # nothing says it is a card
    "Mã hàng A022085001234",
    "Video https://www.youtube.com/watch?v=022085001234",
    "Mã số 0220850012345",
]


def test_other_number_is_no_identity_number(site, contributor):
    assert said.found_in(site, contributor, NO_PAPERS, "identity-numbers") == []


PHONES = [
    "Liên hệ anh Nam: 0912345678.",
    "ĐT 0912.345.678",
    "ĐT 091-234-5678 - chị Hoa",
    "gọi +84 912 345 678",
    "gọi (+84)912345678",
    "máy bàn (0203) 3835 678",
    "máy bàn 024.3825.1234",
    "0912345678/0987654321",
    "0912345678 9 giờ sáng",
]


def test_phone_number_is_found(site, contributor):
    assert said.found_in(site, contributor, PHONES, "contacts") == PHONES


NO_PHONES = [
    "Sản lượng 26.803.528 tấn",
    "Ngày 08.11.2026 10 giờ",
    "Từ 03/09/2026 đến 05/09/2026",
    "Công văn 0912345678/CV-TU",
    "Công văn số 0912345678-CV/TU",
    "Số tiền 1.098.765.432 đồng",
    "Tổng đài 1900 1234 và 113",
    "0,0912345678",
    "Mã vạch 8930912345678",
]


def test_other_number_is_no_phone_number(site, contributor):
    assert said.found_in(site, contributor, NO_PHONES, "contacts") == []


def test_mail_addresses_of_offices_are_official(of):
    text = "Gửi về ban.tuyengiao@quangninh.dcs.vn, vanthu@gov.vn hoặc nguyenvana@gmail.com."
    assert [said_text for said_text in of(text, "contacts") if "gmail" in said_text]
    assert len(of(text, "contacts")) == 1


def test_allowed_hotline_is_no_finding(site, of):
    text = "Đường dây nóng +84 203 3835 678; anh Nam 0912345678"
    SiteChecks.objects.create(site=site, allowed="0203.3835.678\nbandoc@example.com")

    assert len(of(text, "contacts")) == 1
    assert of("Hộp thư BanDoc@Example.com", "contacts") == []


def test_account_is_found_where_words_say_so(of):
    assert len(of("Ủng hộ về số tài khoản 1013 4567 8901 tại Vietcombank", "accounts")) == 1
    assert len(of("STK: 0123456789", "accounts")) == 1
    assert of("Tổng vốn 101.345.678.901 đồng", "accounts") == []


def test_account_of_a_fund_may_be_allowed(site, of):
    SiteChecks.objects.create(site=site, allowed="101345678901")
    assert of("số tài khoản 1013 4567 8901", "accounts") == []


def test_numbers_are_found_in_title_and_tables(site, contributor):
    table = {"data": [["Họ tên", "Điện thoại"], ["Ông A", "0912345678"]]}
    article = said.draft(
        site, contributor, title="Gọi 0987654321 ngay", body=[("text", said.LONG), ("table", table)]
    )
    assert len(said.of(article, "contacts")) == 2


@pytest.mark.parametrize("part", ["a", "a.", "1", "1-", "A_", "a@", "a@a."])
def test_endless_word_costs_no_more_than_its_length(part):
    """Going back over it at each letter took minutes."""
    text = part * (100_000 // len(part))
    began = time.process_time()
    found = personal._EMAIL.findall(text)
    assert time.process_time() - began < 2
    assert all("@" in one for one in found)


def test_long_mail_address_is_found(of):
    assert len(of(f"Thư về {'a' * 64}@example.com hoặc đ.nam@mail.example.com.", "contacts")) == 2
