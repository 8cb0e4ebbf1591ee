"""Refusals that speak: one sentence for the person, one code for support (docs/error-codes.md)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

logger = logging.getLogger(__name__)


def sentence(code: str, message: str | _StrPromise) -> str:
    """``message`` followed by its code, for places that show text and raise nothing."""
    # What somebody typed may be quoted here, and half a surrogate pair cannot be sent or logged.
    whole = str(message).encode("utf-8", "replace").decode()
    text = whole.rstrip().removesuffix(".")
    return _("%(message)s (code %(code)s).") % {"message": text, "code": code}


def refuse(code: str, message: str | _StrPromise) -> ValidationError:
    """An error to raise or to add to a form.

    Args:
        code: of the table in docs/error-codes.md, for example "TIN-01"; also ``error.code``.
        message: one translated sentence that says what is wrong and what to do.
    """
    text = sentence(code, message)
    # The line carries the request's id, which is also on the screen of whoever calls for help.
    logger.info("refused: %s", text)
    return ValidationError(text, code=code)
