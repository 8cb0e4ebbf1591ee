"""Whatever an archive holds, its reader says one sentence and nothing fails on the server."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from portal.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)
# What values of a wrong kind, missing keys and broken rules of the database raise.
DISORDER = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    DataError,
    IntegrityError,
    ObjectDoesNotExist,
)
CODE = re.compile(r"[A-Z]{2,5}-[0-9]{2}")


@contextmanager
def in_order(where: Any) -> Iterator[None]:
    """Within, content that is not as the format demands is refused with BG-09 or BG-10."""
    try:
        yield
    except ValidationError as error:
        if CODE.fullmatch(str(getattr(error, "code", "") or "")):
            raise
        message = _("“%(where)s” in the archive is not valid: %(problem)s")
        values = {"where": str(where)[:150], "problem": " ".join(error.messages)[:500]}
        raise refuse("BG-10", message % values) from error
    except DISORDER as error:
        logger.warning("Archive not in order at %s", where, exc_info=error)
        message = _("“%(where)s” in the archive is not as an archive of a site has it.")
        raise refuse("BG-09", message % {"where": str(where)[:150]}) from error
