"""Pictures of a Word file go into the library of the site, each once, through the portal's gate."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import get_language, override
from PIL import Image

from portal.media import gate
from portal.media.models import PortalImage
from portal.media.services import store_image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.base import File

    from portal.accounts.models import User
    from portal.sites.models import MemberSite
    from portal.word.findings import Findings
    from portal.word.parts import PictureRef

MOST_PICTURES = 100
# Decoding leaves the interpreter free; more at a time would take too much memory.
AT_A_TIME = 2
_MOST_OF_TEXT = 255
_MOST_PIXELS_TO_CONVERT = 25_000_000
_EXTENSIONS = {"AVIF": "avif", "GIF": "gif", "HEIF": "heic", "JPEG": "jpg", "PNG": "png"}


class Shelf:
    """Stores the pictures of one import; ``clear`` takes the files back when the import fails."""

    def __init__(self, *, actor: User, site: MemberSite, title: str, findings: Findings) -> None:
        self._actor, self._site, self._title = actor, site, title
        self._findings = findings
        self._accepted: dict[str, File[bytes] | ValidationError] = {}
        self._stored: dict[str, PortalImage | None] = {}
        self._files: list[tuple[object, str]] = []

    def look_at(self, found: Iterable[PictureRef]) -> None:
        """Let the gate look at all pictures, several at a time and before anything is locked."""
        by_key = {_key(one): one for one in found if not is_vector(one.content)}
        some = dict(islice(by_key.items(), MOST_PICTURES))
        language = get_language()

        def accepted(one: PictureRef) -> File[bytes] | ValidationError:
            with override(language):
                try:
                    return gate.accept_image(_named(one))
                except ValidationError as error:
                    return error

        with ThreadPoolExecutor(AT_A_TIME) as pool:
            self._accepted = dict(zip(some, pool.map(accepted, some.values()), strict=True))

    def store(self, picture: PictureRef) -> PortalImage | None:
        """The picture in the library; None, with the reason told, if it cannot be taken."""
        key = _key(picture)
        if key not in self._stored:
            self._stored[key] = self._take(picture, self._accepted.get(key))
        image = self._stored[key]
        if image is not None:
            self._tell(picture, image)
        return image

    def clear(self) -> None:
        """Delete the files; the rows go with the transaction."""
        for storage, name in self._files:
            storage.delete(name)  # type: ignore[attr-defined]

    def _take(
        self, picture: PictureRef, accepted: File[bytes] | ValidationError | None
    ) -> PortalImage | None:
        about = picture.caption or picture.description or picture.name
        if is_vector(picture.content):
            self._findings.add("picture_format", about)
            return None
        if accepted is None:
            self._findings.add("picture_refused", f"{about}: > {MOST_PICTURES}")
            return None
        if isinstance(accepted, ValidationError):
            self._findings.add("picture_refused", f"{about}: {' '.join(accepted.messages)}")
            return None
        accepted.seek(0)
        digest = hashlib.sha256(accepted.read()).hexdigest()
        accepted.seek(0)
        own = PortalImage.objects.filter(site=self._site, sha256=digest)
        if known := own.order_by("pk").first():
            self._findings.add("known_picture", f"{about} = {known.title}")
            return known
        return self._save(picture, accepted)

    def _save(self, picture: PictureRef, accepted: File[bytes]) -> PortalImage:
        title = picture.caption or picture.description or self._title
        image = store_image(
            actor=self._actor,
            site=self._site,
            file=accepted,
            title=title[:_MOST_OF_TEXT],
            # A caption is no description: nothing is made up, the form asks for it.
            description=picture.description[:_MOST_OF_TEXT],
            credit=picture.credit,
            is_described=False,
        )
        self._files.append((image.file.storage, image.file.name))
        return image

    def _tell(self, picture: PictureRef, image: PortalImage) -> None:
        about = picture.caption or picture.description or image.title
        if picture.is_cropped:
            self._findings.add("cropped", about)
        if not image.description.strip():
            self._findings.add("no_description", about)
        if not picture.caption:
            self._findings.add("no_caption", about)


def _key(picture: PictureRef) -> str:
    return hashlib.sha256(picture.content).hexdigest()


def is_vector(content: bytes) -> bool:
    """EMF and WMF, plain, placeable or packed: drawings of Windows that no browser shows."""
    is_packed = content[:2] == b"\x1f\x8b"
    is_placeable = content[:4] == b"\xd7\xcd\xc6\x9a"
    is_plain = content[:4] in {b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"}
    return is_packed or is_placeable or is_plain or content[40:44] == b" EMF"


def _named(picture: PictureRef) -> ContentFile[bytes]:
    """With the extension that its content has: Word does not care what it calls a picture."""
    content, kind = picture.content, ""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            kind = opened.format or ""
            size = opened.width * opened.height
            if kind in {"BMP", "DIB", "TIFF"} and size <= _MOST_PIXELS_TO_CONVERT:
                content, kind = _as_png(opened), "PNG"
    except Exception:  # the gate says what is wrong with it
        kind = ""
    kind = "JPEG" if kind == "MPO" else kind
    extension = _EXTENSIONS.get(kind) or kind.lower()
    name = PurePath(picture.name)
    return ContentFile(content, name=f"{name.stem}.{extension}" if extension else picture.name)


def _as_png(opened: Image.Image) -> bytes:
    out = io.BytesIO()
    plain = opened if opened.mode in {"1", "L", "P", "RGB", "RGBA"} else opened.convert("RGB")
    plain.save(out, "PNG")
    return out.getvalue()
