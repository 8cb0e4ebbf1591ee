"""Links: own ones are looked up, those to others are remembered and looked at in the background."""

import contextlib
import socket
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from portal.checks import addresses, jobs, probing
from portal.checks.models import ForeignAddress
from tests import factories
from tests.portal.checks import said
from tests.portal.news import desk

FOREIGN = "https://bao.example/tin?x=1"
State = ForeignAddress.State


def _link(href):
    return f'<a href="{href}">xem</a>'


def test_own_links_that_lead_nowhere_are_found(site, approver):
    live = factories.make_article(site, approver, title="Tin đã đăng")
    hidden = said.draft(site, approver, title="Tin chưa đăng")
    good = [
        f'<a linktype="page" id="{live.pk}">xem</a>',
        _link(live.url),
        _link("/tuy-phong/tin-tuc/"),
        _link(FOREIGN),
        _link("mailto:a@gov.vn"),
        _link("#muc-2"),
    ]
    bad = [
        f'<a linktype="page" id="{hidden.pk}">xem</a>',
        '<a linktype="page" id="999999">xem</a>',
        '<a linktype="document" id="999999">xem</a>',
        _link("/tuy-phong/khong-co/"),
        _link("http://localhost/khong-co/"),
    ]
    assert said.found_in(site, approver, [*good, *bad], "own-links") == bad


def test_foreign_link_is_remembered_on_saving_and_asked_for_later(
    signed_in, contributor, site, run_tasks, monkeypatch
):
    looks = []
    monkeypatch.setattr(probing, "look", lambda address: looks.append(address) or State.GONE)

    desk.write(signed_in(contributor), site, body=[desk.text(f"<p>{_link(FOREIGN)}</p>")])

    assert looks == []
    assert ForeignAddress.objects.get().state == State.WAITING
    run_tasks()
    assert looks == [FOREIGN]
    assert ForeignAddress.objects.get().state == State.GONE


def _noted(state, failures=1):
    addresses.ask_about([FOREIGN])
    row = ForeignAddress.objects.get()
    for _each in range(failures):
        addresses.note(row, state)
    return row


@pytest.mark.parametrize(
    ("state", "failures", "is_told"),
    [
        (State.ANSWERS, 1, False),
        (State.GONE, 1, True),
        (State.NO_HOST, 1, True),
        (State.SILENT, 1, False),
        (State.SILENT, 2, True),
    ],
)
def test_foreign_link_is_told_by_the_last_look(site, contributor, state, failures, is_told):
    article = said.draft(site, contributor, _link(FOREIGN))
    _noted(state, failures)
    assert bool(said.of(article, "foreign-links")) is is_told


def test_failure_is_looked_at_again_and_forgotten_when_nobody_asks(db, run_tasks, monkeypatch):
    monkeypatch.setattr(probing, "look", lambda _address: State.ANSWERS)
    row = _noted(State.GONE)
    ForeignAddress.objects.update(looked_at=timezone.now() - timedelta(hours=2))
    jobs.look_again()
    run_tasks()
    row.refresh_from_db()
    assert (row.state, row.failures) == (State.ANSWERS, 0)

    ForeignAddress.objects.update(asked_at=timezone.now() - timedelta(days=200))
    jobs.look_again()
    assert not ForeignAddress.objects.exists()


def test_saving_goes_on_when_links_cannot_be_read(signed_in, contributor, site, monkeypatch):
    def fails(_addresses):
        raise RuntimeError("no good")

    monkeypatch.setattr(addresses, "ask_about", fails)
    response = desk.write(
        signed_in(contributor), site, body=[desk.text(f"<p>{_link(FOREIGN)}</p>")]
    )
    assert response.status_code == 302


class _Server(BaseHTTPRequestHandler):
    """200, 404, a redirect; 405 to HEAD; an answer that drips."""

    def do_HEAD(self):
        self._answer(405 if self.path == "/head" else None)

    def do_GET(self):
        self._answer(None)

    def _answer(self, status):
        if self.path == "/slow":
            with contextlib.suppress(OSError):
                self._one_letter_at_a_time()
            return
        self.send_response(status or {"/gone": 404, "/on": 302, "/down": 500}.get(self.path, 200))
        if self.path == "/on":
            self.send_header("Location", "/gone")
        self.end_headers()

    def _one_letter_at_a_time(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        for _each in range(30):
            self.wfile.write(b"x")
            time.sleep(0.05)
        self.wfile.write(b"\r\n\r\n")

    def log_message(self, *_args):
        pass


@pytest.fixture
def server(monkeypatch):
    with HTTPServer(("127.0.0.1", 0), _Server) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        port = running.server_port
        monkeypatch.setattr(probing, "PORTS", {port})
        monkeypatch.setattr(probing, "public_address", lambda _host, _port: "127.0.0.1")
        yield f"http://bao.example:{port}"
        running.shutdown()


def test_answers_of_servers_are_told_apart(server):
    found = {path: probing.look(server + path) for path in ("/", "/gone", "/on", "/down", "/head")}
    assert found == {
        "/": State.ANSWERS,
        "/gone": State.GONE,
        "/on": State.GONE,
        "/down": State.SILENT,
        "/head": State.ANSWERS,
    }


def test_addresses_within_the_network_are_never_asked(monkeypatch):
    def connected(*_args, **_kwargs):
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "create_connection", connected)
    for host in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "localhost"):
        assert probing.look(f"http://{host}/") == State.ANSWERS
    assert probing.look("http://example.com:22/") == State.ANSWERS
    assert probing.look("file:///etc/passwd") == State.ANSWERS


def test_server_that_answers_letter_by_letter_is_left(server, monkeypatch):
    monkeypatch.setattr(probing, "LONGEST", 0.4)
    assert probing.look(f"{server}/slow") == State.SILENT


@pytest.mark.parametrize(
    "address",
    [
        *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "fec0::1", "::127.0.0.1", "2002:7f00:1::"),
        *("2001:0:7f00:1::", "::ffff:10.0.0.1", "fe80::1%eth0", "ff02::1", "224.0.0.1", "fd00::1"),
    ],
)
def test_address_that_stands_for_another_is_not_public(address):
    assert not probing.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700:4700::1111"])
def test_address_of_the_internet_is_public(address):
    assert probing.is_public(address)
