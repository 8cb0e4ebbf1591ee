"""Reading without a network: what a browser keeps of the articles somebody read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Installation

pytestmark = pytest.mark.e2e
KEPT = """
async () => {
  const store = await caches.open('articles');
  const stored = await store.match('/ngoai-tuyen/danh-sach.json');
  const rows = stored ? await stored.json() : [];
  const keys = (await store.keys()).map((request) => request.url);
  return {rows: rows.map((row) => row.url), keys};
}
"""
TELL = """
async (urls) => {
  const {active} = await navigator.serviceWorker.ready;
  for (const url of urls) active.postMessage({keep: {url, title: url, files: []}});
}
"""

# As if the page that is open had stood at another address, too.
ALSO_AT = """
async (url) => {
  const store = await caches.open('articles');
  const index = '/ngoai-tuyen/danh-sach.json';
  const rows = await (await store.match(index)).json();
  await store.put(url, await store.match(rows[0].url));
  const headers = {'Content-Type': 'application/json'};
  const all = JSON.stringify([{...rows[0], url}, ...rows]);
  await store.put(index, new Response(all, {headers}));
}
"""


@pytest.fixture
def articles(embedded: Installation) -> list[str]:
    """Paths of published articles."""
    with urlopen(f"{embedded.base}/sitemap-tin-1.xml") as answer:
        text = answer.read().decode()
    return [url.removeprefix(embedded.base) for url in re.findall(r"<loc>([^<]+)</loc>", text)]


@pytest.fixture
def reader(phone: BrowserContext, embedded: Installation) -> Page:
    """A phone whose service worker is at work."""
    page = phone.new_page()
    page.goto(f"{embedded.base}/")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def _wait_for(page: Page, count: int) -> dict[str, list[str]]:
    for _try in range(150):
        kept = page.evaluate(KEPT)
        if len(kept["rows"]) == count:
            return kept
        page.wait_for_timeout(100)
    pytest.fail(f"{len(kept['rows'])} articles are kept, not {count}")


def test_articles_that_were_read_open_without_a_network(reader, phone, embedded, articles):
    for number, path in enumerate(articles[:3], 1):
        reader.goto(embedded.base + path)
        _wait_for(reader, number)
    title = reader.locator("h1").inner_text()
    phone.set_offline(True)

    reader.goto(embedded.base + articles[2])
    expect(reader.locator("h1")).to_have_text(title)
    assert reader.evaluate("document.styleSheets[0].cssRules.length") > 10
    assert reader.evaluate("document.querySelector('.article__picture img').complete")
    assert reader.evaluate("document.querySelector('.article__picture img').naturalWidth") > 100


def test_other_pages_show_the_offline_page_with_what_is_kept(reader, phone, embedded, articles):
    for number, path in enumerate(articles[:3], 1):
        reader.goto(embedded.base + path)
        _wait_for(reader, number)
    phone.set_offline(True)

    reader.goto(embedded.base + articles[5])
    links = reader.locator("[data-kept] a")
    expect(links).to_have_count(3)
    embedded.shot(reader, "offline")
    links.first.click()
    expect(reader).to_have_url(embedded.base + articles[2])
    expect(reader.locator("[data-article] h1")).to_be_visible()


def test_what_was_taken_down_is_not_read_without_a_network(reader, phone, embedded, articles):
    gone = f"{embedded.base}/bai-da-go/"
    reader.goto(embedded.base + articles[0])
    _wait_for(reader, 1)
    reader.evaluate(ALSO_AT, gone)
    _wait_for(reader, 2)

    assert reader.goto(gone).status == 404
    kept = _wait_for(reader, 1)
    assert kept["rows"] == [embedded.base + articles[0]]
    assert gone not in kept["keys"]


def test_thirty_articles_stay_and_the_oldest_goes(reader, articles):
    assert len(articles) > 31
    reader.evaluate(TELL, articles[:30])
    _wait_for(reader, 30)
    reader.evaluate(TELL, articles[30:31])
    reader.wait_for_timeout(300)
    for _try in range(50):
        kept = reader.evaluate(KEPT)
        if kept["rows"][0].endswith(articles[30]):
            break
        reader.wait_for_timeout(100)
    assert [urlsplit(url).path for url in kept["rows"]] == articles[30:0:-1]
    assert len(kept["rows"]) == 30
    assert not any(url.endswith(articles[0]) for url in kept["keys"])
    assert len(kept["keys"]) == 31  # with the list itself


def test_nothing_but_public_articles_is_kept(reader, embedded, articles):
    never = ["/quan-tri/login/", f"{articles[1]}?xem-thu=abc", "/khong-co/", "/duyet/abc/"]
    reader.evaluate(TELL, [*never, articles[0]])
    kept = _wait_for(reader, 1)
    assert kept["rows"] == [embedded.base + articles[0]]
    assert all("/quan-tri" not in url and "xem-thu" not in url for url in kept["keys"])


def test_readers_get_no_cookie_from_the_web_app(reader, phone, embedded, articles):
    reader.goto(f"{embedded.base}/ngoai-tuyen/")
    reader.goto(f"{embedded.base}{articles[0]}")
    _wait_for(reader, 1)
    assert phone.cookies() == []


def test_phones_may_install_the_site(reader, phone):
    slow = phone.new_cdp_session(reader)
    answer = slow.send("Page.getAppManifest")
    assert answer["errors"] == []
    found = slow.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Test browsers keep nothing, and from there nothing is installed.
    assert {row["errorId"] for row in found} <= {"in-incognito"}
