"""Public templates: addresses of the site's manifest and of its accessibility statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def webapp_manifest(context: Context) -> str:
    return _of_the_site("webapp_manifest", context)


@register.simple_tag(takes_context=True)
def statement_url(context: Context) -> str:
    return _of_the_site("accessibility_statement", context)


def _of_the_site(name: str, context: Context) -> str:
    chrome = context.get("chrome")
    site = chrome.member_site if chrome else None
    return of_site(name, site, structure_of(context.get("request")))
