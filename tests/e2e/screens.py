"""Every screen of the admin that links, menus and choosers lead a person to, and its words."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

ADMIN = "/quan-tri/"
# Downloads, the way out, and what only scripts ask for.
_NOT_SCREENS = re.compile(
    r"/logout/|/editing-sessions/|/quan-tri/sprite|/jsi18n/|export=|/preview/|\.(?:js|css|svg)\b"
)
_NO_PAGE = re.compile("Download is starting|ERR_ABORTED|ERR_HTTP_RESPONSE_CODE_FAILURE")
_VARIABLE = re.compile(r"(?<=/)(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27,})(?=/|$)")
_ADDRESS = re.compile(r"/quan-tri/[\w\-./?=&%]+")

TEXTS = """
(html) => {
  const found = new Set();
  const add = (text) => {
    const plain = (text || '').replace(/\\s+/g, ' ').trim();
    if (plain) found.add(plain);
  };
  const spoken = ['placeholder', 'title', 'aria-label', 'aria-description', 'alt',
    'data-w-tooltip-content-value', 'data-w-dropdown-tooltip-value'];
  // A form with a field of that name hides its own property.
  const children = Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes').get;
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { add(node.textContent); return; }
    if (/^(SCRIPT|STYLE|NOSCRIPT|IFRAME|CODE)$/.test(node.nodeName)) return;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.classList.contains('xdsoft_save_selected')) return;  // never shown
      for (const name of spoken) add(node.getAttribute(name));
      if (node.nodeName === 'INPUT' && /^(submit|button|reset)$/.test(node.type)) add(node.value);
      if (node.nodeName === 'TEMPLATE') walk(node.content);
      if (node.shadowRoot) walk(node.shadowRoot);
    }
    [...children.call(node)].forEach(walk);
  };
  const parsed = html && new DOMParser().parseFromString(html, 'text/html');
  walk(parsed ? parsed.body : document.documentElement);
  return [...found];
}
"""


class Screen:
    """One answer of the admin: its address, the page or dialogue, and its words."""

    def __init__(self, address: str, status: int, texts: list[str]) -> None:
        self.address = address
        self.status = status
        self.texts = texts


def crawl(context: BrowserContext, base: str, limit: int = 400) -> Iterator[Screen]:
    """Screens reachable from the start page, one for each kind of address."""
    page = context.new_page()
    page.route(re.compile(r"\.(?:jpe?g|png|webp|avif|woff2?)(?:\?|$)"), lambda route: route.abort())
    waiting, seen = deque([ADMIN]), {ADMIN}
    while waiting and limit:
        limit -= 1
        address = waiting.popleft()
        screen, addresses = _visit(page, base, address)
        yield screen
        for found in addresses:
            kind = _kind(found)
            if kind not in seen and not _NOT_SCREENS.search(found):
                seen.add(kind)
                waiting.append(found)
    page.close()


def _visit(page: Page, base: str, address: str) -> tuple[Screen, list[str]]:
    try:
        answer = page.goto(base + address, wait_until="load")
    except Error as problem:
        if not _NO_PAGE.search(problem.message):
            raise
        # A download, or an answer without a body; the browser's own page about it has to end.
        page.wait_for_timeout(300)
        page.goto("about:blank")
        return Screen(address, page.context.request.get(base + address).status, []), []
    assert answer is not None
    html = None
    if "json" in answer.headers.get("content-type", ""):
        body = answer.json()  # a dialogue
        html = body.get("html") if isinstance(body, dict) else None
        if html is None:
            return Screen(address, answer.status, []), []
    else:
        page.wait_for_timeout(100)  # for what scripts add
    found = _addresses(html or page.content())
    return Screen(address, answer.status, page.evaluate(TEXTS, html)), found


def _addresses(source: str) -> list[str]:
    plain = source.replace("&amp;", "&").replace("\\u0026", "&").replace("&quot;", '"')
    return [
        urlsplit(urljoin(ADMIN, found))._replace(fragment="").geturl()
        for found in _ADDRESS.findall(plain)
    ]


def _kind(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return _VARIABLE.sub("N", parts.path) + "?" + "&".join(n for n in names if n in {"p", "q"})
