"""What the content of a downloadable file says about its kind.

Looks at signatures and at the names inside containers, which both zip and OLE files store
uncompressed; nothing is unpacked. Sources: the formats' own specifications (ISO 32000, ECMA-376
part 2, OASIS ODF 1.3 part 2, MS-CFB) and APPNOTE.TXT of zip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MIME_TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGES = ("<!doctype", "<html", "<head", "<script", "<svg", "<?php", "<?xml")
# Bytes below the space that plain text holds: tab, line ends, form feed, old end of file, escape.
_BINARY = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B})


def is_kind(content: bytes, extension: str) -> bool:
    """Whether ``content`` can be a whole file of ``extension`` (lower case, without the dot)."""
    check = _CHECKS.get(extension)
    return check is not None and check(content)


def _is_zip(content: bytes) -> bool:
    """Begins like a zip file and has its table at the end, that is, was not cut off."""
    return content[:4] in {b"PK\x03\x04", b"PK\x05\x06"} and b"PK\x05\x06" in content[-65_557:]


def _office(folder: bytes) -> Callable[[bytes], bool]:
    def check(content: bytes) -> bool:
        names = content.replace(b"\\", b"/")
        is_package = b"[Content_Types].xml" in names and b"PK\x01\x02" in names
        has_macros = b"vbaproject.bin" in names.lower()
        return _is_zip(content) and is_package and folder in names and not has_macros

    return check


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    mime_type = b"application/vnd.oasis.opendocument." + kind

    def check(content: bytes) -> bool:
        # "mimetype" comes first and uncompressed; a file zipped anew by hand may differ.
        first = content[30:120]
        if first.startswith(b"mimetype"):
            return _is_zip(content) and mime_type in first
        return _is_zip(content) and b"META-INF/manifest.xml" in content

    return check


def _ole(*streams: str) -> Callable[[bytes], bool]:
    names = [stream.encode("utf-16-le") for stream in streams]

    def check(content: bytes) -> bool:
        return content.startswith(_OLE) and any(name in content for name in names)

    return check


def _is_word_97(content: bytes) -> bool:
    # Word opens, and many law databases hand out, RTF under the name .doc.
    return _ole("WordDocument")(content) or _is_rtf(content)


def _is_rtf(content: bytes) -> bool:
    return content.startswith(b"{\\rtf")


def _is_pdf(content: bytes) -> bool:
    # Some scanners write a few bytes before the header; readers look at the first 1024.
    head = content[:1024]
    return b"%PDF-" in head and not _is_web_page(head.decode("latin-1"))


def _is_rar(content: bytes) -> bool:
    return content.startswith(b"Rar!\x1a\x07")


def _is_text(content: bytes) -> bool:
    """Text in UTF-8, in UTF-16 with its mark, or in one of the old one-byte codes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return False
        return bool(text) and "\0" not in text and not _is_web_page(text[:512])
    if not content or len(content.translate(None, _BINARY)) != len(content):
        return False
    return not _is_web_page(content[:512].removeprefix(b"\xef\xbb\xbf").decode("latin-1"))


def _is_web_page(start: str) -> bool:
    return start.lstrip("\ufeff \t\r\n").lower().startswith(_WEB_PAGES)


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "csv": _is_text,
    "doc": _is_word_97,
    "docx": _office(b"word/"),
    "odp": _open_document(b"presentation"),
    "ods": _open_document(b"spreadsheet"),
    "odt": _open_document(b"text"),
    "pdf": _is_pdf,
    "ppt": _ole("PowerPoint Document"),
    "pptx": _office(b"ppt/"),
    "rar": _is_rar,
    "rtf": _is_rtf,
    "txt": _is_text,
    "xls": _ole("Workbook", "Book"),
    "xlsx": _office(b"xl/"),
    "zip": _is_zip,
}
