"""Whether a server outside answers at an address. Only background work comes here.

Editors type the addresses, so nothing within the network may be asked through them: names are
looked up once, and only public addresses are connected to, on the usual ports.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from portal.checks.models import ForeignAddress

if TYPE_CHECKING:
    from http.client import HTTPResponse

State: TypeAlias = ForeignAddress.State

# For one wait, and for all of them over all redirects: a server may send a letter now and then.
SECONDS, LONGEST = 8.0, 20.0
MOST_REDIRECTS = 4
PORTS = {80, 443, 8080, 8443}
GONE = {404, 410}
# Servers that know no HEAD, or keep it from programs.
ASK_AGAIN = {400, 403, 405, 406, 500, 501, 503}
# The only IPv6 addresses given out for the Internet, and those of them that hold an IPv4 address
# (Teredo, 6to4). All others lead home, or through a translator to an IPv4 address (RFC 4291, 6052).
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_HOLDING_IPV4 = (ipaddress.IPv6Network("2001::/32"), ipaddress.IPv6Network("2002::/16"))
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; PortalLinkCheck/1.0)", "Accept": "*/*"}


class _NotPublicError(Exception):
    """The name leads to an address within the network."""


def look(address: str) -> State:
    """Ask for ``address`` as a reader's browser would; follows a few redirects."""
    until = monotonic() + LONGEST
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, place = _ask(address, "HEAD", until)
            if status in ASK_AGAIN or status in GONE:
                status, place = _ask(address, "GET", until)
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


def _left(until: float) -> float:
    """How many seconds the next wait may take."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, SECONDS)


class _Incoming(io.RawIOBase):
    """What a server sends, until its time is over."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        super().__init__()
        self._sock, self._until = sock, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._until))
        return self._sock.recv_into(buffer)


class _Line:
    """As much of a socket as a connection of HTTP uses."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until

    def sendall(self, content: bytes) -> None:
        self._sock.settimeout(_left(self._until))
        self._sock.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._sock, self._until))

    def close(self) -> None:
        self._sock.close()


def _ask(address: str, method: str, until: float) -> tuple[int, str]:
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    if not host or parts.scheme not in {"http", "https"} or port not in PORTS:
        raise _NotPublicError
    connection = _connect(host, port, until, is_safe=is_safe)
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
        connection.request(method, f"{path}?{query}" if query else path, headers=HEADERS)
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _connect(host: str, port: int, until: float, *, is_safe: bool) -> HTTPConnection:
    """A connection to an address that was looked up here, so that it cannot change meanwhile."""
    place = (public_address(host, port), port)
    sock = socket.create_connection(place, timeout=_left(until))
    connection = (HTTPSConnection if is_safe else HTTPConnection)(host, port)
    try:
        line = _Line(_secured(sock, host, until) if is_safe else sock, until)
    except OSError:
        sock.close()
        raise
    connection.sock = line  # type: ignore[assignment]
    return connection


def _secured(sock: socket.socket, host: str, until: float) -> socket.socket:
    # Readers' browsers judge certificates; here it only matters that somebody answers.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    sock.settimeout(_left(until))
    return context.wrap_socket(sock, server_hostname=host)


def public_address(host: str, port: int) -> str:
    """The first public address of a name."""
    for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        found = str(row[4][0])
        if is_public(found):
            return found
    raise _NotPublicError


def is_public(address: str) -> bool:
    """Whether an IP address is one of the Internet; those that stand for an IPv4 one are not."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            is_plain = found in _GIVEN_OUT and not any(found in net for net in _HOLDING_IPV4)
            return is_plain and found.is_global
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
