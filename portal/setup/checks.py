"""Whether an address is still free, asked while the form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from portal.pages.hosts import clean_host, refuse_taken_host
from portal.pages.services import refuse_taken_code

if TYPE_CHECKING:
    from collections.abc import Callable


def free_code(code: str) -> str:
    """The code, when a new site can have it.

    Raises:
        ValidationError: those of ``refuse_taken_code``, without the name of a field.
    """
    try:
        refuse_taken_code(code)
    except ValidationError as refusal:
        raise ValidationError(refusal.error_dict["code"]) from refusal
    return code


def free_host(text: str) -> str:
    """The host as it is stored, or "" when none is given.

    Raises:
        ValidationError: TM-01 no host name; TM-02, TM-03, TM-06 as ``refuse_taken_host``.
    """
    if not text.strip():
        return ""
    host = clean_host(text)
    refuse_taken_host(host)
    return host


def sentence_of(check: Callable[[str], str], value: str) -> str:
    """What ``check`` has against ``value``; "" when nothing."""
    try:
        check(value)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
