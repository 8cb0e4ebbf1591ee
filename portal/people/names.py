"""Names, user names and e-mail addresses of people as they are stored."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.text import clean_pasted, nfc, slugify

USERNAME_LENGTH = 120


def clean_email(email: str) -> str:
    """One spelling of an address: composed letters, small, without blanks around."""
    return nfc(email).strip().lower()


def clean_name(name: str) -> str:
    """A name on one line, without what cannot be seen."""
    return " ".join(clean_pasted(name).text.split())


def name_of_person(typed: str) -> str:
    """``clean_name`` of a part of a person's name; ND-13 for what is none."""
    name = clean_name(typed)
    if not any(char.isalpha() for char in name) or any(char in name for char in "<>@:/\\"):
        raise refuse("ND-13", _("This is not a name of a person."))
    return name


def free_username(last_name: str, first_name: str) -> str:
    """A user name nobody has: "nguyen.van.an", then "nguyen.van.an2" and so on."""
    wanted = slugify(f"{last_name} {first_name}", USERNAME_LENGTH).replace("-", ".") or "nguoi.dung"
    accounts = get_user_model().objects
    taken = {
        name.lower()
        for name in accounts.filter(username__istartswith=wanted).values_list("username", flat=True)
    }
    number = 1
    found = wanted
    while found in taken:
        number += 1
        found = f"{wanted}{number}"
    return found
