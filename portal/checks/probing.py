"""Whether a server outside answers at an address. Only background work comes here.

Editors type the addresses, so nothing within the network may be asked through them: names are
looked up once, and only public addresses are connected to, on the usual ports.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from portal.checks.models import ForeignAddress

if TYPE_CHECKING:
    from http.client import HTTPResponse

State: TypeAlias = ForeignAddress.State

SECONDS = 8.0
MOST_REDIRECTS = 4
PORTS = {80, 443, 8080, 8443}
GONE = {404, 410}
# Servers that know no HEAD, or keep it from programs.
ASK_AGAIN = {400, 403, 405, 406, 500, 501, 503}
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; PortalLinkCheck/1.0)", "Accept": "*/*"}


class _NotPublicError(Exception):
    """The name leads to an address within the network."""


def look(address: str) -> State:
    """Ask for ``address`` as a reader's browser would; follows a few redirects."""
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, place = _ask(address, "HEAD")
            if status in ASK_AGAIN or status in GONE:
                status, place = _ask(address, "GET")
            if not (300 <= status < 400 and place):
                return _meaning(status)
            address = urljoin(address, place)
    except socket.gaierror:
        return ForeignAddress.State.NO_HOST
    except _NotPublicError:
        # Not ours to say: readers outside may be led elsewhere.
        return ForeignAddress.State.ANSWERS
    except (OSError, HTTPException, ValueError):
        return ForeignAddress.State.SILENT
    return ForeignAddress.State.ANSWERS


def _meaning(status: int) -> State:
    """A server that refuses programs (401, 403, 429) is there for readers."""
    if status in GONE:
        return ForeignAddress.State.GONE
    return ForeignAddress.State.SILENT if status >= 500 else ForeignAddress.State.ANSWERS


def _ask(address: str, method: str) -> tuple[int, str]:
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    if not host or parts.scheme not in {"http", "https"} or port not in PORTS:
        raise _NotPublicError
    connection = _connect(host, port, is_safe=is_safe)
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
        connection.request(method, f"{path}?{query}" if query else path, headers=HEADERS)
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _connect(host: str, port: int, *, is_safe: bool) -> HTTPConnection:
    """A connection to an address that was looked up here, so that it cannot change meanwhile."""
    sock = socket.create_connection((public_address(host, port), port), timeout=SECONDS)
    if not is_safe:
        plain = HTTPConnection(host, port, timeout=SECONDS)
        plain.sock = sock
        return plain
    # Readers' browsers judge certificates; here it only matters that somebody answers.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    safe = HTTPSConnection(host, port, timeout=SECONDS, context=context)
    try:
        safe.sock = context.wrap_socket(sock, server_hostname=host)
    except OSError:
        sock.close()
        raise
    return safe


def public_address(host: str, port: int) -> str:
    """The first public address of a name."""
    for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        found = str(row[4][0])
        if ipaddress.ip_address(found.partition("%")[0]).is_global:
            return found
    raise _NotPublicError
