"""Files of old addresses: read as they come, looked at, and taken over whole or not at all."""

import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.redirects import files, importing
from portal.redirects.importing import Outcome, Plan
from portal.redirects.models import AddressImport, Kind, OldAddress
from portal.sites.models import Role
from tests import factories
from tests.portal.redirects.desk import answer, typed

URL = "/tuy-phong/tin-tuc/bai/"
HEAD = "Địa chỉ cũ,Địa chỉ mới,Mã cũ\n"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


def _plan(text, actor=None):
    return Plan(files.rows_of(text), actor=actor)


def _outcomes(text, actor=None):
    return [(p.outcome.value, p.sentence[-7:-2]) for p in _plan(text, actor).rows]


@pytest.mark.parametrize(
    "data",
    [
        "/cũ,/moi,dnn:1\r\n/hai,/ba\r\n".encode(),
        "\ufeffĐịa chỉ cũ;Địa chỉ mới;Mã cũ\n/cũ;/moi;dnn:1\n\n/hai;/ba;\n".encode(),
        "old_address\tnew\tid\n/cũ\t/moi\tdnn:1\n/hai\t/ba".encode("utf-16"),
        'sep=;\n"/cũ";" /moi ";dnn:1\n/hai;/ba;;;\n'.encode(),
        "/cu\u0303,/moi,dnn:1\r/hai,/ba".encode(),
    ],
)
def test_file_is_read_whatever_program_wrote_it(data):
    rows = files.rows_of(files.text_of(data))

    assert [row[1:] for row in rows] == [("/cũ", "/moi", "dnn:1"), ("/hai", "/ba", "")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        HEAD.encode(),
        "Địa chỉ".encode("utf-16-le"),
        b"\xd0\xcf\x11\xe0 excel",
        "/cũ,/mới".encode("cp1258", "replace").replace(b"c", b"\xfb"),
        b"\xff\xfe\x00",
        b'/a,"/b\n/c,/d\n' + b"x" * 200_000,
        b"x" * (files.MOST_BYTES + 1),
        b"/a,/b\n" * (files.MOST_ROWS + 1),
    ],
)
def test_file_that_cannot_be_read_is_refused(data):
    with pytest.raises(ValidationError, match="DC-12"):
        files.rows_of(files.text_of(data))


def test_rows_are_taken_over(article, site, admin):
    text = (
        f"{HEAD}/tuy-phong/Trang-chu/post/1520/bai,{URL},\n"
        f"/tuy-phong/cu,{URL}#muc,nukeviet:7\n"
        "/tuy-phong/ra-ngoai,https://xa.example.vn/,\n"
    )

    counts = importing.import_addresses(actor=admin, rows=files.rows_of(text))

    assert counts[Outcome.NEW] == 3
    assert answer("/tuy-phong/Trang-khac/post/1520/x") == (301, URL)
    assert answer("/tuy-phong/cu/") == (301, f"{URL}#muc")
    assert answer("/tuy-phong/ra-ngoai/") == (301, "https://xa.example.vn/")
    assert set(OldAddress.objects.values_list("kind", "site")) == {(Kind.IMPORTED, site.pk)}


def test_each_row_has_its_outcome(article, site):
    typed("/tuy-phong/co-roi", URL)
    typed("/tuy-phong/khac", "/tim-kiem/")
    text = (
        f"/tuy-phong/moi,{URL}\n"
        f"/tuy-phong/co-roi,{URL}\n"
        f"/tuy-phong/khac,{URL}\n"
        f"{URL},{URL}\n"  # stays where it is
        f"/tuy-phong/moi/,{URL}\n"  # the same once more
        f"/tuy-phong/moi,/tuy-phong/\n"
        f"khong,{URL}\n"
        "/a,/khong/co/\n"
        f"{URL},/tuy-phong/\n"
        f"/b,javascript:x\n"
        f"/c,{URL},so 5\n"
    )

    assert _outcomes(text) == [
        ("new", ""),
        ("unchanged", ""),
        ("replaces", ""),
        ("unchanged", ""),
        ("unchanged", ""),
        ("broken", "DC-14"),
        ("broken", "DC-01"),
        ("broken", "DC-03"),
        ("broken", "DC-14"),
        ("broken", "DC-02"),
        ("broken", "DC-11"),
    ]


def test_one_broken_row_refuses_the_file(article):
    typed("/tuy-phong/khac", "/tim-kiem/")
    rows = files.rows_of(f"/tuy-phong/cu,{URL}\n/tuy-phong/khac,{URL}\n/x,/khong/co/\n")

    with pytest.raises(ValidationError, match="DC-13"):
        importing.import_addresses(actor=None, rows=rows)

    row = OldAddress.objects.get()
    assert (row.path, row.target_url) == ("/tuy-phong/khac", "/tim-kiem/")


