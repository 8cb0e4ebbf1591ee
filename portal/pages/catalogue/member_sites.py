"""The newest articles of member sites, one panel a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.catalogue.base import FULL, NEWS, Widget
from portal.pages.catalogue.fields import count_field, title_field
from portal.pages.catalogue.place import of_member
from portal.sites.fixed import is_archived
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place, Wanted
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def readable_sites(structure: Structure) -> list[MemberSite]:
    """Member sites that lists of sites name, in their order."""
    closed = structure.closed_sites
    shown = [s for s in structure.sites if not s.is_province and s.pk not in closed]
    return [site for site in shown if not is_archived(site, structure)]


def _choices() -> list[tuple[str, str]]:
    sites = readable_sites(current())
    return [(str(site.root_page_id), site.short_name) for site in sites]


class SitesBlock(blocks.MultipleChoiceBlock):  # type: ignore[misc]
    """Member sites by the ids of their home pages; all are public, so anybody may name them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"choices": _choices, "widget": forms.CheckboxSelectMultiple}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """A site that was closed meanwhile must not keep the others from being saved."""
        known = {key for key, _name in _choices()}
        return super().clean([key for key in value or [] if str(key) in known])


class MemberSitesWidget(Widget):
    home_width = FULL

    title = title_field()
    sites = SitesBlock(
        label=_("Member sites"),
        required=False,
        help_text=_("Choose none to show all that have news."),
    )
    count = count_field(4, most=5)

    def _chosen(self, value: Any, place: Place) -> list[MemberSite]:
        chosen = {str(key) for key in value["sites"] or ()}
        sites = readable_sites(place.structure)
        return [site for site in sites if not chosen or str(site.root_page_id) in chosen]

    def wants(self, value: Any, place: Place) -> Iterator[Wanted]:
        for site in self._chosen(value, place):
            yield of_member(site.pk, int(value["count"] or 1))

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        panels = []
        for site in self._chosen(value, place):
            home = place.structure.home_of(site)
            cards = place.cards(of_member(site.pk, int(value["count"] or 1)))
            if home and home.live and cards:
                panels.append({"name": site.short_name, "url": home.url, "cards": cards})
        return {"panels": panels}

    class Meta:
        label = _("News of member sites")
        icon = "site"
        template = "pages/widgets/member_sites.html"
        label_format = "{title}"
        group = NEWS
