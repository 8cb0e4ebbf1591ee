"""The drop area for Word files, wherever it is shown."""

from __future__ import annotations

from typing import Any

from django import template

from portal.word.forms import ACCEPTED, SendForm
from portal.word.package import most_bytes
from portal.word.permissions import sections_for

register = template.Library()


@register.simple_tag(takes_context=True)
def word_drop(context: dict[str, Any]) -> dict[str, Any] | None:
    """What the drop area needs; None for people without a section to write in.

    A form that was refused is in the context already, under ``form``.
    """
    user = context["request"].user
    if not sections_for(user):
        return None
    given = context.get("form")
    form = given if isinstance(given, SendForm) else SendForm(user=user)
    return {"form": form, "accept": ACCEPTED, "most_bytes": most_bytes()}
