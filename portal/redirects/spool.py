"""Notes of missed addresses in a file: one short line each, counted later (missed.py).

A reader's request must not write to the database, and must not fail because of a note: whatever
goes wrong here (disk full, no right to write) loses the line and nothing else.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from portal.redirects.addresses import portal_host, spelled, spelled_host

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)
FOLDER = "spool"
# About 60,000 lines a day; somebody who asks for more is no reader.
MOST_BYTES = 8 * 1024 * 1024
MOST_OF_LINE = 1500
PREFIX = "missed-"
_NOT_IN_NAMES = re.compile(r"[^a-zA-Z0-9.-]+")
# What scanners ask for everywhere, never a page of ours or of a system the sites came from.
_NOISE = re.compile(
    r"\.(php\d?|phtml|env|git|svn|cgi|jsp|do|sql|bak|old|swp|ini|ya?ml|log|sh|exe|dll)\b"
    r"|/wp-|/wordpress|/xmlrpc|/\.|/cgi-bin|/phpmyadmin|/pma\b|/vendor/|/boaform|/actuator"
    r"|/autodiscover|/owa/|/solr/|/telescope|/hnap1|/_ignition|\.\./|<|\{|%00"
)


class Miss(NamedTuple):
    """One line: when, where (spelled), and the path of our own page that linked there."""

    at: datetime
    host: str
    path: str
    referrer: str


def is_noise(path: str) -> bool:
    return _NOISE.search(path) is not None


def folder() -> Path:
    return Path(settings.PORTAL_DATA_DIR) / FOLDER


def note(request: HttpRequest, asked: str) -> None:
    """Append the miss to this machine's file of today; never raises."""
    with suppress(OSError, ValueError):
        path = spelled(asked)
        if path is None or is_noise(path):
            return
        host = spelled_host(request.get_host())
        fields = (
            timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
            "" if host == portal_host() else host,
            quote(path),
            quote(_referrer(request, host)),
        )
        line = "\t".join(fields).encode("ascii") + b"\n"
        if len(line) <= MOST_OF_LINE:
            _append(line)


def _referrer(request: HttpRequest, host: str) -> str:
    """The path of the page with the link, if it is one of this host; nothing of other hosts."""
    parts = urlsplit(request.META.get("HTTP_REFERER", ""))
    if spelled_host(parts.hostname or "") != host:
        return ""
    return spelled(parts.path) or ""


def _append(line: bytes) -> None:
    machine = _NOT_IN_NAMES.sub("-", socket.gethostname())[:60]
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    name = f"{PREFIX}{machine}-{timezone.localdate():%Y-%m-%d}.tsv"
    # One write of one line at the end: lines of several processes do not mix.
    handle = os.open(place / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        if os.fstat(handle).st_size < MOST_BYTES:
            os.write(handle, line)
    finally:
        os.close(handle)


def read(line: bytes) -> Miss | None:
    """What a line says; None for a broken one (a disk that was full for a while)."""
    try:
        at, host, path, referrer = line.decode("ascii").rstrip("\n").split("\t")
        return Miss(datetime.fromisoformat(at), host, unquote(path), unquote(referrer))
    except ValueError:
        return None
