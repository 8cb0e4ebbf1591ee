"""Looks whether a site hangs together: its tree, its references, its files.

Independent of how the import rewrites references: it asks Wagtail which ones there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text.rewriters import extract_attrs

from portal.handover import layout
from portal.handover.places import Places
from portal.media.models import PortalDocument, PortalImage
from portal.pages.models import SiteLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.sites.models import MemberSite

FILES = (PortalImage, PortalDocument)
ANCHOR = re.compile(r"<(?:a|embed)\b([^>]*)>")
BATCH = 100


def findings(site: MemberSite, *, is_closed: bool = False) -> list[str]:
    """What is wrong with the content of ``site``, one line each; empty when all is well.

    Args:
        is_closed: references to pages and files of other sites are wrong, too (as right after an
            import; later an editor may well link to another site).
    """
    return list(_Check(site, is_closed=is_closed).all())


class _Check:
    def __init__(self, site: MemberSite, *, is_closed: bool) -> None:
        self.site, self.is_closed = site, is_closed
        self.places = Places(site)
        self.known: dict[type, set[int]] = {Page: self.places.ids}
        for model in FILES:
            self.known[model] = set(model.objects.filter(site=site).values_list("pk", flat=True))
        self.types = {ContentType.objects.get_for_model(m).pk: m for m in (Page, *FILES)}

    def all(self) -> Iterator[str]:
        yield from self._tree()
        for page in self.pages():
            yield from self._thing(page, f"{page.title} (#{page.pk})")
            if page.latest_revision_id and page.latest_revision_id != page.live_revision_id:
                draft = page.latest_revision.as_object()
                yield from self._thing(draft, f"{page.title} (#{page.pk}, draft)")
        for own in SiteLayout.objects.filter(site=self.site):
            yield from self._thing(own, str(SiteLayout._meta.verbose_name))
        yield from self._thing(self.site, str(self.site))
        yield from self._files()

    def pages(self) -> Iterator[Any]:
        keys = list(self.places.pages().values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            rows = Page.objects.filter(pk__in=keys[start : start + BATCH]).order_by("path")
            yield from rows.select_related("latest_revision").specific()

    def _tree(self) -> Iterator[str]:
        """Every page lies below its parent, and its address says so."""
        rows = self.places.pages().values_list("path", "depth", "url_path", "slug", "numchild")
        above: dict[str, str] = {}
        children: dict[str, int] = {}
        counts = {}
        for path, depth, url_path, slug, numchild in rows:
            parent = path[: -Page.steplen]
            expected = above.get(parent)
            if expected is not None and url_path != f"{expected}{slug}/":
                yield f"{url_path}: address differs from the place in the tree"
            if above and expected is None:
                yield f"{url_path}: no page above"
            if len(path) != depth * Page.steplen:
                yield f"{url_path}: depth differs from the place in the tree"
            above[path] = url_path
            counts[path] = numchild
            children[parent] = children.get(parent, 0) + 1
        nested = bool(self.places.nested)
        for path, numchild in counts.items():
            if not nested and numchild != children.get(path, 0):
                yield f"{above[path]}: number of pages below is wrong"

    def _thing(self, thing: Any, where: str) -> Iterator[str]:
        found = ReferenceIndex._extract_references_from_object(thing)  # noqa: SLF001
        for type_id, key, _model_path, content_path in found:
            model = self.types.get(type_id)
            if model is None:
                continue
            number = int(key) if str(key).isdecimal() else 0
            if number in self.known[model]:
                continue
            if self.is_closed or not model._base_manager.filter(pk=number).exists():
                name = model._meta.verbose_name
                yield f"{where}: {name} {key} ({content_path})"
        yield from self._leftovers(thing, where)

    def _leftovers(self, thing: Any, where: str) -> Iterator[str]:
        """Addresses in the form of an archive must have become real ones."""
        if not hasattr(thing, "serializable_data"):
            return
        for value in thing.serializable_data().values():
            text = value if isinstance(value, str) else ""
            if layout.OWN_PLACE in text or layout.OWN_FILE in text:
                yield f"{where}: {layout.OWN_PLACE}"

    def _files(self) -> Iterator[str]:
        for model in FILES:
            for row in model.objects.filter(site=self.site).iterator(chunk_size=BATCH):
                if not row.file.storage.exists(row.file.name):
                    yield f"{row.title}: {row.file.name} is missing"


def references_to(source: MemberSite, site: MemberSite) -> list[str]:
    """Where pages of ``site`` refer to pages, files or addresses of ``source``."""
    theirs, own = _Check(source, is_closed=False), _Check(site, is_closed=False)
    root = theirs.places.root
    found = []
    for page in own.pages():
        references = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001
        for type_id, key, _path, content_path in references:
            model = theirs.types.get(type_id)
            if model and int(key) in theirs.known[model]:
                found.append(f"{page}: {content_path}")
        text = str(page.serializable_data()).replace('\\"', '"')
        links = [extract_attrs(attrs).get("href", "") for attrs in ANCHOR.findall(text)]
        found += [f"{page}: {href}" for href in links if root != "/" and root in href]
    return found
