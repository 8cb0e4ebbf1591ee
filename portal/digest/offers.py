"""Which sites send news by e-mail, and about what; and what readers call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.digest.models import DigestSettings, DigestTopic
from portal.news.models import ArticleTag
from portal.news.neighbours import series_url
from portal.pages.cards import visible_rows
from portal.sites.models import SiteState
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from portal.pages.models import CardRow
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

Kind = DigestTopic.Kind
# Of this process: the structure's version and the sites that were on then (changing a setting
# makes a new version).
_known: tuple[str, frozenset[int]] = ("", frozenset())


@dataclass(frozen=True)
class NamedTopic:
    """A topic as people read it; ``url`` is whole."""

    key: int
    kind: str
    label: str
    url: str
    is_offered: bool


def sends(site: MemberSite | None, structure: Structure) -> bool:
    """Whether readers may subscribe at ``site`` now; mostly without a query."""
    global _known  # noqa: PLW0603
    if site is None or site.state != SiteState.ACTIVE or site.maintenance:
        return False
    if not structure.version or _known[0] != structure.version:
        on = DigestSettings.objects.filter(is_on=True).values_list("pk", flat=True)
        _known = (structure.version, frozenset(on))
    return site.pk in _known[1]


def topics_of(site: MemberSite) -> list[DigestTopic]:
    """All topics of ``site`` in their order, also those that nobody new can choose."""
    rows = DigestTopic.objects.filter(site=site).select_related("tag", "series", "about", "site")
    return list(rows)


def named(topics: Iterable[DigestTopic], structure: Structure) -> list[NamedTopic]:
    """``topics`` as readers see them; without those that readers do not find at the moment."""
    found = ((topic, _label(topic, structure)) for topic in topics)
    return [
        NamedTopic(topic.pk, topic.kind, *label, is_offered=topic.is_offered)
        for topic, label in found
        if label
    ]


def rows_of(topic: DigestTopic, structure: Structure) -> QuerySet[CardRow]:
    """Cards of the articles of ``topic`` that readers find, newest first."""
    rows = visible_rows(structure).filter(page__articlepage__isnull=False)
    if _label(topic, structure) is None:
        return rows.none()
    if topic.kind == Kind.SITE:
        return rows.filter(site_id=topic.about_id)
    if topic.kind == Kind.SERIES:
        return rows.filter(page__articlepage__series=topic.series_id)
    if topic.kind == Kind.TAG:
        tagged = ArticleTag.objects.filter(tag=topic.tag_id).values("content_object_id")
        rows = rows.filter(pk__in=tagged)
        return rows if topic.site.is_province else rows.filter(site_id=topic.site_id)
    path = structure.nodes_by_id[topic.section_id or 0].path
    below = [node.id for node in structure.nodes.values() if node.path.startswith(path)]
    return rows.filter(section_id__in=below)


def _label(topic: DigestTopic, structure: Structure) -> tuple[str, str] | None:
    """(title, whole address); None while readers do not find it."""
    if topic.kind == Kind.TAG and topic.tag:
        url = of_site("tag_page", topic.site, structure, slug=topic.tag.slug)
        return str(topic.tag.name), structure.whole(url)
    if topic.kind == Kind.SERIES and topic.series:
        owner = structure.site_by_id(topic.series.site_id)
        if owner is None or owner.pk in structure.closed_sites:
            return None
        url = series_url(topic.series.slug, owner, structure)
        return topic.series.title, structure.whole(url)
    if topic.kind == Kind.SITE:
        about = structure.site_by_id(topic.about_id)
        home = structure.home_of(about)
        if about is None or home is None or not home.live or about.pk in structure.closed_sites:
            return None
        if about.pk == topic.site_id:
            title = _("All news of %(site)s") % {"site": about.short_name}
        else:
            title = about.short_name
        return title, structure.whole(home.url)
    node = structure.nodes_by_id.get(topic.section_id or 0)
    if node is None or not node.live or structure.is_closed(node.path):
        return None
    return None if structure.is_restricted(node.path) else (node.title, structure.whole(node.url))
