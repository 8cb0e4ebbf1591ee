"""Whether a choice can be worn: a theme that is here, its colours, and pairs that can be read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.theming import registry
from portal.theming.contrast import is_colour
from portal.theming.look import unreadable

if TYPE_CHECKING:
    from portal.theming.look import Choice, Unreadable


def check_choice(choice: Choice) -> None:
    """Raises ValidationError: GD-01 theme, GD-02 colour or GD-04 header that is not there, GD-03
    for each pair that cannot be read.
    """
    check_parts(choice)
    worst: dict[str, Unreadable] = {}
    for found in unreadable(choice):
        kept = worst.get(found.pair.label)
        if kept is None or found.ratio < kept.ratio:
            worst[found.pair.label] = found
    if worst:
        raise ValidationError([refuse("GD-03", told(found)) for found in worst.values()])


def check_parts(choice: Choice) -> None:
    """What a preview needs, too. Raises ValidationError GD-01, GD-02, GD-04."""
    if choice.theme not in registry.themes():
        text = _("The theme “%(theme)s” is not here or cannot be read; choose another one.")
        raise refuse("GD-01", text % {"theme": choice.theme})
    known = {colour.name: colour.label for colour in registry.colours(choice.theme)}
    for name, colour in choice.colours.items():
        if name not in known:
            text = _("The theme has no colour “%(name)s”.")
            raise refuse("GD-02", text % {"name": name})
        if not is_colour(colour):
            text = _("%(label)s: write the colour as #rrggbb, for example #93141b.")
            raise refuse("GD-02", text % {"label": known[name]})
    names = [name for name, _label in registry.headers(choice.theme)]
    if choice.header and choice.header not in names:
        raise refuse("GD-04", _("The theme has no header of this shape; choose another one."))


def told(found: Unreadable) -> str:
    """Which pair, what it has and what it needs."""
    values = {
        "pair": found.pair.label,
        "ratio": ratio_text(found.ratio),
        "least": ratio_text(found.pair.least),
    }
    if found.mode == "dark":
        text = _("%(pair)s cannot be read on the dark page: %(ratio)s:1, %(least)s:1 is needed.")
    else:
        text = _("%(pair)s cannot be read: %(ratio)s:1, %(least)s:1 is needed.")
    return text % values


def ratio_text(ratio: float) -> str:
    """With one decimal, never rounded up: 4,46 is not the 4,5 that is wanted."""
    return str(number_format(math.floor(ratio * 10 + 1e-9) / 10, 1))
