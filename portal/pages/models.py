"""Structural pages (home, section), what all page types share, and the rows lists read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Page

from portal.pages.base import PortalPage
from portal.pages.blocks import HomeBlock
from portal.pages.fields import BodyField
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest
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
        verbose_name=_("section blocks"),
        blank=True,
        help_text=_("Leave empty to show the first sections of the menu."),
    )

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("blocks")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.pages.lists import home_lists

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **home_lists(self, structure_of(request))}


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
