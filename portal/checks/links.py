"""Links of an article: to the portal's own pages and files at once, to others by the last look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.checks.addresses import faults_of
from portal.checks.findings import Finding
from portal.checks.own_addresses import OwnAddresses, is_open
from portal.media.models import PortalDocument, PortalImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from portal.checks.found_links import Link
    from portal.checks.reading import Reading
    from portal.sites.models import MemberSite


@dataclass
class Here:
    """The place of the article, from which relative addresses count."""

    site: MemberSite
    address: str


def own(reading: Reading) -> Iterator[Finding]:
    """Pages that are gone or not published, files and pictures that are gone, wrong addresses."""
    if reading.site is None:
        return
    targets = _Targets(reading, reading.site)
    for placed in reading.links:
        if text := targets.fault(placed.thing):
            yield Finding(text, placed.field, placed.block)


def foreign(reading: Reading) -> Iterator[Finding]:
    """Addresses of others that did not answer when they were looked at; nothing is fetched here."""
    placed = {link.target: where for link, where in _foreign_links(reading)}
    message = _("The link to %(address)s does not work: %(why)s.")
    for address, why in faults_of(placed).items():
        values = {"address": address, "why": why[:1].lower() + why[1:]}
        yield Finding(message % values, placed[address].field, placed[address].block)


def foreign_addresses(reading: Reading) -> list[str]:
    """What the background should look at."""
    return list(dict.fromkeys(link.target for link, _where in _foreign_links(reading)))


def _foreign_links(reading: Reading) -> Iterator[tuple[Link, Any]]:
    if reading.site is None:
        return
    targets = _Targets(reading, reading.site)
    for placed in reading.links:
        target = placed.thing.target
        is_web = target.lower().startswith(("http://", "https://"))
        if placed.thing.model is None and is_web and not targets.is_own(target):
            yield placed.thing, placed


class _Targets:
    """What the links lead to, read in a handful of queries."""

    def __init__(self, reading: Reading, site: MemberSite) -> None:
        self.reading = reading
        self.here = Here(site, reading.structure.address_of(reading.place.url_path))
        self.addresses = OwnAddresses(reading.structure)
        for placed in reading.links:
            if placed.thing.model is None:
                self.addresses.add(placed.thing.target, self.here)

    def is_own(self, address: str) -> bool:
        return bool(self.addresses.candidates(address, self.here))

    @cached_property
    def _keys(self) -> dict[type[Model], set[str]]:
        wanted: defaultdict[type[Model], set[str]] = defaultdict(set)
        for placed in self.reading.links:
            if placed.thing.model is not None:
                wanted[placed.thing.model].add(placed.thing.target)
        return wanted

    @cached_property
    def _pages(self) -> dict[str, tuple[bool, str]]:
        rows = Page._base_manager.filter(pk__in=self._keys.get(Page, ()))
        return {str(pk): (live, path) for pk, live, path in rows.values_list("pk", "live", "path")}

    @cached_property
    def _others(self) -> dict[type[Model], set[str]]:
        return {
            model: {
                str(pk)
                for pk in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
            }
            for model, keys in self._keys.items()
            if not issubclass(model, Page)
        }

    def fault(self, link: Link) -> str:
        """A sentence about what is wrong with a link; empty for nothing."""
        values = {"text": link.text or link.target}
        if link.model is None:
            if self.addresses.answers(link.target, self.here):
                return ""
            return _("The link “%(text)s”: nothing answers at %(address)s.") % {
                **values,
                "address": link.target,
            }
        if issubclass(link.model, Page):
            return self._fault_of_page(link) % values
        if link.target in self._others[link.model]:
            return ""
        messages: dict[type[Model], str] = {
            PortalDocument: _("The link “%(text)s”: the file is gone."),
            PortalImage: _("The link “%(text)s”: the picture is gone."),
        }
        gone = _("The link “%(text)s”: what was chosen is gone.")
        return messages.get(link.model, gone) % values

    def _fault_of_page(self, link: Link) -> str:
        live, path = self._pages.get(link.target, (None, ""))
        if live is None:
            return _("The link “%(text)s”: the page is gone.")
        site = self.reading.structure.site_of(path)
        if live and is_open(site, self.here):
            return ""
        return _("The link “%(text)s”: the page is not published.")
