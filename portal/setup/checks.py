"""Whether an address is still free, asked while the form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.pages.hosts import clean_host, portal_host
from portal.pages.services import refuse_taken_code

if TYPE_CHECKING:
    from collections.abc import Callable


def free_code(code: str) -> str:
    """The code, when a new site can have it.

    Raises:
        ValidationError: TV-01 to TV-03, without the name of a field.
    """
    try:
        refuse_taken_code(code)
    except ValidationError as refusal:
        raise ValidationError(refusal.error_dict["code"]) from refusal
    return code


def free_host(text: str) -> str:
    """The host as it is stored, or "" when none is given.

    Raises:
        ValidationError: TM-01 no host name, TM-02 another site has it, TM-03 it is the portal's.
    """
    if not text.strip():
        return ""
    host = clean_host(text)
    if host == portal_host():
        raise refuse("TM-03", _("“%(host)s” is the portal’s own host.") % {"host": host})
    row = WagtailSite.objects.filter(hostname=host).first()
    if row:
        message = _("The host “%(host)s” is taken by “%(site)s”.")
        raise refuse("TM-02", message % {"host": host, "site": row.site_name})
    return host


def sentence_of(check: Callable[[str], str], value: str) -> str:
    """What ``check`` has against ``value``; "" when nothing."""
    try:
        check(value)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
