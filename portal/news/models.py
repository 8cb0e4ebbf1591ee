"""News articles, their tags and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from portal.media.variants import picture_of
from portal.news import neighbours
from portal.news.forms import ArticlePageForm
from portal.news.linked_data import linked_data
from portal.news.newsroom import Delegation, Mention, Notice, SiteNewsroom, UrgentPublication
from portal.news.workflow import SiteApprovalTask
from portal.pages.base import PortalPage
from portal.pages.blocks import BodyBlock
from portal.pages.cards import CardContent, read_cards, visible_rows
from portal.pages.fields import BodyField
from portal.sites.middleware import structure_of
from portal.sites.structure import origin
from portal.text import nfc, slugify

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.sites.structure import Structure


class Tag(TagBase):
    """A topic. ``key`` makes names that differ only in case or composition one tag."""

    key = models.CharField(max_length=100, unique=True, editable=False)
    free_tagging = True

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = tag_key(self.name)
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag) or "chu-de"
        return slug if i is None else f"{slug}-{i}"


def tag_key(name: str) -> str:
    """What makes two tag names the same: NFC, without case and outer spaces."""
    return " ".join(nfc(name).casefold().split())


class ArticleTag(ItemBase):
    tag = models.ForeignKey(Tag, related_name="articles", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "news.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE
    )


class ArticleKind(models.Model):
    """A kind of article (tin, bài, phóng sự …): what working rules and fees go by."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Without it, new articles cannot take this kind.")
    )

    class Meta:
        verbose_name = _("kind of article")
        verbose_name_plural = _("kinds of articles")
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Articles of one site that follow a matter over time (chuyên đề)."""

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        related_name="series",
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("part of the address"), max_length=120)
    lead = models.TextField(_("introduction"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_open = models.BooleanField(
        _("takes new articles"), default=True, help_text=_("New articles may be put into it.")
    )

    class Meta:
        verbose_name = _("series of articles")
        verbose_name_plural = _("series of articles")
        ordering = ("-is_open", "title")
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="series_address_of_site"),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleAttachment(Orderable):
    """A file that readers may download with the article."""

    page = ParentalKey("news.ArticlePage", related_name="attachments", on_delete=models.CASCADE)
    document = models.ForeignKey(
        "media.PortalDocument", verbose_name=_("file"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=250, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]


class ArticlePage(PortalPage):
    """A news article (tin, bài)."""

    base_form_class = ArticlePageForm
    template = "news/article_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    text_fields = ("title", "lead", "source", "author", "main_image_caption", "search_description")
    body_fields = ("body",)
    route_related = ("main_image", "series")
    # What the news sitemap lists.
    is_news: ClassVar[bool] = True

    lead = models.TextField(
        _("lead"), max_length=1000, help_text=_("One or two sentences that say the essential.")
    )
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    main_image = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    main_image_caption = models.CharField(_("caption"), max_length=500, blank=True)
    event_at = models.DateTimeField(
        _("time of the event"),
        null=True,
        help_text=_("When the reported event took place; news is due within 24 hours of it."),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("For articles taken from elsewhere.")
    )
    author = models.CharField(
        _("author"), max_length=150, blank=True, help_text=_("Name or initials below the article.")
    )
    kind = models.ForeignKey(
        ArticleKind,
        verbose_name=_("kind of article"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    # The article of another site that this one was taken over from.
    origin = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="copies",
    )
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("topics"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("main_image"), FieldPanel("main_image_caption")],
            heading=_("Main picture"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("event_at"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("series")]),
                FieldRowPanel([FieldPanel("author"), FieldPanel("source")]),
                FieldPanel("tags"),
            ],
            heading=_("About the article"),
        ),
        InlinePanel("attachments", heading=_("Attached files"), label=_("File")),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("lead", boost=2),
        index.SearchField("body"),
        index.RelatedFields("tags", [index.SearchField("name", boost=2)]),
        index.FilterField("event_at"),
    ]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def card_content(self) -> CardContent:
        """What lists show of this article."""
        return CardContent(
            title=self.title,
            lead=self.lead,
            published_at=self.first_published_at or self.latest_revision_created_at,
            image=self.main_image,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        structure = structure_of(request)
        tags = sorted(self.tags.all(), key=lambda tag: str(tag.name))
        picture = picture_of(self.main_image)
        canonical = self._canonical_url(structure)
        return {
            **context,
            "picture": picture,
            "picture_url": structure.whole(picture.fallback_url) if picture else "",
            "picture_caption": self.main_image_caption,
            "published_at": self.first_published_at,
            "changed_at": self.last_published_at,
            "event_at": self.event_at,
            "author": self.author,
            "source": self.source,
            "tags": self._tag_links(tags, structure),
            "attachments": self._files(),
            "series": neighbours.of_series(self, structure),
            "related": neighbours.of_topics(self, [tag.pk for tag in tags], structure),
            **neighbours.around(self, structure),
            "short_url": self._short_url(),
            "canonical_url": canonical,
            "linked_data": linked_data(
                self,
                structure=structure,
                canonical=canonical,
                picture=picture,
                topics=[str(tag.name) for tag in tags],
            ),
        }

    def _short_url(self) -> str:
        """The address that stays, wherever the article is moved (portal.reading)."""
        return f"{origin()}{reverse('short_address', args=[self.pk])}" if self.pk else ""

    def _canonical_url(self, structure: Structure) -> str:
        """The whole address; of an article that was taken over, the one at its origin."""
        if self.origin_id:
            rows = visible_rows(structure).filter(pk=self.origin_id)
            for card in read_cards(rows, structure):
                return structure.whole(card.url)
        return structure.whole(structure.url_of(self.url_path))

    def _tag_links(self, tags: list[Tag], structure: Structure) -> list[dict[str, str]]:
        home = structure.home_of(structure.site_of(self.path))
        base = home.url if home else "/"
        return [{"name": tag.name, "url": f"{base}chu-de/{tag.slug}/"} for tag in tags]

    def _files(self) -> list[dict[str, Any]]:
        rows = self.attachments.all()
        if hasattr(rows, "select_related"):
            rows = rows.select_related("document")
        return [
            {
                "title": row.title or row.document.title,
                "url": row.document.url,
                "extension": row.document.file_extension,
                "size": row.document.file_size,
            }
            for row in rows
        ]

    @classmethod
    def taken_over(cls) -> models.QuerySet[Any]:
        """Keys of articles whose address for machines is another one."""
        keys: models.QuerySet[Any] = cls._base_manager.filter(origin__isnull=False).values("pk")
        return keys


__all__ = [
    "ArticleAttachment",
    "ArticlePage",
    "ArticleTag",
    "Delegation",
    "Mention",
    "Notice",
    "SiteApprovalTask",
    "SiteNewsroom",
    "Tag",
    "UrgentPublication",
]