def test_rows_of_another_site_are_refused(article, other_site, admin):
    text = (
        f"/tuy-phong/cu,{URL}\n/la-gi/cu,{URL}\n/cu,{URL}\n"
        "/tuy-phong/hai,/la-gi/\n/tuy-phong/ba,/la-gi/khong-co/\n"
    )

    assert _outcomes(text, admin) == [
        ("new", ""),
        ("broken", "DC-06"),
        ("broken", "DC-06"),
        ("broken", "DC-07"),
        ("broken", "DC-07"),
    ]


def test_rows_that_lead_on_within_the_file_end_at_the_page(article):
    text = f"/mot,/hai\n/hai,/ba\n/ba,{URL}\n"

    importing.import_addresses(actor=None, rows=files.rows_of(text))

    assert set(OldAddress.objects.values_list("target_id", flat=True)) == {article.pk}


def test_circle_within_the_file_is_refused(site):
    assert _outcomes("/mot,/hai\n/hai,/mot\n/ba,/ba\n") == [
        ("broken", "DC-04"),
        ("broken", "DC-04"),
        ("broken", "DC-03"),
    ]


def test_page_that_is_not_published_is_mentioned(site, approver):
    factories.make_article(site, approver, slug="nhap", publish=False)

    [planned] = _plan("/tuy-phong/cu,/tuy-phong/tin-tuc/nhap/").rows

    assert planned.outcome == Outcome.NEW
    assert planned.note


def test_file_waits_for_its_sender_only(article, site, admin):
    other = factories.make_person(site, Role.SITE_ADMIN, "khac")
    kept = importing.keep_file(actor=admin, name="a.csv", data=f"/tuy-phong/cu,{URL}".encode())

    with pytest.raises(PermissionDenied):
        importing.confirm(actor=other, kept=kept)
    assert not OldAddress.objects.exists()

    assert importing.confirm(actor=admin, kept=kept)[Outcome.NEW] == 1
    with pytest.raises(PermissionDenied):
        importing.confirm(actor=admin, kept=kept)
    kept.refresh_from_db()
    assert (kept.text, kept.rows) == ("", 1)


def test_next_file_replaces_one_that_waits(site, admin):
    for name in ("a.csv", "b.csv"):
        importing.keep_file(actor=admin, name=name, data=b"/tuy-phong/cu,/tim-kiem/")

    assert AddressImport.objects.get().file_name == "b.csv"


def test_command_exports_what_it_imports(article, site, tmp_path, capsys):
    file, out = tmp_path / "vao.csv", tmp_path / "ra.csv"
    file.write_text(
        f"/cu,{URL}#a,dnn:1\nhttps://cu.example.vn/Á,{URL},\n/ra,https://xa.example.vn/X?y=1#b,\n",
        encoding="utf-8",
    )
    call_command("redirects", "import", file, "--dry-run")
    assert not OldAddress.objects.exists()
    call_command("redirects", "import", file)
    before = list(OldAddress.objects.order_by("path").values("host", "path", "fragment"))
    assert len(before) == 3

    call_command("redirects", "export", out)
    OldAddress.objects.all().delete()
    call_command("redirects", "import", out)

    assert list(OldAddress.objects.order_by("path").values("host", "path", "fragment")) == before
    assert answer("/ra/") == (301, "https://xa.example.vn/X?y=1#b")


def test_command_names_the_lines_it_refuses(site, tmp_path, capsys):
    file = tmp_path / "sai.csv"
    file.write_text("/cu,/tuy-phong/\n/hai,/khong/co/\n", encoding="utf-8")

    with pytest.raises(CommandError, match="DC-13"):
        call_command("redirects", "import", file)

    assert "2: " in capsys.readouterr().err
    assert not OldAddress.objects.exists()


@pytest.mark.slow
def test_twenty_thousand_rows_take_seconds(article, site, other_site):
    urls = [URL, "/tuy-phong/", "/la-gi/tin-tuc/", "https://xa.example.vn/trang"]
    text = HEAD + "".join(
        f"/tuy-phong/Trang-chu/post/{n}/bai-viet-so-{n},{urls[n % 4]},\n" for n in range(20_000)
    )
    rows = files.rows_of(files.text_of(text.encode()))

    start = time.process_time()  # other programs on the machine do not count
    counts = importing.import_addresses(actor=None, rows=rows)
    seconds = time.process_time() - start
    with CaptureQueriesContext(connection) as captured:
        Plan(rows, actor=None)
    again = importing.import_addresses(actor=None, rows=rows)

    assert counts[Outcome.NEW] == again[Outcome.UNCHANGED] == 20_000
    assert len(captured) < 100
    assert seconds < 10, seconds
    print(f"20,000 rows: {seconds:.1f} s, {len(captured)} queries")  # noqa: T201
