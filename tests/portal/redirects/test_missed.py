"""The report of addresses that readers asked for in vain."""

import os
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.redirects import jobs, missed, spool
from portal.redirects.models import MissedAddress, SpoolFile
from portal.sites import structure
from portal.sites.models import MemberSite
from portal.tasks import periodic
from tests.portal.redirects.desk import typed


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PORTAL_DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["*"]


def _miss(path, times=1, host="testserver", **headers):
    for _time in range(times):
        assert Client().get(path, HTTP_HOST=host, **headers).status_code in {301, 400, 404}


def _counts():
    return dict(MissedAddress.objects.values_list("path", "count"))


def _lines():
    return [line for file in spool.folder().glob("*.tsv") for line in file.read_text().split("\n")]


def test_misses_are_counted_by_site(site, other_site):
    site.host = "tuyphong.example.vn"
    site.save()
    _miss("/la-gi/Cu/", 3)
    _miss("/cu/")
    _miss("/rieng/", 2, host="tuyphong.example.vn")

    assert missed.fold() == 6

    rows = {row.path: row for row in MissedAddress.objects.all()}
    assert {path: row.count for path, row in rows.items()} == {
        "/la-gi/cu": 3,
        "/cu": 1,
        "/rieng": 2,
    }
    assert rows["/la-gi/cu"].site == other_site
    assert rows["/cu"].site.is_province
    assert (rows["/rieng"].site, rows["/rieng"].host) == (site, "tuyphong.example.vn")
    assert rows["/cu"].first_day == rows["/cu"].last_day == timezone.localdate()


def test_misses_in_a_site_that_is_being_prepared_are_no_fault(site, other_site):
    MemberSite.objects.filter(pk=other_site.pk).update(state="draft")
    structure.bump()
    _miss("/la-gi/cu/")
    _miss("/tuy-phong/cu/")

    missed.fold()

    assert _counts() == {"/tuy-phong/cu": 1}


def test_request_writes_nothing_to_the_database(site):
    with CaptureQueriesContext(connection) as captured:
        _miss("/cu/")

    assert not [row["sql"] for row in captured if not row["sql"].startswith("SELECT")]
    assert len(_lines()) == 2  # one, and what follows its end


def test_address_without_last_slash_is_counted_once(site):
    client = Client()
    assert client.get("/cu", follow=True).status_code == 404

    missed.fold()

    assert _counts() == {"/cu": 1}


def test_what_is_found_or_led_on_is_not_noted(site):
    typed("/cu", "/tuy-phong/")
    _miss("/cu/")
    Client().get("/tuy-phong/")
    Client().post("/khac/")
    Client().get("/quan-tri/khong-co/")
    Client().get("/static/khong-co.css")

    assert _lines() == []


@pytest.mark.parametrize(
    "path",
    [
        "/wp-login.php",
        "/index.php?x=1",
        "/.env",
        "/a/.git/config",
        "/wp-content/x/",
        "/cgi-bin/luci",
        "/vendor/phpunit/",
        "/backup.sql",
    ],
)
def test_noise_of_scanners_is_dropped(site, path):
    _miss(path)

    assert _lines() == []


@pytest.mark.parametrize(
    "moment",
    [
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00",
        "2999-01-01T00:00:00+00:00",
        "1999-01-01T00:00:00+00:00",
    ],
)
def test_line_of_an_impossible_day_is_skipped(site, moment):
    _miss("/cu/")
    (file,) = spool.folder().glob("*.tsv")
    with file.open("a") as lines:
        lines.write(f"{moment}\t\t/xa\t\n")
    _miss("/moi/")

    assert missed.fold() == 2

    assert _counts() == {"/cu": 1, "/moi": 1}


def test_only_own_pages_are_named_as_the_way_there(site):
    _miss("/mot/", HTTP_REFERER="http://testserver/tuy-phong/tin-tuc/?q=b%C3%AD+m%E1%BA%ADt")
    _miss("/hai/", HTTP_REFERER="https://www.google.com/search?q=x")

    missed.fold()

    assert dict(MissedAddress.objects.values_list("path", "referrer")) == {
        "/mot": "/tuy-phong/tin-tuc",
        "/hai": "",
    }


def test_second_reading_counts_only_what_is_new(site):
    _miss("/cu/", 2)
    missed.fold()
    missed.fold()
    _miss("/cu/")

    assert missed.fold() == 1
    assert _counts() == {"/cu": 3}


def test_reading_that_failed_counts_again_from_its_start(site):
    _miss("/cu/", 2)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(SpoolFile, "save", _fail)
        with pytest.raises(RuntimeError):
            missed.fold()
    assert _counts() == {}

    assert missed.fold() == 2


def _fail(*_args, **_kwargs):
    raise RuntimeError


def test_line_being_written_waits_for_its_end(site):
    _miss("/cu/")
    [file] = spool.folder().glob("*.tsv")
    line = file.read_bytes()
    file.write_bytes(line + line[:20])
    assert missed.fold() == 1

    file.write_bytes(line + line)

    assert missed.fold() == 1
    assert _counts() == {"/cu": 2}


def test_broken_lines_are_left_out(site):
    _miss("/cu/")
    [file] = spool.folder().glob("*.tsv")
    file.write_bytes(b"\xff\x00rac\n\n\tchi\tba\t\n" + file.read_bytes())

    assert missed.fold() == 1


def test_file_of_a_day_that_is_over_is_removed(site):
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        _miss("/cu/")
    _miss("/moi/")

    assert missed.fold() == 2
    assert len(list(spool.folder().glob("*.tsv"))) == SpoolFile.objects.count() == 1
    assert MissedAddress.objects.get(path="/cu").last_day == timezone.localdate() - timedelta(
        days=3
    )
    assert missed.fold() == 0


def test_file_does_not_grow_without_end(site, monkeypatch):
    monkeypatch.setattr(spool, "MOST_BYTES", 300)
    _miss("/cu/", 20)

    [file] = spool.folder().glob("*.tsv")
    assert file.stat().st_size < 300 + spool.MOST_OF_LINE
    assert missed.fold() <= 10


def test_flood_of_different_addresses_makes_few_rows(site, monkeypatch):
    monkeypatch.setattr(missed, "MOST_NEW", 3)
    for number in range(10):
        _miss(f"/rac-{number}/")
    _miss("/that/", 2)

    assert missed.fold() == 12
    assert MissedAddress.objects.count() == 3
    assert _counts()["/that"] == 2


def test_folder_that_cannot_be_written_fails_no_request(site, settings, tmp_path):
    settings.PORTAL_DATA_DIR = tmp_path / "tep"
    (tmp_path / "tep").write_text("a file, not a folder")

    _miss("/cu/")


def test_full_disk_fails_no_request(site, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)

    _miss("/cu/")


def test_misses_are_kept_for_thirteen_months(site):
    today = timezone.localdate()
    for path, day in (("/cu", today - timedelta(days=397)), ("/con", today - timedelta(days=395))):
        MissedAddress.objects.create(path=path, count=1, first_day=day, last_day=day)

    jobs.count_missed_addresses()

    assert list(_counts()) == ["/con"]


def test_counting_is_repeated_work():
    periodic.discover()

    assert "portal.redirects.jobs.count_missed_addresses" in periodic.registry


def test_week_is_counted_by_site(site, other_site):
    today = timezone.localdate()
    for path, day in (("/a", today), ("/b", today - timedelta(days=6)), ("/c", date(2020, 1, 1))):
        MissedAddress.objects.create(site=site, path=path, count=9, first_day=day, last_day=day)

    assert missed.counted(frozenset({site.pk, other_site.pk})) == {site.pk: 2}
