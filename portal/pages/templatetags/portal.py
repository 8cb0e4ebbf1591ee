"""Public templates: side regions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def region(context: Context, name: str) -> SafeString:
    """The side widgets of a region; empty when there are none, or outside of any request."""
    from portal.pages.layouts import regions_of

    request = context.get("request")
    if request is None:
        return SafeString("")
    values: Any = context.flatten()
    return regions_of(request).render(name, values)


@register.simple_tag(takes_context=True)
def has_region(context: Context, name: str) -> bool:
    """Whether the region has widgets at all: known before any is rendered, so that the page is
    laid out once, however slowly it comes in.
    """
    from portal.pages.layouts import regions_of

    request = context.get("request")
    return bool(request and regions_of(request).streams.get(name))
