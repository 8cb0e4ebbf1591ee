"""How addresses are compared: one spelling for whatever a browser, an editor or a file gives.

Old systems wrote their addresses in any case, with accents, spaces and codes for them, with and
without the last slash. Two addresses are the same when their ``Address`` is.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.text import nfc

LENGTH = 700
# What an index of PostgreSQL can hold, with room for the host.
BYTES = 2000
_SLASHES = re.compile(r"/{2,}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_HOST_FIRST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?/")


class Address(NamedTuple):
    """``host`` is "" for the portal's own; ``path`` begins with a slash and ends without one.

    Invariant: both are in NFC, decoded and in small letters; ``path`` holds a query (after "?")
    only when it was given with one.
    """

    host: str
    path: str

    def __str__(self) -> str:
        return f"https://{self.host}{self.path}" if self.host else self.path


def spelled(path: str, query: str = "") -> str | None:
    """The one spelling of a path; None when it is too long or no path at all.

    Parts of a query are sorted, since their order says nothing.
    """
    if not _is_text(path + query):
        return None
    decoded = unquote(path)
    if _CONTROLS.search(decoded) or "\ufffd" in decoded:
        return None
    found = _SLASHES.sub("/", "/" + nfc(decoded).strip()).rstrip("/") or "/"
    if query:
        found += "?" + "&".join(sorted(nfc(unquote(part)) for part in query.split("&")))
    found = nfc(found.lower())
    too_long = len(found) > LENGTH or len(found.encode()) > BYTES
    return None if too_long or _CONTROLS.search(found) else found


def _is_text(text: str) -> bool:
    """Half surrogates come from broken clients and can be neither stored nor sent."""
    try:
        return len(text.encode()) <= LENGTH * 12
    except UnicodeEncodeError:
        return False


def spelled_host(host: str) -> str:
    """A host as it is compared: small letters, no port, no "www."; "" when it is none."""
    bare = host.strip().lower().partition(":")[0].rstrip(".").removeprefix("www.")
    try:
        name = bare.encode("idna").decode("ascii") if bare else ""
    except UnicodeError:
        return ""
    return name if _HOST.fullmatch(name) or name == portal_host() else ""


def portal_host() -> str:
    """The host of the portal itself, as it is compared."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    return host.lower().removeprefix("www.")


def parse(text: str) -> Address:
    """The address that somebody typed: /path, https://host/path or host/path.

    Raises:
        ValidationError: DC-01 it is no address, or too long.
    """
    given = text.strip()
    if _HOST_FIRST.match(given):
        given = f"//{given}"
    try:
        parts = urlsplit(given)
        host = parts.hostname or ""
    except ValueError:
        raise _no_address(text) from None
    path = spelled(parts.path, parts.query)
    known = spelled_host(host) if host else ""
    wrong_host = bool(host) != bool(parts.netloc) or (host and not known)
    if parts.scheme not in {"", "http", "https"} or wrong_host or path is None:
        raise _no_address(text)
    if not host and not given.startswith("/"):
        raise _no_address(text)
    return Address("" if known == portal_host() else known, path)


def _no_address(text: str) -> Exception:
    message = _("“%(address)s” is no address; write a path such as /tin-tuc/bai/ or https://…")
    return refuse("DC-01", message % {"address": text.strip()[:80]})
