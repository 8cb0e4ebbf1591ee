"""One visit of a phone: what is sent, what axe finds, and how long a tap takes to show."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portal.ops.bench.front_tools import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Response

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# A cheap phone: four times slower than this machine.
SLOWER = 4
WATCH = """
  window.slowest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId) window.slowest = Math.max(window.slowest, entry.duration);
    }
  }).observe({type: "event", durationThreshold: 16, buffered: true});
"""
OPENERS = "button[popovertarget], button[aria-expanded], summary"
FIELDS = "input[type=search]"


@dataclass
class Visit:
    """Bytes as they travel (bodies, compressed); ``interaction`` in milliseconds."""

    html: int = 0
    css: int = 0
    js: int = 0
    total: int = 0
    requests: int = 0
    third_party: int = 0
    cookies: int = 0
    interaction: float = 0
    axe: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    source: str = ""


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def visit(browser: Browser, url: str) -> Visit:
    """Load ``url`` as a new reader, without what another page left behind."""
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        found = _load(page, url)
        found.cookies = len(context.cookies())
        found.axe = violations(page)
        found.interaction = _interaction(page, url)
        return found
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds: rule, impact and the first elements."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    result = Axe().run(page, options=options)
    return [
        f"{row['id']} ({row['impact']}): "
        + "; ".join(" ".join(map(str, node["target"])) for node in row["nodes"][:4])
        for row in result.response["violations"]
    ]


def _load(page: Page, url: str) -> Visit:
    found = Visit()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(url, wait_until="load")
    page.wait_for_load_state("networkidle")
    host = urlsplit(url).netloc
    for answer in answers:
        _count(answer, found, host)
    return found


def _count(answer: Response, found: Visit, host: str) -> None:
    request = answer.request
    if urlsplit(answer.url).scheme not in {"http", "https"}:
        return
    found.requests += 1
    found.third_party += urlsplit(answer.url).netloc != host
    sizes = request.sizes()
    size = sizes["responseBodySize"]
    found.total += size + sizes["responseHeadersSize"]
    if request.resource_type == "document":
        found.html += size
        found.source = answer.text()
    elif request.resource_type == "stylesheet":
        found.css += size
        found.styles.add(answer.text())
    elif request.resource_type == "script":
        found.js += size


def _interaction(page: Page, url: str) -> float:
    """The slowest answer to taps and typing, on a processor slowed down: like INP."""
    page.add_init_script(WATCH)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    for opener in page.locator(OPENERS).all()[:12]:
        if opener.is_visible():
            opener.tap()
            page.keyboard.press("Escape")
    for box in page.locator(FIELDS).all():
        if box.is_visible():
            box.tap()
            box.press_sequentially("dang bo")
            break
    page.wait_for_timeout(300)
    return float(page.evaluate("window.slowest"))
