"""Archives that are damaged, forged or meant to harm: one sentence, and nothing is left behind."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.models import Collection, Page, Revision

from portal.handover import layout
from portal.handover.models import folder
from portal.handover.services import import_site
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticlePage, Tag
from portal.sites.models import MemberSite, SiteEvent
from tests.portal.handover.forging import as_lines, forged, lines, member
from tests.portal.media.builders import PDF

MODELS = (MemberSite, Page, Revision, PortalImage, PortalDocument, Collection, Tag, SiteEvent)


def state(settings):
    """Everything an import could leave behind."""
    files = sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    counts = [model._default_manager.count() for model in (*MODELS, get_user_model())]
    return counts, files, list(folder("journals").iterdir())


def article_of(pages):
    return next(page for page in pages if page["type"] == "news.ArticlePage")


@pytest.fixture
def refused(settings):
    """Import and tell the code of the refusal; nothing may have changed."""

    def act(path, code="moi", **options):
        before = state(settings)
        with pytest.raises(ValidationError) as caught:
            import_site(actor=None, archive=path, code=code, **options)
        assert state(settings) == before
        assert f"(mã {caught.value.code})" in caught.value.messages[0]
        return caught.value.code

    return act


def test_small_archive_as_it_is_can_be_imported(small):
    assert import_site(actor=None, archive=small, code="moi").counts["pages"] == 4


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 40])
def test_file_that_is_no_archive_is_refused(refused, province, tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert refused(path) in {"BG-01", "BG-02"}


def test_missing_file_is_refused(refused, province, tmp_path):
    assert refused(tmp_path / "nowhere.zip") == "BG-01"


def test_other_zip_file_is_refused(refused, province, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("README.txt", "hello")
    assert refused(path) == "BG-04"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95, 0.999])
def test_truncated_archive_is_refused(refused, small, tmp_path, share):
    content = small.read_bytes()
    path = tmp_path / "x.zip"
    path.write_bytes(content[: int(len(content) * share)])
    assert refused(path) == "BG-01"


def test_flipped_byte_is_refused(refused, small, tmp_path):
    content = bytearray(small.read_bytes())
    at = content.find(b"\xff\xd8\xff") + 300
    content[at] ^= 0xFF
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert refused(path) == "BG-01"


def test_changed_member_is_refused(refused, small, tmp_path):
    path = forged(small, tmp_path / "x.zip", {layout.PEOPLE: b"[]"}, sealed=False)
    assert refused(path) == "BG-01"


@pytest.mark.parametrize("name", sorted(layout.REQUIRED))
def test_missing_member_is_refused(refused, small, tmp_path, name):
    assert refused(forged(small, tmp_path / "x.zip", {name: None})) == "BG-01"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "images/../../evil.jpg",
        "/etc/evil",
        "C:\\evil.txt",
        "images\\evil.jpg",
        "images/a/b.jpg",
        "other.txt",
        "images/",
        "images/x\x00.jpg",
        "images/" + "a" * 300,
        "site.json",
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_forbidden_names_are_refused(refused, small, tmp_path, name):
    info = zipfile.ZipInfo("x")
    info.filename = name
    path = forged(small, tmp_path / "x.zip", extra=[(info, b"x")])
    assert refused(path) in {"BG-01", "BG-03"}
    assert not list(tmp_path.parent.rglob("evil*"))


def test_symbolic_link_is_refused(refused, small, tmp_path):
    info = zipfile.ZipInfo("images/1-link.jpg")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(forged(small, tmp_path / "x.zip", extra=[(info, b"/etc/passwd")])) == "BG-03"


def test_bomb_is_refused(refused, small, tmp_path):
    bomb = b"\0" * (200 * layout.MB)
    path = forged(small, tmp_path / "x.zip", {"documents/1-x.txt": bomb})
    assert path.stat().st_size < layout.MB
    assert refused(path) == "BG-02"


def test_too_many_members_are_refused(refused, small, tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MAX_MEMBERS", 5)
    assert refused(small) == "BG-02"


def test_large_json_is_refused(refused, small, tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MAX_JSON", 100)
    assert refused(small) == "BG-02"


def test_long_line_is_refused(refused, small, tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MAX_LINE", 100)
    assert refused(small) == "BG-02"


def test_newer_format_is_refused(refused, small, tmp_path):
    path = forged(small, tmp_path / "x.zip", manifest=lambda said: said.update(version=2))
    assert refused(path) == "BG-04"


@pytest.mark.parametrize("text", [b"[3]", b'{"x": 1}', b"null", b"3", b'"x"', b"[" * 100_000])
@pytest.mark.parametrize("name", [layout.SITE, layout.PAGES, layout.PEOPLE, layout.IMAGES])
def test_member_of_another_shape_is_refused(refused, small, tmp_path, name, text):
    path = forged(small, tmp_path / "x.zip", {name: text})
    assert refused(path) in {"BG-01", "BG-09", "BG-10"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "auth.User"),
        ("type", "pages.HomePage"),
        ("type", 5),
        ("parent", 99999),
        ("parent", "x"),
        ("id", None),
        ("slug", "../x"),
        ("slug", "a" * 300),
        ("slug", ""),
        ("title", None),
        ("fields", None),
        ("fields", {"title": "a" * 300}),
        ("fields", {"title": "x", "body": "[[]]"}),
        ("fields", {"title": "x", "body": "{"}),
        ("fields", {"title": "x", "first_published_at": "yesterday"}),
        ("fields", {"title": "x", "main_image": "abc"}),
        ("fields", {"title": "x", "attachments": [{"document": 1.5, "title": []}, 3]}),
        ("versions", [{}]),
        ("versions", None),
    ],
)
def test_page_that_cannot_be_is_refused(refused, small, tmp_path, field, value):
    pages = lines(small, layout.PAGES)
    article_of(pages)[field] = value
    path = forged(small, tmp_path / "x.zip", {layout.PAGES: as_lines(pages)})
    assert refused(path) in {"BG-07", "BG-09", "BG-10"}


def test_two_pages_with_one_address_are_refused(refused, small, tmp_path):
    pages = lines(small, layout.PAGES)
    pages.append({**article_of(pages), "id": 77777})
    path = forged(small, tmp_path / "x.zip", {layout.PAGES: as_lines(pages)})
    assert refused(path) == "BG-09"


@pytest.mark.parametrize("slug", ["trang-2", "chu-de"])
def test_address_of_the_portal_itself_is_refused(refused, small, tmp_path, slug):
    pages = lines(small, layout.PAGES)
    pages[1]["slug"] = slug
    path = forged(small, tmp_path / "x.zip", {layout.PAGES: as_lines(pages)})
    assert refused(path) == "BG-10"


def imported_body(small, tmp_path, *blocks):
    """The body of the article when it came in with these blocks, and the report."""
    pages = lines(small, layout.PAGES)
    article_of(pages)["fields"]["body"] = json.dumps(list(blocks))
    path = forged(small, tmp_path / "x.zip", {layout.PAGES: as_lines(pages)})
    report = import_site(actor=None, archive=path, code="moi")
    home = MemberSite.objects.get(code="moi").root_page
    article = ArticlePage.objects.descendant_of(home).get()
    versions = [revision.as_object().body for revision in article.revisions.all()]
    return [list(body.raw_data) for body in (article.body, *versions)], report


@pytest.mark.parametrize("html", ['<p onclick="x()">a</p>', "<!--><script>x()</script>-->"])
def test_program_code_in_a_rich_text_does_not_come_in(small, tmp_path, html):
    bodies, report = imported_body(
        small, tmp_path, {"type": "text", "value": f"<p>Đầu</p>{html}<p>Cuối</p>", "id": "x"}
    )

    for body in bodies[:1]:
        value = body[0]["value"]
        assert value.startswith("<p>Đầu</p>")
        assert value.endswith("<p>Cuối</p>")
        assert "onclick" not in value
        assert "script" not in value
    assert report.totals["cleaned"] == 1


def test_block_that_nobody_can_read_brings_no_program_code(small, tmp_path):
    value = {"a": ["<img src=x onerror=x()>chữ", "1 < 2"], "b": 5}

    bodies, _report = imported_body(
        small, tmp_path, {"type": "khong_co", "value": value, "id": "x"}
    )

    assert bodies[0][0]["value"] == {"a": ["chữ", "1 < 2"], "b": 5}


@pytest.mark.parametrize("url", ["javascript:x()", "java\tscript:x()", "data:text/html,x"])
def test_address_that_acts_is_refused(refused, small, tmp_path, url):
    entry = member(small, layout.SITE)
    entry["links"] = [{"place": "menu", "label": "x", "url": url, "position": 0}]
    path = forged(small, tmp_path / "x.zip", {layout.SITE: json.dumps(entry).encode()})
    assert refused(path) == "BG-12"


@pytest.mark.parametrize("listing", [layout.IMAGES])
def test_file_that_is_listed_twice_is_refused(refused, small, tmp_path, listing):
    rows = lines(small, listing)
    path = forged(small, tmp_path / "x.zip", {listing: as_lines([*rows, rows[0]])})
    assert refused(path) == "BG-09"


def test_file_of_another_kind_is_refused(refused, small, tmp_path):
    images = lines(small, layout.IMAGES)
    path = forged(small, tmp_path / "x.zip", {images[0]["file"]: PDF})
    assert refused(path) == "BG-08"


@pytest.mark.parametrize("name", ["site.json", "images/9-x.jpg", "/etc/passwd", "../x"])
def test_file_entry_that_names_something_else_is_refused(refused, small, tmp_path, name):
    images = lines(small, layout.IMAGES)
    images[0]["file"] = name
    path = forged(small, tmp_path / "x.zip", {layout.IMAGES: as_lines(images)})
    assert refused(path) in {"BG-01", "BG-08", "BG-09"}


def test_taken_code_is_refused(refused, small):
    assert refused(small, code="tuy-phong") == "BG-06"
    assert refused(small, code="tin-tuc") == "BG-06"  # a section of the province
    assert refused(small, code=None) == "BG-06"


@pytest.mark.parametrize("code", ["Xin Chào", "quan-tri", "../x", "a" * 200, ""])
def test_code_that_is_no_path_is_refused(small, code):
    with pytest.raises(ValidationError):
        import_site(actor=None, archive=small, code=code)
    assert MemberSite.objects.count() == 2


def test_second_import_without_another_code_is_refused(refused, small, site):
    import_site(actor=None, archive=small, code="moi")
    MemberSite.objects.filter(code="tuy-phong").update(code="khac")
    site.root_page.slug = "khac"
    site.root_page.save()
    assert refused(small, code=None) == "BG-06"
    import_site(actor=None, archive=small, code="moi-nua")
    assert MemberSite.objects.filter(code="moi-nua").exists()


def test_missing_page_type_is_refused_or_left_out(refused, small, tmp_path):
    pages = lines(small, layout.PAGES)
    article_of(pages)["type"] = "plugin_gone.ThingPage"
    path = forged(small, tmp_path / "x.zip", {layout.PAGES: as_lines(pages)})
    assert refused(path) == "BG-07"
    report = import_site(actor=None, archive=path, code="moi", skip_missing=True)
    assert report.counts["pages"] == 3
    assert report.notes["missing_type"] == ["Bài một (plugin_gone.ThingPage)"]


def test_roles_of_the_portal_are_not_given(small, tmp_path):
    people = member(small, layout.PEOPLE)
    people[0]["roles"] = [{"role": "portal_admin", "valid_from": None, "valid_to": None}]
    path = forged(small, tmp_path / "x.zip", {layout.PEOPLE: json.dumps(people).encode()})
    report = import_site(actor=None, archive=path, code="moi")
    assert report.totals["role"] == 1
    assert not MemberSite.objects.get(code="moi").role_grants.exists()


def test_failure_at_the_very_end_leaves_nothing(refused, small, monkeypatch):
    monkeypatch.setattr(
        "portal.handover.verify.findings", lambda site, is_closed: ["Bài một: leads nowhere"]
    )
    assert refused(small) == "BG-11"


def test_dry_run_leaves_nothing(small, settings):
    before = state(settings)
    report = import_site(actor=None, archive=small, code="moi", dry_run=True)
    assert report.counts["pages"] == 4
    assert state(settings) == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"theme": "khong-co", "look": {"colours": {"brand": "#0b3d91"}}}, {}),
        ({"theme": 7, "look": [1]}, {}),
        ({"theme": "base", "look": {"colours": {"brand": "#ffffff"}}}, {}),
        ({"look": {"colours": "đỏ", "header": {}}}, {}),
        (
            {"look": {"colours": {"brand": "#0B3D91", "link": "red;}", "x": 5}}},
            {"brand": "#0b3d91"},
        ),
    ],
)
def test_look_that_cannot_be_worn_here_is_left_out(small, tmp_path, given, kept):
    site = member(small, layout.SITE)
    path = forged(small, tmp_path / "x.zip", {layout.SITE: json.dumps(site | given).encode()})

    import_site(actor=None, archive=path, code="moi")

    arrived = MemberSite.objects.get(code="moi")
    assert (arrived.theme, arrived.look) == ("base", {"colours": kept, "header": ""})
