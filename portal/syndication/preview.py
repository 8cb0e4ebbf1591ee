"""What somebody sees of an offered article who may not open it in its own site's editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from portal.media.variants import Picture, picture_of
from portal.news.models import ArticlePage
from portal.pages.models import SectionPage
from portal.plugins import gate
from portal.sites.structure import STEP, current
from portal.syndication.permissions import is_public

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from portal.syndication.models import Offer


@dataclass(frozen=True)
class Preview:
    """The article as its readers see it now, and what the receiver should know of it."""

    article: ArticlePage
    picture: Picture | None
    topics: list[str]
    files: list[str]
    # Blocks of plugins that are switched off in the receiving site: kept, but not shown there.
    hidden_blocks: list[str]
    url: str


def preview_of(offer: Offer) -> Preview | None:
    """None when readers do not find the article (any more): then nobody else sees it either."""
    article = ArticlePage.objects.filter(pk=offer.article_id).select_related("main_image").first()
    if article is None or not is_public(article):
        return None
    structure = current()
    return Preview(
        article=article,
        picture=picture_of(article.main_image),
        topics=sorted(str(tag.name) for tag in article.tags.all()),
        files=[row.title or row.document.title for row in article.attachments.all()],
        hidden_blocks=hidden_blocks(article, offer.receiver),
        url=structure.whole(structure.url_of(article.url_path)),
    )


def hidden_blocks(article: ArticlePage, site: MemberSite) -> list[str]:
    """Labels of the body's blocks that ``site`` does not show."""
    now, found = gate.current(), []
    known: Any = dict(article.body.stream_block.child_blocks)
    for child in article.body.raw_data:
        block = known.get(child["type"])
        slug = getattr(block, "plugin", "") if block else child["type"].partition("__")[0]
        if slug and not (block and now.is_open_at(slug, site)):
            found.append(str(block.label) if block else _("unknown block"))
    return list(dict.fromkeys(found))


def sections_of(site: MemberSite) -> list[tuple[int, str]]:
    """(key, name) of the sections of ``site`` in the order of its menu; no query."""
    structure = current()
    kind = ContentType.objects.get_for_model(SectionPage).pk
    home = structure.home_paths.get(site.pk, "-")
    found = []
    for path in sorted(structure.nodes):
        node, owner = structure.nodes[path], structure.site_of(path)
        if node.content_type_id == kind and owner and owner.pk == site.pk and node.live:
            depth = (len(path) - len(home)) // STEP - 1
            found.append((node.id, f"{'– ' * max(0, depth)}{node.title}"))
    return found


def likely_section(offer: Offer, choices: list[tuple[int, str]]) -> int | None:
    """The section of the receiver that is called as the article's own one, else none."""
    structure = current()
    path = offer.article.path[:-STEP] if offer.article else ""
    own = structure.nodes.get(path)
    named = {name.lstrip("– ").casefold(): key for key, name in choices}
    return named.get(own.title.casefold()) if own else None
