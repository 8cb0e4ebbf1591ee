"""Pictures and files of an article become the receiving site's own.

Each site's people work in the site's own collections, and deleting a row deletes its file: so the
receiver gets rows and files of its own, with descriptions and credits. The bytes passed the gate
when they came in; they are not decoded again.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from wagtail.models import Collection

from portal.media.models import PortalDocument, PortalImage

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite

COPIED = {
    "image": (
        "title",
        "description",
        "credit",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    ),
    "document": ("title",),
}
FACTS = ("sha256", "mime_type", "file_size", "file_hash")


class Files:
    """The receiver's rows for the origin's; ``known`` is what was copied before.

    ``clear`` takes new files back when the transaction fails; the rows go with it.
    """

    def __init__(
        self, *, actor: User | None, receiver: MemberSite, credit: str, known: dict[str, int]
    ) -> None:
        self._actor, self._receiver, self._credit = actor, receiver, credit
        self.known = dict(known)
        self.lost = 0
        self._new: list[tuple[Any, str]] = []

    def image(self, key: Any) -> int | None:
        return self._own("image", PortalImage, key)

    def document(self, key: Any) -> int | None:
        return self._own("document", PortalDocument, key)

    def clear(self) -> None:
        for storage, name in self._new:
            storage.delete(name)

    def _own(self, kind: str, model: Any, key: Any) -> int | None:
        """The key of the receiver's row; None for a row or a file that is lost."""
        given = model._base_manager.filter(pk=key).first() if str(key or "").isdecimal() else None
        if given is None or given.collection.get_view_restrictions().exists():
            self.lost += bool(key)
            return None
        if given.site_id == self._receiver.pk:
            return int(given.pk)
        name = f"{kind}:{given.pk}"
        before = model.objects.filter(pk=self.known.get(name), sha256=given.sha256)
        if found := before.filter(site=self._receiver).first():
            return int(found.pk)
        made = self._copy(kind, model, given)
        if made is None:
            self.lost += 1
            return None
        self.known[name] = made.pk
        return int(made.pk)

    def _copy(self, kind: str, model: Any, given: Any) -> Any:
        try:
            with given.file.storage.open(given.file.name) as stored:
                content = stored.read()
        except OSError:
            return None
        made = model(
            site=self._receiver,
            collection=self._receiver.collection or Collection.get_first_root_node(),
            uploaded_by_user=self._actor,
            **{name: getattr(given, name) for name in (*COPIED[kind], *FACTS)},
        )
        made.file.save(PurePath(given.file.name).name, ContentFile(content), save=False)
        self._new.append((made.file.storage, made.file.name))
        if kind == "image":
            made.source = given.source or self._credit
            # Django looks for these in the file only when it is assigned, and finds none yet.
            made.width, made.height = given.width, given.height
        made.save()
        return made
