"""From what somebody typed as the new address to a page, or to an address that answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.errors import refuse
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, parse
from portal.redirects.checks import Reach
from portal.redirects.models import OldAddress
from portal.redirects.resolving import answers_without_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.redirects.rules import Rules

BATCH = 500
URL_LENGTH = 500
FRAGMENT_LENGTH = 100


@dataclass(frozen=True)
class Target:
    """A page (``page_id``) or a ``url``, which ``key`` spells; ``site_id``: whose either is."""

    page_id: int | None = None
    url: str = ""
    key: str = ""
    fragment: str = ""
    site_id: int | None = None
    is_live: bool = True


def of_page(page: Page, rules: Rules, fragment: str = "") -> Target:
    site = rules.structure.site_of(page.path)
    return Target(
        page_id=page.pk, fragment=fragment, site_id=site.pk if site else None, is_live=page.live
    )


class Reader:
    """Reads many typed addresses, given at the beginning, with a few queries.

    An address that is the old address of another row leads where that one leads.
    """

    def __init__(self, texts: Iterable[str], rules: Rules, reach: Reach | None = None) -> None:
        """``reach``: of the person; what lies outside is refused without looking at it."""
        self.rules = rules
        self.reach = reach or Reach(None)
        inner = {text: found for text in texts if (found := _inner(text, rules))}
        self.inner = inner
        self.pages = self._read_pages({address.path for address in inner.values()})
        self.rows = self._read_rows(set(inner.values()))

    def target_of(self, text: str) -> Target:
        """Where ``text`` leads.

        Raises:
            ValidationError: DC-02 it is no address; DC-03 nothing of the portal answers there;
                DC-07 it belongs to a site of others, whether there is a page or not.
        """
        address = self.inner.get(text)
        fragment = unquote(text.strip().partition("#")[2])[:FRAGMENT_LENGTH]
        if address is None:
            return Target(url=_foreign(text), fragment=fragment)
        site_id = self._owner(address)
        if site_id is not None and not self.reach.holds(site_id):
            values = {"address": text.strip()[:80]}
            raise refuse("DC-07", _("“%(address)s” belongs to another site.") % values)
        page = self.pages.get(address.path)
        if page:
            return of_page(page, self.rules, fragment)
        if row := self.rows.get(address):
            return _of_row(row, self.rules)
        local = _local(text)
        if not any(answers_without_page(p.partition("?")[0]) for p in (local, address.path)):
            message = _("Nothing answers at “%(address)s”; check the new address.")
            raise refuse("DC-03", message % {"address": text.strip()[:80]})
        url = local if parse(text.strip().partition("#")[0]).host == "" else _foreign(text)
        return Target(url=url, key=address.path, fragment=fragment, site_id=site_id)

    def _owner(self, address: Address) -> int | None:
        """Key of the site of an address; None for files, which lie in one folder for all."""
        if address.path.startswith("/media/"):
            return None
        owner = portal_rules.owner_of(address, self.rules)
        return owner.pk if owner else None

    def _read_pages(self, paths: set[str]) -> dict[str, Page]:
        structure = self.rules.structure
        wanted = [structure.default_root + p.lstrip("/") + "/" * (p != "/") for p in sorted(paths)]
        found: dict[str, Page] = {}
        for start in range(0, len(wanted), BATCH):
            rows = Page._base_manager.filter(url_path__in=wanted[start : start + BATCH])
            for page in rows.only("pk", "path", "url_path", "live"):
                found[portal_rules.inner_path(page.url_path, structure) or ""] = page
        return found

    def _read_rows(self, addresses: set[Address]) -> dict[Address, OldAddress]:
        wanted = sorted(addresses)
        found: dict[Address, OldAddress] = {}
        for start in range(0, len(wanted), BATCH):
            rows = OldAddress.objects.at(wanted[start : start + BATCH]).select_related("target")
            found |= {row.address: row for row in rows}
        return found


def _of_row(row: OldAddress, rules: Rules) -> Target:
    if row.target:
        return of_page(row.target, rules, row.fragment)
    return Target(
        url=row.target_url, key=row.target_key, fragment=row.fragment, site_id=row.site_id
    )


def _inner(text: str, rules: Rules) -> Address | None:
    """The address on the portal's own host; None when it is on a host that is not ours."""
    try:
        address = parse(text.strip().partition("#")[0])
    except ValidationError:
        return None
    if address.host:
        return portal_rules.on_portal_host(address, rules.structure)
    return address


def _local(text: str) -> str:
    """Path and query as they were typed: file names may mind their case."""
    parts = urlsplit(text.strip())
    # One slash at the beginning: two would name a host.
    path = "/" + unquote(parts.path).lstrip("/")
    return (f"{path}?{parts.query}" if parts.query else path)[:URL_LENGTH]


def _foreign(text: str) -> str:
    given = text.strip().partition("#")[0]
    try:
        parts = urlsplit(given)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    plain = given.isprintable() and " " not in given and "\\" not in given
    if (
        not host
        or parts.scheme not in {"http", "https"}
        or parts.username is not None
        or not plain
        or len(given) > URL_LENGTH
    ):
        message = _("“%(address)s” cannot be led to; write /a/path/ of this portal or https://…")
        raise refuse("DC-02", message % {"address": given[:80]})
    return given
