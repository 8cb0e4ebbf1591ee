"""A member site's own host: what may be one, and where it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.redirects.claims import heir_of_host
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from wagtail.models import Page

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Browsers take a name that ends in a number, also a hexadecimal one, for an IP address.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Nobody can have it (RFC 2606); the portal itself uses it where a host must be named.
NOBODYS = "invalid"
HTTPS, HTTP = 443, 80
LONGEST = 253


def clean_host(text: str) -> str:
    """A host as it is stored: lower case, without a final dot, letters beyond ASCII as punycode.

    Raises:
        ValidationError: TM-01 it is no host name, or more than one (scheme, port, path).
    """
    given = text.strip().rstrip(".").lower()
    try:
        host = given.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    labels = host.split(".")
    well_formed = (
        len(host) <= LONGEST
        and len(labels) > 1
        and all(LABEL.fullmatch(label) for label in labels)
        and not NUMBER.fullmatch(labels[-1])
        and labels[-1] != NOBODYS
    )
    if not well_formed:
        message = _("“%(host)s” is no host name; write it like tuyphong.example.vn.")
        raise refuse("TM-01", message % {"host": text[:100]})
    return host


def put_host(*, site: MemberSite, host: str, is_canonical: bool = True) -> str:
    """Give ``site`` (whose home page exists) a host, another one or, when empty, none.

    Sets the fields of ``site`` without saving it and writes Wagtail's own row, by which pages
    know their full addresses. Within a transaction that holds the lock of the structure.

    Returns:
        The host as it is stored.

    Raises:
        ValidationError: TM-01 as ``clean_host``; TM-02 another site has it, with or without
            "www."; TM-03 it is the portal's own; TM-04 the province's own site was meant; TM-06
            another site had it and its readers are led on from there.
    """
    if site.is_province:
        message = _("The province’s own site answers on the portal’s host; give it no other.")
        raise refuse("TM-04", message)
    name = clean_host(host) if host.strip() else ""
    if name:
        refuse_taken_host(name, site=site)
    own = WagtailSite.objects.filter(root_page_id=site.root_page_id, is_default_site=False)
    if not name:
        for row in own:
            row.delete()
    else:
        row = own.first() or WagtailSite(root_page=_home(site))
        row.hostname, row.port, row.site_name = name, _port(), site.name
        row.save()
    site.host, site.host_is_canonical = name or None, is_canonical
    return name


def portal_host() -> str:
    """The host of the portal itself."""
    return (urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "").lower()


def _home(site: MemberSite) -> Page:
    home = site.root_page
    if home is None:
        raise refuse("TM-05", _("The site has no home page, so no host can lead to it."))
    return home


def _port() -> int:
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return base.port or (HTTPS if base.scheme == "https" else HTTP)


def refuse_taken_host(host: str, *, site: MemberSite | None = None) -> None:
    """Raises TM-02, TM-03 and TM-06 of ``put_host``; ``site`` is which is to get the host."""
    twins = _twins(host)
    if portal_host() in twins:
        raise refuse("TM-03", _("“%(host)s” is the portal’s own host.") % {"host": host})
    other = MemberSite.objects.filter(host__in=twins).exclude(pk=site.pk if site else 0).first()
    rows = WagtailSite.objects.filter(hostname__in=twins)
    row = rows.exclude(root_page_id=(site.root_page_id if site else None) or 0).first()
    if other or row:
        message = _("The host “%(host)s” is taken by “%(site)s”.")
        values = {"host": other.host if other else row.hostname, "site": other or row.site_name}
        raise refuse("TM-02", message % values)
    heir = heir_of_host(host)
    if heir and heir != site:
        message = _(
            "“%(host)s” was the host of “%(site)s” and still leads its readers on; choose another "
            "host, or remove it from the old places first."
        )
        raise refuse("TM-06", message % {"host": host, "site": heir})


def _twins(host: str) -> set[str]:
    """The host with and without "www.": old addresses take both for one (redirects)."""
    bare = host.removeprefix("www.")
    return {bare, f"www.{bare}"}
