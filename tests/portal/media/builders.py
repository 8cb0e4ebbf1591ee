"""Small pictures and files, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

# Files that nobody on the team wrote; they lie beside the repository and state no common licence.
SAMPLES = Path(__file__).parents[4] / "shared" / "samples"


def samples(*patterns):
    """Parameters for each sample file, or one skipped parameter that says what is missing."""
    found = [path for pattern in patterns for path in sorted(SAMPLES.glob(pattern))]
    if not found:
        reason = f"no sample files in {SAMPLES}"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="absent")]
    return [pytest.param(path, id=path.name) for path in found if path.is_file()]


def upload(content, name):
    return SimpleUploadedFile(name, content)


def encoded(picture, kind="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def corners(width=640, height=360, mode="RGB"):
    """Four quarters in four colours, so that turning and mirroring show."""
    picture = Image.new("RGB", (2, 2))
    picture.putdata([(200, 30, 30), (30, 160, 30), (30, 30, 200), (230, 230, 40)])
    return picture.convert(mode).resize((width, height), Image.Resampling.NEAREST)


def exif(orientation=1, *, located=True):
    """Data as a telephone writes it; GPS is 10°56' N 108°6' E."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Telephone"
    if located:
        data.get_ifd(0x8825).update({1: "N", 2: (10.0, 56.0, 0.0), 3: "E", 4: (108.0, 6.0, 0.0)})
    return data


def animation(kind="GIF", frames=3, size=(60, 40), **options):
    pictures = [Image.new("RGB", size, (80 * n % 256, 40, 40)) for n in range(frames)]
    first, *others = pictures
    return encoded(
        first, kind, save_all=True, append_images=others, duration=100, loop=0, **options
    )


def png_header(width, height):
    """A PNG that claims its size and holds no pixels."""

    def chunk(kind, data=b""):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT") + chunk(b"IEND")


def gif_of_empty_frames(count):
    """A one-pixel GIF with ``count`` frames of 20 bytes."""
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(6)
    frame = (
        b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00"
    )
    return head + frame * count + b";"


def zipped(*names, first=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name in names:
            # ZipInfo has a date of its own, so that equal calls give equal bytes
            archive.writestr(zipfile.ZipInfo(name), "<x/>", zipfile.ZIP_DEFLATED)
    return out.getvalue()


def office(folder="word", *more):
    return zipped("[Content_Types].xml", "_rels/.rels", f"{folder}/document.xml", *more)


def open_document(kind="text"):
    first = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped("content.xml", "META-INF/manifest.xml", first=first)


def ole(stream):
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)
    )


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
