"""A member site's own host: what may be one, and where it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from wagtail.models import Page

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
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
        and not labels[-1].isdigit()  # an IP address is no name
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
        ValidationError: TM-01 as ``clean_host``; TM-02 another site has it; TM-03 it is the
            portal's own; TM-04 the province's own site was meant.
    """
    if site.is_province:
        message = _("The province’s own site answers on the portal’s host; give it no other.")
        raise refuse("TM-04", message)
    name = clean_host(host) if host.strip() else ""
    if name:
        _refuse_taken(site, name)
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


def _refuse_taken(site: MemberSite, host: str) -> None:
    if host == portal_host():
        raise refuse("TM-03", _("“%(host)s” is the portal’s own host.") % {"host": host})
    other = MemberSite.objects.filter(host=host).exclude(pk=site.pk).first()
    rows = WagtailSite.objects.filter(hostname=host).exclude(root_page_id=site.root_page_id)
    if other or rows.exists():
        message = _("The host “%(host)s” is taken by “%(site)s”.")
        raise refuse("TM-02", message % {"host": host, "site": other or rows[0].site_name})
