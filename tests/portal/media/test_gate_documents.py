"""Downloadable files at the gate."""

import pytest

from portal.media import file_types, gate
from tests.portal.media import builders as make
from tests.portal.media.test_gate import refusal

VIETNAMESE = "Số,Ký hiệu,Trích yếu\n1,05-QĐ/TU,Về công tác cán bộ\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
WEB_PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
GENUINE = [
    ("bao-cao.docx", make.office("word")),
    ("bao-cao.docx", make.office("word", "docProps/app.xml", "word/media/image1.png")),
    ("bang.xlsx", make.office("xl")),
    ("trinh-chieu.pptx", make.office("ppt")),
    ("bao-cao.odt", make.open_document("text")),
    ("bang.ods", make.open_document("spreadsheet")),
    ("trinh-chieu.odp", make.open_document("presentation")),
    ("nen-lai.odt", make.zipped("content.xml", "META-INF/manifest.xml")),
    ("bao-cao.doc", make.ole("WordDocument")),
    ("luat.doc", b"{\\rtf1\\ansi Quy\\u7871?t}"),
    ("bang.xls", make.ole("Workbook")),
    ("bang-cu.xls", make.ole("Book")),
    ("trinh-chieu.ppt", make.ole("PowerPoint Document")),
    ("bao-cao.rtf", b"{\\rtf1\\ansi Quy\\u7871?t}"),
    ("van-ban.pdf", make.PDF),
    ("may-quet.pdf", b"\r\n" + make.PDF),
    ("nen.zip", make.zipped("a.txt")),
    ("rong.zip", make.zipped()),
    ("nen.rar", b"Rar!\x1a\x07\x01\x00" + bytes(20)),
    ("nen-cu.rar", b"Rar!\x1a\x07\x00" + bytes(20)),
    ("bang.csv", VIETNAMESE.encode()),
    ("excel.csv", VIETNAMESE.encode("utf-8-sig")),
    ("unicode.txt", VIETNAMESE.encode("utf-16")),
    ("nguoc.txt", b"\xfe\xff" + VIETNAMESE.encode("utf-16-be")),
    ("mot-byte.txt", "Sè 05".encode("latin-1")),
]
FALSE = [
    ("trang.pdf", WEB_PAGE),
    ("trang.pdf", WEB_PAGE + make.PDF),
    ("trang.txt", b"\n " + WEB_PAGE),
    ("trang.csv", b"\xef\xbb\xbf" + WEB_PAGE),
    ("trang.txt", WEB_PAGE.decode().encode("utf-16")),
    ("trang.xls", WEB_PAGE),
    ("trang.doc", WEB_PAGE),
    ("chuong-trinh.docx", PROGRAM),
    ("chuong-trinh.txt", PROGRAM),
    ("chuong-trinh.zip", PROGRAM),
    ("word.pdf", make.office("word")),
    ("pdf.docx", make.PDF),
    ("bang.docx", make.office("xl")),
    ("nen.docx", make.zipped("a.txt")),
    ("cut.docx", make.office("word")[:-30]),
    ("macro.docx", make.office("word", "word/vbaProject.bin")),
    ("khoa.docx", make.ole("EncryptedPackage")),
    ("bang.doc", make.ole("Workbook")),
    ("bang.odt", make.open_document("spreadsheet")),
    ("anh.pdf", b"\xff\xd8\xff\xe0" + bytes(2_000)),
    ("rong.pdf", b""),
    ("rong.txt", b""),
    ("hong.txt", b"\xff\xfe" + b"a"),
    ("nhi-phan.csv", b"a;b\x00c"),
]


def named(cases):
    return [pytest.param(*case, id=f"{number}-{case[0]}") for number, case in enumerate(cases)]


@pytest.mark.parametrize(("name", "content"), named(GENUINE))
def test_genuine_file_is_kept_as_it_is(name, content):
    file = gate.accept_document(make.upload(content, name))
    assert (file.name, file.read()) == (name, content)


@pytest.mark.parametrize(("name", "content"), named(FALSE))
def test_false_file_is_refused(name, content):
    assert refusal(content, name, gate.accept_document) == "TEP-03"


def test_every_allowed_extension_has_a_check_a_type_and_a_genuine_case(settings):
    allowed = set(settings.WAGTAILDOCS_EXTENSIONS)
    assert allowed == set(file_types.MIME_TYPES) == {name.split(".")[1] for name, _ in GENUINE}
    assert not any(file_types.is_kind(PROGRAM, extension) for extension in allowed)
    assert not file_types.is_kind(PROGRAM, "exe")


def test_file_of_too_many_bytes(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    assert refusal(make.PDF, "a.pdf", gate.accept_document) == "TEP-01"


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.docm", "a", "a.pdf.js", ".pdf"])
def test_kind_that_is_not_allowed(name):
    assert refusal(make.PDF, name, gate.accept_document) == "TEP-02"


def test_name_is_made_safe():
    name = "..\\..\\Quyết định số 05-QĐ∕TU.PDF"
    assert gate.accept_document(make.upload(make.PDF, name)).name == "quyet-dinh-so-05-qd-tu.pdf"


DAMAGED = {"vi-fake-18-bytes.docx", "poi-truncated.docx", "poi-password-solrcell.docx"}


@pytest.mark.parametrize("path", make.samples("docx/*", "pdf/*", "signatures/*.pdf"))
def test_sample_file_is_accepted_unless_damaged_locked_or_with_macros(path):
    content = path.read_bytes()
    if path.name in DAMAGED:
        assert refusal(content, path.name, gate.accept_document) == "TEP-03"
    elif path.suffix == ".docm":
        assert refusal(content, path.name, gate.accept_document) == "TEP-02"
        assert refusal(content, "macro.docx", gate.accept_document) == "TEP-03"
    else:
        assert gate.accept_document(make.upload(content, path.name)).size == len(content)
        other = "x.docx" if path.suffix == ".pdf" else "x.pdf"
        assert refusal(content, other, gate.accept_document) == "TEP-03"
