"""Slugs in the browser: the admin's own script makes the same ones as ``portal.text.slugify``."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets.slug import SlugInput

from portal.language.inputs import TypedDateInput, TypedDateTimeInput
from portal.pages.addresses import is_reserved
from portal.pages.forms import reserved_slug
from portal.text import INVISIBLE, SLUG_LENGTH, fold

# Latin letters with marks, and the combining marks that go with them.
_LETTER_BLOCKS = [(0x41, 0x5A), (0xC0, 0x24F), (0x1E00, 0x1EFF), (0x212A, 0x212B)]
_MARKS = "\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20dc"


def formatters() -> list[tuple[str, str]]:
    """Pairs of regular expression and replacement that, one after another, are ``slugify``.

    The expressions mean the same in Python and in JavaScript; ``$1`` is JavaScript's group.
    """
    variants: dict[str, str] = dict.fromkeys(ascii_lowercase, "")
    for first, last in _LETTER_BLOCKS:
        for char in map(chr, range(first, last + 1)):
            if (letter := fold(char).lower()) in variants:
                variants[letter] += char
    return [
        (f"[{INVISIBLE}{_MARKS}]", ""),
        *((f"[{chars}]", letter) for letter, chars in variants.items()),
        ("[^a-z0-9]+", "-"),
        ("^-|-$", ""),
        (f"^(?=.{{{SLUG_LENGTH + 1}}})(.{{1,{SLUG_LENGTH}}})-.*$", "$1"),
        (f"^(.{{{SLUG_LENGTH}}}).+$", "$1"),
    ]


FORMATTERS = formatters()


class VietnameseSlugInput(SlugInput):
    """Wagtail's slug field with ``FORMATTERS``, while typing a title and on leaving the field."""

    def __init__(self, attrs: dict[str, Any] | None = None, locale: object = None) -> None:
        super().__init__(attrs, formatters=FORMATTERS, locale=locale)


class PortalCopyForm(CopyForm):
    """Our slug field (Wagtail names its own here), and no address that is taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = VietnameseSlugInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("new_slug") or ""
        if is_reserved(slug, cleaned.get("new_parent_page") or self.page.get_parent()):
            self.add_error("new_slug", reserved_slug(slug))
        return cleaned


def use_everywhere() -> None:
    """Give the widgets to all fields of their kind in the admin: pages, snippets, settings."""
    register_form_field_override(models.DateTimeField, override={"widget": TypedDateTimeInput})
    register_form_field_override(models.DateField, override={"widget": TypedDateInput})
    register_form_field_override(models.SlugField, override={"widget": VietnameseSlugInput})
