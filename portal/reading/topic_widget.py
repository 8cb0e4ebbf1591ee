"""The widget of a topic: the newest articles with a tag, or of a series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.errors import refuse
from portal.news.models import ArticleTag, Series, Tag, tag_key
from portal.news.neighbours import series_url
from portal.pages.catalogue.base import NEWS, Widget
from portal.pages.catalogue.fields import count_field, title_field
from portal.pages.catalogue.place import Wanted
from portal.pages.offering import offer
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place, Reader

NAME = "topic"
SERIES, TAG = "series", "tag"


@dataclass(frozen=True)
class Topic:
    """What readers find at ``url``; ``condition`` matches its cards."""

    key: tuple[str, int]
    title: str
    url: str
    condition: Q


def _topics(keys: list[tuple[str, str]], place: Place) -> dict[tuple[str, str], Topic]:
    """Topics by (kind, composed name); of series those of the site, then the province's."""
    found: dict[tuple[str, str], Topic] = {}
    tags = [name for kind, name in keys if kind == TAG]
    rows = Tag.objects.filter(key__in=tags)
    for pk, key, name, slug in rows.values_list("pk", "key", "name", "slug") if tags else ():
        url = of_site("tag_page", place.site, place.structure, slug=slug)
        tagged = ArticleTag.objects.filter(tag=pk).values("content_object_id")
        condition = Q(pk__in=tagged)
        if place.site and not place.site.is_province:
            condition &= Q(site=place.site)
        found[TAG, key] = Topic((TAG, pk), name, url, condition)
    wanted = {name for kind, name in keys if kind == SERIES}
    series = _series_of(place).values_list("pk", "title", "slug", "site_id") if wanted else ()
    for pk, title, slug, site_id in series:
        name, site = tag_key(title), place.structure.site_by_id(site_id)
        is_own = place.site is not None and site_id == place.site.pk
        if name in wanted and (is_own or (SERIES, name) not in found):
            url = series_url(slug, site, place.structure)
            condition = Q(page__articlepage__series=pk)
            found[SERIES, name] = Topic((SERIES, pk), title, url, condition)
    return found


def _series_of(place: Place) -> Any:
    """Series that a widget of this site may show: its own and the province's."""
    sites = {site.pk for site in (place.site, place.structure.province) if site}
    return Series.objects.filter(site__in=sites - place.structure.closed_sites).order_by("pk")


class TopicWidget(Widget):
    title = title_field()
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[(TAG, _("Topic")), (SERIES, _("Series of articles"))], default=TAG
    )
    name = blocks.CharBlock(
        label=_("Name of the topic or series"),
        max_length=200,
        help_text=_("As readers see it, for example on the page of the topic."),
    )
    count = count_field(5)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        name = tag_key(cleaned["name"])
        if cleaned["kind"] == SERIES:
            known = any(tag_key(t) == name for t in Series.objects.values_list("title", flat=True))
        else:
            known = Tag.objects.filter(key=name).exists()
        if not known:
            message = _("There is no topic or series “%(name)s”; write its name as readers see it.")
            error = refuse("BC-07", message % {"name": cleaned["name"][:80]})
            raise blocks.StructBlockValidationError({"name": error})
        return cleaned

    def asks(self, value: Any, place: Place) -> Iterator[tuple[Reader, Any]]:
        del place
        yield _topics, (value["kind"], tag_key(value["name"]))

    def _topic(self, value: Any, place: Place) -> Topic | None:
        topic: Topic | None = next(place.told(*ask) for ask in self.asks(value, place))
        return topic

    def wants(self, value: Any, place: Place) -> Iterator[Wanted]:
        if topic := self._topic(value, place):
            yield Wanted(("topic", topic.key), int(value["count"] or 1), topic.condition)

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        cards = [card for wanted in self.wants(value, place) for card in place.cards(wanted)]
        return {"cards": cards, "topic": self._topic(value, place)}

    class Meta:
        label = _("Articles on one subject")
        icon = "tag"
        template = "pages/widgets/topic.html"
        label_format = "{name}"
        group = NEWS


def install() -> None:
    """Offer the widget on home pages and in every region; called once, at the start."""
    offer(NAME, TopicWidget)
