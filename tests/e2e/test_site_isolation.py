"""The administrator of one site pastes addresses and ids of another everywhere, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAGE_SCREENS = (
    "pages/{0}/",
    "pages/{0}/edit/",
    "pages/{0}/history/",
    "pages/{0}/usage/",
    "pages/{0}/copy/",
    "pages/{0}/move/",
    "pages/{0}/delete/",
    "pages/{0}/unpublish/",
    "pages/{0}/view_draft/",
    "pages/{0}/privacy/",
    "pages/{0}/add_subpage/",
    "pages/{0}/revisions/compare/earliest...latest/",
    "bulk/wagtailcore/page/delete/?id={0}",
    "bulk/wagtailcore/page/unpublish/?id={0}",
    "bulk/wagtailcore/page/move/?id={0}",
    "choose-page/{0}/",
    "choose-page/chosen-multiple/?id={0}",
    "api/main/pages/{0}/",
)
IMAGE_SCREENS = (
    "images/{0}/",
    "images/{0}/delete/",
    "images/{0}/generate_url/",
    "images/{0}/preview/original/",
    "images/usage/{0}/",
    "images/chooser/chosen/{0}/",
    "images/chooser/{0}/select_format/",
    "bulk/media/portalimage/delete/?id={0}",
    "api/main/images/{0}/",
)
SITE_SCREENS = (
    "trang-thanh-vien/edit/{0}/",
    "vong-doi/{0}/",
    "vong-doi/{0}/gop/",
    "ban-giao/trang/{0}/",
    "tuan-cua-trang/{0}/published/",
)
LISTS = (
    "",
    "pages/search/?q=Liên+Hương",
    "choose-page/search/?q=Liên+Hương",
    "images/?q=Liên+Hương",
    "images/chooser/?q=Liên+Hương",
    "documents/?q=Liên+Hương",
    "reports/site-history/",
    "reports/workflow/",
    "reports/aging-pages/",
    "reports/locked/",
    "nguoi-cua-trang/?q=Liên+Hương",
    "nguoi-cua-trang/",
    "trang-thanh-vien/?q=Liên+Hương",
    "tuan-cua-trang/",
    "api/main/pages/?search=Liên+Hương",
    "api/main/images/?search=Liên+Hương",
)
OF_OTHER = "Liên Hương"
SEND = """
async ([address, token]) => {
  const sent = new FormData();
  sent.append('csrfmiddlewaretoken', token);
  sent.append('title', 'Sửa lén');
  const answer = await fetch(address, {method: 'POST', body: sent, redirect: 'manual'});
  return answer.status;
}
"""


def pages_of_other(page: Page, base: str) -> list[dict[str, Any]]:
    """Home page, sections and articles of the other site, as an administrator of all finds them."""
    answer = page.request.get(f"{base}/quan-tri/api/main/pages/?slug=lien-huong&fields=id")
    home = answer.json()["items"][0]
    below = page.request.get(
        f"{base}/quan-tri/api/main/pages/?descendant_of={home['id']}&limit=8&order=-id&fields=id"
    )
    return [home, *below.json()["items"]]


def refused(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    led_home = page.url.rstrip("/").endswith("/quan-tri")
    assert led_home or answer.status in {403, 404}, (address, answer.status, page.url)


def shows_nothing(page: Page, title: str, address: str) -> None:
    """Titles that bear the other site's name; the name itself is public, in each footer."""
    if OF_OTHER in title and title != OF_OTHER:
        assert title not in page.content(), address


def test_nothing_of_another_site_is_shown_or_changed(
    embedded: Installation, desktop: BrowserContext, browser: Browser
) -> None:
    admin = f"{embedded.base}/quan-tri/"
    overseer = browser.new_context(locale="vi-VN").new_page()
    desk.sign_in(overseer, embedded.base, "quantricong", embedded.password("quantricong"))
    pages = pages_of_other(overseer, embedded.base)
    listing = overseer.request.get(f"{admin}api/main/images/?limit=20&search=Liên+Hương")
    images = listing.json()["items"]
    images = [image for image in images if OF_OTHER in image["title"]]
    overseer.goto(f"{admin}trang-thanh-vien/?q={OF_OTHER}")
    site = overseer.locator("a[href*=vong-doi]").first.get_attribute("href") or ""
    keys = {"site": site.rstrip("/").rpartition("/")[2]}
    assert len(pages) > 5
    assert images

    page = desktop.new_page()
    desk.sign_in(page, embedded.base, "tuy-phong.quantri", embedded.password("tuy-phong.quantri"))
    page.goto(admin)
    token = page.context.cookies()
    csrf = next(cookie["value"] for cookie in token if cookie["name"] == "csrftoken")
    named = [
        *((form.format(item["id"]), item["title"]) for item in pages for form in PAGE_SCREENS),
        *(
            (form.format(item["id"]), item["title"])
            for item in images[:2]
            for form in IMAGE_SCREENS
        ),
        *((form.format(keys["site"]), OF_OTHER) for form in SITE_SCREENS),
    ]
    for form, title in named:
        refused(page, admin + form)
        shows_nothing(page, title, form)
        page.goto(admin)
        status = page.evaluate(SEND, [admin + form, csrf])
        assert status in {0, 400, 403, 404, 405}, (form, status)  # 0: led elsewhere
    for form in LISTS:
        page.goto(admin + form)
        for item in [*pages[1:], *images]:  # the first is called as what is searched for
            shows_nothing(page, item["title"], form)
    embedded.shot(page, "isolation-last-list")

    after = {item["id"]: item["title"] for item in pages_of_other(overseer, embedded.base)}
    assert after == {item["id"]: item["title"] for item in pages}
    for item in pages:
        answer = overseer.goto(f"{admin}pages/{item['id']}/history/")
        assert answer is not None
        assert answer.status == 200
        expect(overseer.get_by_text("Sửa lén")).to_have_count(0)
