"""Pictures: a description for who cannot see them, and the name of who took them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.checks.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.checks.reading import Reading


def descriptions(reading: Reading) -> Iterator[Finding]:
    message = _(
        "The picture “%(title)s” has no description for readers who cannot see it; add one in the "
        "image library."
    )
    for placed in reading.pictures:
        image = placed.thing.image
        if not image.description.strip():
            yield Finding(message % {"title": image.title}, placed.field, placed.block)


def credits_given(reading: Reading) -> Iterator[Finding]:
    message = _("The picture “%(title)s” does not say who took it; add the credit.")
    for placed in reading.pictures:
        image = placed.thing.image
        if not (placed.thing.credit.strip() or image.credit.strip() or image.source.strip()):
            yield Finding(message % {"title": image.title}, placed.field, placed.block)
