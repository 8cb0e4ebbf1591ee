"""E-mail addresses: checked, masked for lists, and as keys that do not tell them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.text import nfc

LONGEST = 254
# Of names up to this long only the first letter is shown.
SHORT = 4


def cleaned(typed: str) -> str:
    """An address as it is stored: lower case, the domain in letters that mail servers know.

    Raises:
        ValidationError: NT-01 it is no address; NT-02 the part before the @ has accents.
    """
    wrong = refuse_address()
    text = nfc(typed).strip().lower()
    name, _at, domain = text.rpartition("@")
    if not name or len(text) > LONGEST or not text.isprintable():
        raise wrong
    if not name.isascii():
        text = _("The part before the @ has letters with accents; type the address without them.")
        raise refuse("NT-02", text)
    try:
        found = f"{name}@{domain.encode('idna').decode()}"
        validate_email(found)
    except (ValidationError, UnicodeError) as error:
        raise wrong from error
    host = found.rpartition("@")[2]
    # Mail servers of this machine or network are no mailboxes of readers.
    if len(found) > LONGEST or not found.isascii() or "." not in host or "[" in host:
        raise wrong
    return found


def refuse_address() -> ValidationError:
    return refuse("NT-01", _("Type your e-mail address, for example ten@example.vn."))


def masked(address: str) -> str:
    """As in n•••m@example.vn: enough to recognise one's own, too little to write to."""
    name, _at, domain = address.rpartition("@")
    end = name[-1:] if len(name) > SHORT else ""
    return f"{name[:1]}•••{end}@{domain}"


def key_of(address: str) -> str:
    """A keyed hash: the same for the same address, worth nothing without the portal's secret."""
    return salted_hmac("portal.digest.address", address, algorithm="sha256").hexdigest()
