"""Opening a Word file that a stranger made: looked at as a zip file before anything is unpacked.

Nothing is fetched: what lies outside of the file stays there. Formats: ECMA-376 parts 1 and 2
(transitional and strict), MS-OFFCRYPTO for files with a password.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.word.mending import as_common, dangling, is_relations
from portal.word.names import local, parsed

if TYPE_CHECKING:
    from django.core.files.base import File
    from docx.document import Document

logger = logging.getLogger(__name__)

MOST_PARTS = 3000
# Unpacked. A book of 500 pages has 10 MB of XML; reading takes about ten times that in memory.
MOST_XML = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
# Brackets of tags: whoever has more of them need not even be parsed. A long report has 5,000
# paragraphs and cells, each in a few runs.
MOST_BRACKETS = 1_500_000
MOST_BLOCKS, MOST_RUNS, MOST_LETTERS = 20_000, 60_000, 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITH_TEXT = {"t", "instrText", "delText"}
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)


def most_bytes() -> int:
    """The largest file that is taken: that of any file of the library."""
    return int(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)


def open_document(upload: File[bytes]) -> tuple[Document, bytes]:
    """The document in ``upload``, and the bytes of the file as it came.

    Raises:
        ValidationError: WD-01 too large, WD-02 not a Word file, WD-03 an older or other format,
            WD-04 locked with a password, WD-05 damaged, WD-06 macros, WD-07 unpacks to too much,
            WD-08 forbidden declarations, WD-12 longer than an article can be.
    """
    if upload.size > most_bytes():
        message = _("The Word file is too large (%(size)s); the limit is %(limit)s.") % {
            "size": filesizeformat(upload.size),
            "limit": filesizeformat(most_bytes()),
        }
        raise refuse("WD-01", message)
    upload.seek(0)
    content = upload.read()
    _check_signature(content)
    try:
        return docx.Document(io.BytesIO(_checked(content))), content
    except ValidationError:
        raise
    except Exception as error:
        # Libraries raise anything, from KeyError to struct.error, on hostile bytes.
        logger.info("Word file refused: %r", error)
        raise damaged() from None


def _check_signature(content: bytes) -> None:
    if content[:4] == b"PK\x03\x04":
        return
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            message = _("The Word file is locked with a password; save it without one first.")
            raise refuse("WD-04", message)
        raise _other_format()
    if content.startswith((b"{\\rtf", b"%PDF-")):
        raise _other_format()
    raise refuse(
        "WD-02", _("This is not a Word file, although it may be named so; send a .docx file.")
    )


def _other_format() -> ValidationError:
    message = _("The file is of an older or another format; save it in Word as .docx first.")
    return refuse("WD-03", message)


def damaged() -> ValidationError:
    """The refusal of what begins like a Word file and cannot be read to its end."""
    message = _("The Word file is damaged or was cut off; open it in Word and save it again.")
    return refuse("WD-05", message)


def _checked(content: bytes) -> bytes:
    """The package to read: ``content`` itself, or a copy in the common variant of the format."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        _check_sizes(entries)
        names = {entry.filename for entry in entries}
        if "[Content_Types].xml" not in names:
            raise _other_format()
        types = package.read("[Content_Types].xml")
        if (
            any(name.lower().endswith("vbaproject.bin") for name in names)
            or b"macroEnabled" in types
        ):
            raise refuse(
                "WD-06",
                _("The Word file holds macros (programs); save it as .docx without them first."),
            )
        if not any(name.lower().startswith("word/") for name in names):
            raise _other_format()
        is_odd = False
        length = Length()
        for entry in entries:
            if _XML.search(entry.filename):
                is_odd |= _check_xml(entry.filename, package.read(entry), names, length)
        return as_common(package) if is_odd else content


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """By what the file says of itself; reading stops there, so that a lie is a damaged file."""
    xml = sum(entry.file_size for entry in entries if _XML.search(entry.filename))
    everything = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or xml > MOST_XML or everything > MOST_UNPACKED:
        message = _("The Word file unpacks to far more than an article; divide it.")
        raise refuse("WD-07", message)


@dataclass
class Length:
    """What the parts that were looked at hold together."""

    brackets: int = 0
    blocks: int = 0
    runs: int = 0
    letters: int = 0

    def add_bytes(self, content: bytes) -> None:
        self.brackets += content.count(b"<")
        self._check()

    def add(self, root: Any) -> None:
        for node in root.iter("{*}p", "{*}tc", "{*}r", "{*}t", "{*}instrText", "{*}delText"):
            name = local(node)
            self.blocks += name in {"p", "tc"}
            self.runs += name == "r"
            self.letters += len(node.text or "") if name in _WITH_TEXT else 0
        self._check()

    def _check(self) -> None:
        is_long = self.blocks > MOST_BLOCKS or self.runs > MOST_RUNS
        if is_long or self.brackets > MOST_BRACKETS or self.letters > MOST_LETTERS:
            message = _(
                "The Word file is longer than an article can be (%(blocks)s paragraphs and cells, "
                "%(letters)s characters); divide it."
            )
            values = {
                "blocks": number_format(MOST_BLOCKS, force_grouping=True),
                "letters": number_format(MOST_LETTERS, force_grouping=True),
            }
            raise refuse("WD-12", message % values)


def _check_xml(name: str, content: bytes, names: set[str], length: Length) -> bool:
    """Refuse declarations of entities; tell whether the part needs mending (mending.py)."""
    length.add_bytes(content)
    try:
        root = parsed(content)
    except SyntaxError:
        # Entities that make more of themselves end here.
        if b"<!ENTITY" in content:
            raise _declares() from None
        raise
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares()
    length.add(root)
    if is_relations(name) and dangling(name, root, names):
        return True
    return b"http://purl.oclc.org/ooxml/" in content


def _declares() -> ValidationError:
    message = _("The Word file holds declarations that no program of ours reads, as attacks do.")
    return refuse("WD-08", message)
