"""A site's life in the browser: made, opened, given a host, renamed, moved, merged, frozen.

Its public addresses are asked after each step, as a reader's bookmark would.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e import desk

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HOST = "hoathang.localhost"  # names below localhost lead to this machine


@pytest.fixture
def administrator(embedded: Installation, desktop: BrowserContext) -> Page:
    page = desktop.new_page()
    desk.sign_in(page, embedded.base, "quantricong", embedded.password("quantricong"))
    return page


def make_site(page: Page, portal: Installation, name: str, code: str, reader: Page) -> str:
    """Through the wizard; the key of the new site, which is then in operation."""
    page.goto(f"{portal.base}/quan-tri/tao-trang-thanh-vien/")
    page.fill("[name=name]", f"Trang thông tin điện tử Đảng ủy xã {name}")
    page.fill("[name=short_name]", name)
    page.press("[name=short_name]", "Tab")
    expect(page.locator("[name=code]")).to_have_value(code)
    page.fill("[name=organisation]", f"Đảng ủy xã {name}")
    page.fill("[name=admin_email]", f"{code}.moi@dangbotinh.example")
    page.fill("[name=admin_last_name]", "Nguyễn Thị")
    page.fill("[name=admin_first_name]", "Hòa")
    page.locator("main form button[type=submit]").last.click()
    page.locator("button[name=make]").click()
    page.wait_for_url(re.compile(r"/\d+/xong/"))
    portal.shot(page, f"site-{code}-made")
    key = re.search(r"/(\d+)/xong/", page.url)
    assert key
    # Being prepared, it is not there for readers.
    assert landing(reader, f"{portal.base}/{code}/")[0] == 404
    page.locator("form[action*=dua-vao-hoat-dong] button").click()
    page.wait_for_load_state("load")
    return key.group(1)


def act(
    page: Page, portal: Installation, site: str, name: str, *, wait: bool = False, **values: str
) -> None:
    """One act of the page "life of a site"; ``wait`` for what goes on in the background."""
    page.goto(f"{portal.base}/quan-tri/vong-doi/{site}/{name}/")
    for field, value in values.items():
        control = page.locator(f"[name={field}]")
        if control.first.get_attribute("type") == "radio":
            page.locator(f"[name={field}][value={value}]").check()
        elif control.evaluate("element => element.tagName") == "SELECT":
            option = control.locator("option", has_text=value).first
            control.select_option(value=str(option.get_attribute("value")))
        else:
            control.fill(value)
    portal.shot(page, f"site-act-{name}")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("load")
    expect(page.locator(".error-message")).to_have_count(0)
    if wait:  # the page loads itself again until the act has ended
        expect(page.get_by_text("Đã chuyển hướng").first).to_be_visible(timeout=120_000)


def landing(reader: Page, address: str) -> tuple[int, str]:
    """What a reader's bookmark leads to in the end: the status and the address."""
    answer = reader.goto(address)
    assert answer is not None
    return answer.status, reader.url


def first_article(reader: Page, home: str) -> str:
    """The address of an article shown on a home page."""
    reader.goto(home)
    link = reader.locator("main article a[href], main .card a[href]").first
    return str(link.evaluate("element => element.href"))


def test_addresses_lead_on_through_the_life_of_a_site(
    embedded: Installation, administrator: Page, phone: BrowserContext
) -> None:
    base, page, reader = embedded.base, administrator, phone.new_page()
    port = urlsplit(base).port
    site = make_site(page, embedded, "Hòa Thắng", "hoa-thang", reader)
    home, section = f"{base}/hoa-thang/", f"{base}/hoa-thang/tin-tuc/"
    assert landing(reader, home) == (200, home)

    act(page, embedded, site, "ten-mien", host=HOST)
    at_host = f"http://{HOST}:{port}/"
    assert landing(reader, home) == (200, at_host)
    embedded.shot(reader, "site-at-its-host")
    page.goto(f"{base}/quan-tri/")
    assert landing(reader, f"{at_host}quan-tri/")[1].startswith(base)

    act(page, embedded, site, "doi-ten", short_name="Hòa Thắng mới")
    reader.goto(home)
    expect(reader).to_have_title(re.compile("Hòa Thắng"))

    act(page, embedded, site, "ten-mien", host="")
    act(page, embedded, site, "duong-dan", code="hoa-thang-moi")
    assert landing(reader, home) == (200, f"{base}/hoa-thang-moi/")
    assert landing(reader, at_host) == (200, f"{base}/hoa-thang-moi/")

    # A site with articles goes into the new one.
    article = first_article(reader, f"{base}/lien-huong/")
    page.goto(f"{base}/quan-tri/trang-thanh-vien/?q=lien-huong")
    life = page.locator("a[href*=vong-doi]").first.get_attribute("href")
    act(page, embedded, re.findall(r"\d+", life or "")[-1], "gop", target="xã Hòa Thắng", wait=True)
    for address in (article, f"{base}/lien-huong/"):
        code, url = landing(reader, address)
        assert code == 200
        assert url.startswith(f"{base}/hoa-thang-moi/")
    embedded.shot(reader, "site-after-the-merge")

    act(page, embedded, site, "trang-thai", state="frozen")
    assert landing(reader, article)[0] == 200
    expect(reader.get_by_text("ngừng cập nhật")).to_be_visible()
    embedded.shot(reader, "site-frozen")
    assert landing(reader, section)[0] == 200
