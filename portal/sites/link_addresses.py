"""Addresses that administrators type for links."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

A_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*")
an_address = URLValidator(schemes=["http", "https"])


def leads_somewhere(url: str) -> bool:
    """Whether ``url`` is a path of this portal or a whole address of the web."""
    if A_PATH.fullmatch(url):
        return True
    try:
        an_address(url)
    except ValidationError:
        return False
    return True
