"""Widgets that show cards of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.catalogue.base import FULL, NEWS, Widget
from portal.pages.catalogue.fields import PageKeyBlock, count_field, section_field, title_field
from portal.pages.catalogue.place import of_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portal.pages.catalogue.place import Place, Wanted

MAX_SMALL = 4
VIDEOS_A_PAGE = 10
MAX_VIDEOS = 50


class NewestWidget(Widget):
    """The newest articles as a list of titles; ``extra`` more cards for what a subclass adds."""

    title = title_field()
    section = section_field(required=False)
    count = count_field(5)

    extra = 0

    def _count(self, value: Any) -> int:
        return int(value["count"] or 0) + self.extra

    def wants(self, value: Any, place: Place) -> Iterable[Wanted]:
        spare = 0 if value["section"] else MAX_SMALL + 1
        wanted = place.newest(value["section"], self._count(value) + spare)
        return [wanted] if wanted else []

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        cards = [card for wanted in self.wants(value, place) for card in place.cards(wanted)]
        if value["section"]:
            section = place.node(value["section"])
        else:
            section = None
            cards = [card for card in cards if card.key not in place.taken]
        return {"cards": cards[: self._count(value)], "section": section}

    class Meta:
        label = _("Newest articles")
        icon = "list-ul"
        template = "pages/widgets/newest.html"
        label_format = "{title}"
        group = NEWS


class SectionNewsWidget(NewestWidget):
    """News of one section: one article with its picture, then titles."""

    section = section_field()

    class Meta:
        label = _("News of a section")
        icon = "folder-open-inverse"
        template = "pages/widgets/section_news.html"


class NoticesWidget(NewestWidget):
    """The newest of a section as dated lines."""

    section = section_field()
    count = count_field(6)

    class Meta:
        label = _("Notices")
        icon = "info-circle"
        template = "pages/widgets/notices.html"


class PhotoReportWidget(NewestWidget):
    """One large picture and a row of small ones, each leading to its article."""

    home_width = FULL
    section = section_field()
    count = count_field(4, most=8)
    extra = 1

    class Meta:
        label = _("Photo story")
        icon = "image"
        template = "pages/widgets/photo_report.html"


class VideoPagerWidget(NewestWidget):
    """Titles of videos, ten a page; all pages are in the document, a script turns them."""

    section = section_field()
    count = count_field(20, most=MAX_VIDEOS)

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        found = super().shown(value, place)
        cards = found["cards"]
        starts = range(0, len(cards), VIDEOS_A_PAGE)
        return {**found, "pages": [cards[at : at + VIDEOS_A_PAGE] for at in starts]}

    class Meta:
        label = _("Videos, by pages")
        icon = "media"
        template = "pages/widgets/videos.html"


class HeadlineWidget(Widget):
    """One large article, pinned or the newest, and up to four more."""

    home_width = FULL

    title = title_field()
    article = PageKeyBlock(
        label=_("Pinned article"),
        required=False,
        help_text=_("Stays first; leave empty to show the newest article."),
    )
    section = section_field(required=False)
    count = blocks.IntegerBlock(
        label=_("Number of further articles"), default=MAX_SMALL, min_value=0, max_value=MAX_SMALL
    )

    def _pinned(self, value: Any, place: Place) -> int | None:
        """A home page has a pinned headline of its own."""
        return value["article"] or getattr(place.page, "headline_id", None)

    def wants(self, value: Any, place: Place) -> Iterator[Wanted]:
        if pinned := self._pinned(value, place):
            yield of_pages([pinned])
        newest = place.newest(value["section"], int(value["count"] or 0) + 1)
        if newest:
            yield newest

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        cards = []
        for wanted in self.wants(value, place):
            cards += [card for card in place.cards(wanted) if card not in cards]
        cards = cards[: 1 + int(value["count"] or 0)]
        place.taken |= {card.key for card in cards}
        return {"lead": cards[0] if cards else None, "more": cards[1:]}

    class Meta:
        label = _("Headline")
        icon = "pick"
        template = "pages/widgets/headline.html"
        label_format = "{title}"
        group = NEWS
