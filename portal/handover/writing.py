"""Writes an archive member by member, with the checksum of each."""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from portal.handover import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# These are packed already.
PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".zip", ".docx", ".xlsx", ".pptx")


class Member:
    """One open member; counts and sums up what goes through it."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.target.write(data)
        self.digest.update(data)
        self.size += len(data)

    def line(self, value: Any) -> None:
        self.write(as_json(value) + b"\n")


class Writer:
    """An archive being written to an open binary file; nothing of it is kept in memory."""

    def __init__(self, target: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.members: dict[str, dict[str, Any]] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[Member]:
        moment = timezone.localtime().timetuple()[:6]
        info = zipfile.ZipInfo(name, moment)
        info.external_attr = 0o600 << 16
        is_packed = name.lower().endswith(PACKED)
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with self.zip.open(info, "w", force_zip64=True) as target:
            member = Member(target)
            yield member
        self.members[name] = {"sha256": member.digest.hexdigest(), "size": member.size}

    def file(self, name: str, chunks: Iterable[bytes]) -> None:
        with self.member(name) as member:
            for chunk in chunks:
                member.write(chunk)

    def json(self, name: str, value: Any) -> None:
        self.file(name, [as_json(value, indent=2)])

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest with the checksums of all members."""
        found = {**manifest, "members": self.members}
        with self.zip.open(layout.MANIFEST, "w", force_zip64=True) as target:
            target.write(as_json(found, indent=1))

    def close(self) -> None:
        self.zip.close()


class Encoder(DjangoJSONEncoder):
    """Django's own cuts moments to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def as_json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, cls=Encoder, ensure_ascii=False, indent=indent).encode()
