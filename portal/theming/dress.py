"""All that a site puts on at once: theme, colours, shape of the header, logo, line in the header.

It is chosen, stored, applied and taken back as a whole, so two people never mix theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wagtail.images import get_image_model

from portal.theming import registry
from portal.theming.contrast import is_colour
from portal.theming.look import Choice

if TYPE_CHECKING:
    from portal.media.models import PortalImage
    from portal.sites.models import MemberSite

HEADER_TEXT_LENGTH = 200
NAME_LENGTH = 60


def clean_choice(theme: Any, look: Any) -> Choice:
    """What can be used of values that were stored, or written elsewhere; never fails."""
    values = look if isinstance(look, dict) else {}
    colours = values.get("colours")
    kept = colours if isinstance(colours, dict) else {}
    header = values.get("header")
    return Choice(
        theme[:NAME_LENGTH] if isinstance(theme, str) and theme else registry.BASE,
        {
            name: colour.lower()
            for name, colour in kept.items()
            if isinstance(name, str) and isinstance(colour, str) and is_colour(colour)
        },
        header[:NAME_LENGTH] if isinstance(header, str) else "",
    )


@dataclass(frozen=True)
class Dress:
    """``logo_name`` is there to be read when the picture itself is gone."""

    choice: Choice
    logo_id: int | None = None
    logo_name: str = ""
    header_text: str = ""

    @classmethod
    def of(cls, site: MemberSite) -> Dress:
        """What the site has on."""
        logo = site.logo
        return cls(
            clean_choice(site.theme, site.look),
            logo.pk if logo else None,
            logo.title if logo else "",
            site.header_text,
        )

    @classmethod
    def chosen(cls, choice: Choice, logo: PortalImage | None, header_text: str) -> Dress:
        """What somebody chose, without colours that are the theme's own."""
        usual = {colour.name: colour.light for colour in registry.colours(choice.theme)}
        own = {
            name: colour.lower()
            for name, colour in choice.colours.items()
            if usual.get(name) != colour.lower()
        }
        names = [name for name, _label in registry.headers(choice.theme)]
        header = "" if names and choice.header == names[0] else choice.header
        kept = Choice(choice.theme, own, header)
        return cls(kept, logo.pk if logo else None, logo.title if logo else "", header_text)

    @classmethod
    def from_kept(cls, row: Any) -> Dress:
        """The other way of ``kept``; a logo that is gone is left out."""
        values = row if isinstance(row, dict) else {}
        key = values.get("logo")
        images = get_image_model()._default_manager
        logo = images.filter(pk=key).first() if isinstance(key, int) else None
        return cls(
            clean_choice(values.get("theme"), values),
            logo.pk if logo else None,
            str(values.get("logo_name", "")) if logo else "",
            str(values.get("header_text", ""))[:HEADER_TEXT_LENGTH],
        )

    def kept(self) -> dict[str, Any]:
        """What rows of the history hold."""
        own = {"logo": self.logo_id, "logo_name": self.logo_name, "header_text": self.header_text}
        return {"theme": self.choice.theme, **self.choice.stored(), **own}

    def is_like(self, other: Dress) -> bool:
        """Whether readers see no difference."""
        return replace(self, logo_name="") == replace(other, logo_name="")

    def without(self, worn: Dress, before: Dress) -> Dress:
        """The same, but what is still as in ``worn`` is as it was ``before``."""
        same_logo = self.logo_id == worn.logo_id
        same_text = self.header_text == worn.header_text
        return Dress(
            before.choice if self.choice == worn.choice else self.choice,
            before.logo_id if same_logo else self.logo_id,
            before.logo_name if same_logo else self.logo_name,
            before.header_text if same_text else self.header_text,
        )
