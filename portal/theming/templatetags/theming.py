"""Public templates: files of the theme, and the head of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.theming import active
from portal.theming.finders import JOINED

if TYPE_CHECKING:
    from portal.theming.look import Look

register = template.Library()

# What the reader chose once holds before anything is painted; nothing waits for a file. The scripts
# come when the page is there, or is touched: until then they would share the line with its picture.
EARLY = (
    'try{for(const k of["scheme","contrast","text"]){const v=localStorage.getItem("portal-"+k);'
    "if(v)document.documentElement.dataset[k]=v}}catch{}"
    '{const s=document.currentScript.dataset.later.split(" "),go=()=>{for(const u of s)import(u)};'
    'for(const e of["load","pointerdown","keydown"])addEventListener(e,go,{once:true})}'
)
LATER = ("js/site.js", "js/widgets.js", "js/offline.js")


@register.simple_tag
def theme_static(path: str) -> str:
    """The address of a static file of the theme, its parent's when it brings none."""
    return static(f"themes/{active.slug()}/{path}")


@register.simple_tag(takes_context=True)
def theme_head(context: Context) -> SafeString:
    """The reader's settings, the scripts, the styles of the theme and the colours of the site."""
    look: Look | None = context.get("look")
    # The only inline parts of a page: no data of people is in them.
    styles = mark_safe(f"<style>{look.styles}</style>") if look and look.styles else ""  # noqa: S308
    return format_html(
        '<script data-later="{}">{}</script>\n<link rel="stylesheet" href="{}">{}',
        " ".join(theme_static(path) for path in LATER),
        mark_safe(EARLY),  # noqa: S308
        theme_static(JOINED),
        styles,
    )
