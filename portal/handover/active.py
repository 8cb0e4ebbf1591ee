"""Finds what would act in a reader's browser, in texts and addresses from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

FORBIDDEN = frozenset(
    "applet audio base button form frame frameset iframe input link math meta noscript object "
    "script select style svg template textarea video".split()
)
# The last two are those of an archive (layout.py).
SCHEMES = frozenset({"http", "https", "mailto", "tel", "portal-site", "portal-document"})
ADDRESSES = frozenset({"action", "background", "data", "formaction", "href", "poster", "src"})
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
SCHEME = re.compile(r"([^/?#:]*):")


def is_safe_address(url: str) -> bool:
    """Whether a browser that follows ``url`` only goes somewhere."""
    found = SCHEME.match(BLANKS.sub("", url).lower())
    return found is None or found[1] in SCHEMES


def active_part(html: str) -> str:
    """The first tag or attribute of ``html`` that acts; "" for plain rich text."""
    if "<" not in html:
        return ""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.found


class _Finder(HTMLParser):
    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN or (tag == "embed" and "embedtype" not in dict(attrs)):
            self.found = self.found or f"<{tag}>"
        for name, value in attrs:
            is_address = name.rpartition(":")[2] in ADDRESSES
            if name.startswith("on") or (is_address and not is_safe_address(value or "")):
                self.found = self.found or f"{name}="
