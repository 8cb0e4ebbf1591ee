"""Old addresses of a site: which there are, and where readers who still use them are led."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from portal.redirects import services as redirects
from portal.redirects.models import Kind
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from portal.sites.structure import Structure


def public_path(page: Page) -> str:
    """The page's path on the portal's host, with both slashes."""
    return _path(page.url_path, current())


def below(page: Page) -> list[tuple[str, int]]:
    """Public paths and keys of ``page`` and all pages below it, published or not."""
    structure = current()
    rows = Page.objects.filter(path__startswith=page.path).order_by("path")
    return [(_path(path, structure), pk) for pk, path in rows.values_list("pk", "url_path")]


def remember(pairs: Iterable[tuple[str, int]], *, merged: bool = False) -> int:
    """Lead readers from old public paths to pages, wherever these lie then; returns how many."""
    kind = Kind.MERGED if merged else Kind.MOVED
    return redirects.remember_addresses(list(pairs), kind=kind)


def hand_on(heirs: Mapping[int, int]) -> None:
    """Whatever led to a page that was emptied leads to the one that took its content."""
    redirects.hand_on(heirs)


def remember_place(path: str, page: Page) -> None:
    """Lead readers of everything below ``path`` to the same place below ``page``."""
    redirects.remember_place(prefix=path, page=page)


def change_host(before: str, after: str, page: Page) -> None:
    """Lead readers from a host that a site gave up to the same place below ``page``."""
    if after:
        redirects.forget_host(host=after)
    if before and before != after:
        redirects.remember_host(host=before, page=page)


def _path(url_path: str, structure: Structure) -> str:
    """On the portal's host, whichever host the present request came to."""
    return "/" + url_path.removeprefix(structure.default_root)
