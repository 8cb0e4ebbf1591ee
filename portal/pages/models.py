"""Structural pages (home, section), what all page types share, and the rows lists read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin

from portal.pages.base import PortalPage
from portal.pages.blocks import HomeBlock
from portal.pages.fields import BodyField
from portal.pages.regions import RegionBlock
from portal.sites import structure as portal_structure
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse

PAGE_NUMBER = r"^trang-(?P<number>[0-9]{1,9})/$"


class CardRow(models.Model):
    """The card of one published page; see ``cards.py``."""

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="card"
    )
    site = models.ForeignKey(
        "sites.MemberSite", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    section = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    lead = models.TextField(blank=True)
    published_at = models.DateTimeField()
    image = models.ForeignKey(
        "media.PortalImage", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["-published_at"], name="cards_newest"),
            models.Index(fields=["section", "-published_at"], name="cards_newest_of_section"),
            models.Index(fields=["site", "-published_at"], name="cards_newest_of_site"),
        ]

    def __str__(self) -> str:
        return self.title


class FormSubmission(models.Model):
    """A new-page form that was saved: the same form sent again leads to the same page."""

    token = models.CharField(max_length=32, primary_key=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token


class HomePage(PortalPage):
    """The front page of the province or of a member site."""

    is_structural: ClassVar[bool] = True
    # Home pages come into being with their site, by ``create_member_site``.
    is_creatable = False
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page", "pages.HomePage"]
    body_fields = ("blocks",)

    headline = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("pinned headline"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stays first on the page; leave empty to show the newest article."),
    )
    blocks = BodyField(
        HomeBlock(),
        verbose_name=_("blocks of the page"),
        blank=True,
        help_text=_(
            "Leave empty to show the first sections of the menu. With a block “Headline” you "
            "arrange the whole page; without one, top stories and latest news stay above."
        ),
    )

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("blocks")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.pages.layouts import regions_of
        from portal.pages.lists import home_lists

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **home_lists(self, regions_of(request).place)}


class SectionPage(RoutablePageMixin, PortalPage):  # type: ignore[misc]
    """A section (chuyên mục): a list of its articles, and of sections below it."""

    is_structural: ClassVar[bool] = True
    template = "pages/section_page.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]

    intro = models.TextField(_("introduction"), blank=True, max_length=1000)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    text_fields = ("title", "intro")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @re_path(PAGE_NUMBER, name="numbered")
    def numbered(self, request: HttpRequest, number: str) -> TemplateResponse:
        return self.render(request, number=int(number))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.pages.lists import section_list

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        number = kwargs.get("number", 1)
        return {**context, **section_list(self, structure_of(request), number)}


class SiteLayout(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):  # type: ignore[misc]
    """The side widgets of one member site, region by region; see ``layouts.py``."""

    site = models.OneToOneField(
        "sites.MemberSite",
        verbose_name=_("member site"),
        on_delete=models.CASCADE,
        related_name="layout",
    )
    inherits = models.BooleanField(
        _("show the province’s widgets in empty regions"),
        default=True,
        help_text=_(
            "A region in which you put anything shows only that; switch this off to keep the "
            "regions that you leave empty really empty."
        ),
    )
    top = BodyField(RegionBlock("top"), verbose_name=_("top, below the menu"), blank=True)
    aside = BodyField(RegionBlock("aside"), verbose_name=_("side column"), blank=True)
    bottom = BodyField(
        RegionBlock("bottom"), verbose_name=_("end of the content, above the footer"), blank=True
    )

    class Meta:
        verbose_name = _("layout of side widgets")
        verbose_name_plural = _("layouts of side widgets")

    def __str__(self) -> str:
        return str(self.site.name) if self.site_id else ""

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """What readers see changes with the transaction; notes about drafts change nothing."""
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or "live" in update_fields:
                portal_structure.bump()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            portal_structure.bump()
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return deleted

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The site's home page with this layout, which may be a draft or not even saved."""
        site = self.site if self.site_id else structure_of(request).province
        home = HomePage.objects.get(member_site=site)
        request.portal_layout = self  # type: ignore[attr-defined]
        answer: HttpResponse = home.serve(request)
        return answer
