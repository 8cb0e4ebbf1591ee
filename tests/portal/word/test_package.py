"""Files that are no article: each one clear sentence with a code."""

from __future__ import annotations

import struct

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from portal.word import package
from portal.word.package import open_document
from tests.portal.media.builders import samples
from tests.portal.word.builders import parts_of, rebuilt, saved, shaped, upload, xml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def plain():
    document = docx.Document()
    document.add_paragraph("Tiêu đề")
    return saved(document)


def with_part(name, content):
    return rebuilt({**parts_of(plain()), name: content})


def with_document(change):
    parts = parts_of(plain())
    return rebuilt({**parts, "word/document.xml": change(parts["word/document.xml"])})


def entity(document):
    return document.replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
    ).replace(b"</w:t>", b"&e;</w:t>", 1)


def bomb_of_entities(document):
    lines = b"".join(b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10) for at in range(1, 9))
    head = b'<!DOCTYPE x [<!ENTITY e0 "ha">%s]><w:document' % lines
    return document.replace(b"<w:document", head, 1).replace(b"</w:t>", b"&e8;</w:t>", 1)


def utf16(document):
    return entity(document).replace(b"UTF-8", b"UTF-16", 1).decode().encode("utf-16")


def lying_about_its_size(content):
    """The table at the end says 10 bytes of the document; its content is longer."""
    name = b"word/document.xml"
    at = content.rindex(name) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    return content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :]


CASES = {
    "empty": (b"", "WD-02"),
    "18 bytes": (b"fake word content\n", "WD-02"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "WD-02"),
    "Word 97": (OLE + b"0" * 600 + "WordDocument".encode("utf-16-le"), "WD-03"),
    "RTF": (b"{\\rtf1 x}", "WD-03"),
    "PDF": (b"%PDF-1.7 x", "WD-03"),
    "zip": (rebuilt({"a.txt": b"x"}), "WD-03"),
    "spreadsheet": (rebuilt({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "WD-03"),
    "password": (OLE + b"0" * 600 + "EncryptedPackage".encode("utf-16-le"), "WD-04"),
    "cut off": (plain()[:-400], "WD-05"),
    "not XML": (with_document(lambda _document: b"<w:document"), "WD-05"),
    "no document": (rebuilt({"[Content_Types].xml": b"<x/>", "word/a.xml": b"<x/>"}), "WD-05"),
    "lying size": (lying_about_its_size(plain()), "WD-05"),
    "macros": (with_part("word/vbaProject.bin", b"x"), "WD-06"),
    "zip bomb": (with_part("word/bomb.xml", b" " * (31 * 1024 * 1024)), "WD-07"),
    "many parts": (rebuilt({f"word/{at}.xml": b"" for at in range(3001)}), "WD-07"),
    "external entity": (with_document(entity), "WD-08"),
    "entity bomb": (with_document(bomb_of_entities), "WD-08"),
    "external entity in UTF-16": (with_document(utf16), "WD-08"),
}


def of_body(markup):
    """A file whose body holds ``markup`` besides."""
    return with_document(lambda document: document.replace(b"<w:body>", b"<w:body>" + markup, 1))


LONG = {
    "paragraphs": b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 20_001,
    "cells": b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * 10_001 + b"</w:tr></w:tbl>",
    "runs": b"<w:p>" + b"<w:r/>" * 60_001 + b"</w:p>",
    "letters": b"<w:p><w:r><w:t>" + b"a" * 1_000_001 + b"</w:t></w:r></w:p>",
    "instruction": b"<w:p><w:r><w:instrText>" + b"a" * 1_000_001 + b"</w:instrText></w:r></w:p>",
    "brackets": b"<w:p><w:pPr>" + b"<w:b/>" * 1_500_001 + b"</w:pPr></w:p>",
}


@pytest.mark.parametrize("case", LONG)
def test_file_too_long_refused_before_it_is_read(case, monkeypatch):
    def reads(*_args):
        raise AssertionError("read")

    sent = upload(of_body(LONG[case]))
    monkeypatch.setattr(package.docx, "Document", reads)
    with pytest.raises(ValidationError, match="WD-12"):
        open_document(sent)


@pytest.mark.parametrize("case", CASES)
def test_file_refused(case):
    content, code = CASES[case]
    with pytest.raises(ValidationError) as caught:
        open_document(upload(content))
    assert caught.value.code == code
    assert code in caught.value.messages[0]


def test_file_too_large_not_even_read(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    closed = SimpleUploadedFile("a.docx", b"x" * 101)
    closed.close()  # reading it would fail
    with pytest.raises(ValidationError, match="WD-01"):
        open_document(closed)


def test_picture_bomb_by_declared_size(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 1000)
    with pytest.raises(ValidationError, match="WD-07"):
        open_document(upload(with_part("word/media/a.png", b"0" * 2000)))


def test_strict_variant_read():
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
            b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    parts = parts_of(plain())
    for name, content in parts.items():
        changed = content
        for common, other in strict.items():
            changed = changed.replace(common, other)
        parts[name] = changed
    assert b"purl.oclc.org" in parts["word/document.xml"]
    document, _content = open_document(upload(rebuilt(parts)))
    assert document.paragraphs[0].text == "Tiêu đề"


def test_relation_that_leads_nowhere():
    document = docx.Document()
    document.add_paragraph("Tiêu đề")
    relation = document.part.relate_to("../NULL", RT.IMAGE, is_external=True)
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    paragraph = document.add_paragraph("Đoạn văn.")
    paragraph._p.append(xml(f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))
    parts = parts_of(saved(document))
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b' TargetMode="External"', b"")
    result, _blocks, told = shaped(rebuilt(parts))
    assert result.title == "Tiêu đề"
    assert "picture_missing" in told


CODES_OF_SAMPLES = {
    "poi-macro.docm": "WD-06",
    "poi-password-solrcell.docx": "WD-04",
    "poi-truncated.docx": "WD-05",
    "poi-xxe.docx": "WD-08",
    "vi-fake-18-bytes.docx": "WD-02",
}


@pytest.mark.parametrize("path", samples("docx/*"))
def test_real_file(path):
    """Read, or refused with the sentence for its case; no other error."""
    content = path.read_bytes()
    if code := CODES_OF_SAMPLES.get(path.name):
        with pytest.raises(ValidationError) as caught:
            open_document(upload(content, path.name))
        assert caught.value.code == code
        return
    result, blocks, told = shaped(content, "ten-tep")
    assert result.title
    assert blocks or told
    kind = KIND_OF_SAMPLES.get(path.name)
    assert kind is None or kind in told


KIND_OF_SAMPLES = {
    "mammoth-comments.docx": "comment",
    "mammoth-external-picture.docx": "picture_outside",
    "mammoth-text-box.docx": "text_box",
    "oletools-dde-attack.docx": "field",
    "oletools-external-ole-link.docx": "object",
    "openxml-nested-merged-tables.docx": "merged",
    "openxml-nested-table-8-deep.docx": "nested",
    "pandoc-equations.docx": "equation",
    "pandoc-headers.docx": "heading",
    "pandoc-links.docx": "anchor",
    "pandoc-table_header_rowspan.docx": "merged",
    "pydocx-header-footer.docx": "header",
    "tika-remote-template.docx": "template",
    "vi-don-khoi-kien.docx": "letterhead",
}
