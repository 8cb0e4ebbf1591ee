"""Reads an archive that anybody may have made: nothing in it is trusted before it was checked."""

from __future__ import annotations

import hashlib
import json
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.handover import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.exceptions import ValidationError

# What the ZIP reader raises for damaged files.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
END = b"PK\x05\x06"
END64 = b"PK\x06\x06"
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Reader:
    """An opened archive whose table of contents and checksums have been checked.

    Raises (on opening):
        ValidationError: BG-01 no ZIP file or damaged, BG-02 too large or too many members, BG-03
            forbidden names, BG-04 not an archive of a site or of a newer format.
    """

    manifest: dict[str, Any]

    def __init__(self, file: IO[bytes]) -> None:
        with _damage_refused():
            _check_directory(file)
            self.zip = zipfile.ZipFile(file)
        infos = self.zip.infolist()
        _check_infos(infos)
        self.infos = {info.filename: info for info in infos}
        self.manifest = self._manifest()
        self._check_members()

    def close(self) -> None:
        self.zip.close()

    def json(self, name: str) -> Any:
        return self._parsed(self._whole(name, layout.MAX_JSON), name)

    def lines(self, name: str) -> Iterator[Any]:
        """The values of a member with one JSON value a line."""
        with _damage_refused(), self.zip.open(self.infos[name]) as member:
            number = 0
            while line := member.readline(layout.MAX_LINE):
                number += 1
                if len(line) >= layout.MAX_LINE:
                    raise _too_large(name)
                yield self._parsed(line, f"{name}:{number}")

    def content(self, name: str, limit: int) -> bytes:
        """A whole member; one byte more than ``limit`` at most."""
        if name not in self.infos:
            raise _damaged(name)
        with _damage_refused(), self.zip.open(self.infos[name]) as member:
            return member.read(limit + 1)

    def verify(self) -> Iterator[int]:
        """Read every member and compare its checksum; yields the bytes read, piece by piece.

        Raises:
            ValidationError: BG-01 a member is damaged.
        """
        for name, said in self.manifest["members"].items():
            digest, size = hashlib.sha256(), 0
            with _damage_refused(), self.zip.open(self.infos[name]) as member:
                while chunk := member.read(layout.CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    yield len(chunk)
            if size != said.get("size") or digest.hexdigest() != said.get("sha256"):
                raise _damaged(name)

    def _whole(self, name: str, limit: int) -> bytes:
        if self.infos[name].file_size > limit:
            raise _too_large(name)
        return self.content(name, limit)

    def _parsed(self, data: bytes, name: str) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise _damaged(name) from None

    def _manifest(self) -> dict[str, Any]:
        if layout.MANIFEST not in self.infos:
            raise _no_archive()
        found = self._parsed(self._whole(layout.MANIFEST, layout.MAX_JSON), layout.MANIFEST)
        if not isinstance(found, dict) or found.get("format") != layout.FORMAT:
            raise _no_archive()
        version = found.get("version")
        if version != layout.FORMAT_VERSION:
            message = _("The archive has format %(found)s; this portal reads format %(known)s.")
            values = {"found": str(version)[:20], "known": layout.FORMAT_VERSION}
            raise refuse("BG-04", message % values)
        return found

    def _check_members(self) -> None:
        """The manifest names just what is there, and each of the files a site is made of."""
        said = self.manifest.get("members")
        there = set(self.infos) - {layout.MANIFEST}
        if not isinstance(said, dict) or not all(isinstance(v, dict) for v in said.values()):
            raise _no_archive()
        if missing := sorted(layout.REQUIRED - there) or sorted(set(said) ^ there):
            raise _damaged(missing[0])


def _check_directory(file: IO[bytes]) -> None:
    """Before the table of contents is read into memory: how large does it say it is?"""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(size - 66_000, 0))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile
    entries, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    at64 = tail.rfind(END64)
    if at64 >= 0 and len(tail) >= at64 + 48:
        entries, length = struct.unpack("<QQ", tail[at64 + 32 : at64 + 48])
    if entries > layout.MAX_MEMBERS or length > layout.MAX_DIRECTORY:
        message = _("The archive holds more than %(limit)d files.")
        raise refuse("BG-02", message % {"limit": layout.MAX_MEMBERS})


def _check_infos(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    total = packed = 0
    for info in infos:
        if info.filename in seen or not _is_plain(info):
            message = _("The archive holds a file “%(name)s” that must not be in it.")
            raise refuse("BG-03", message % {"name": info.orig_filename[:100]})
        seen.add(info.filename)
        total += info.file_size
        packed += info.compress_size
    if total > layout.MAX_TOTAL or total > layout.MAX_RATIO * packed + layout.MAX_JSON:
        message = _("Unpacked the archive would be too large (%(size)s).")
        raise refuse("BG-02", message % {"size": filesizeformat(total)})


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether it is an ordinary file of ours: no path that leads elsewhere, no link, no cipher."""
    name, kind = info.orig_filename, stat.S_IFMT(info.external_attr >> 16)
    known = name in layout.REQUIRED | {layout.MANIFEST, layout.README, layout.SERIES}
    in_folder = name.startswith(layout.FOLDERS) and name.count("/") == 1 and len(name) <= 200
    is_safe = name.isprintable() and not any(sign in name for sign in ("\\", "..", ":"))
    is_file = kind in {0, stat.S_IFREG} and not info.is_dir() and not info.flag_bits & 0x1
    return (known or in_folder) and is_safe and is_file and info.compress_type in PACKINGS


@contextmanager
def _damage_refused() -> Iterator[None]:
    from django.core.exceptions import ValidationError

    try:
        yield
    except ValidationError:
        raise
    except DAMAGE as error:
        raise _damaged("", error) from None


def _damaged(name: str, error: Exception | None = None) -> ValidationError:
    if name:
        message = _("The archive is damaged or was changed: %(name)s. Export it again.")
        return refuse("BG-01", message % {"name": name[:100]})
    return refuse("BG-01", _("The file is no ZIP archive, or it is damaged. Export it again."))


def _too_large(name: str) -> ValidationError:
    message = _("“%(name)s” in the archive is too large to be read.")
    return refuse("BG-02", message % {"name": name[:100]})


def _no_archive() -> ValidationError:
    return refuse("BG-04", _("The file is not an archive of a member site."))
