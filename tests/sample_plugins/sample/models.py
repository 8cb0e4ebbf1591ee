"""What the plugin stores. Tables, like templates and addresses, begin with ``plugin_sample``."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.pages.base import PortalPage
from portal.pages.cards import CardContent
from portal.plugins import gate
from portal.plugins.fields import SiteKey
from portal.plugins.models import SiteSettings
from portal.sites.permissions import sites_of


class NoteQuerySet(models.QuerySet):
    def of_site(self, site):
        """The notices readers see on one member site; None means the whole portal."""
        if site is not None:
            return self.filter(site=site)
        return self.filter(site__in=gate.current().open_sites("sample"))

    def of_person(self, user):
        """The notices of sites in which ``user`` has something to do and the plugin is on."""
        return self.of_site(None).filter(site__in=sites_of(user).values("pk"))


class Note(models.Model):
    """A short notice of one member site."""

    site = SiteKey()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("attached file"), upload_to="plugin_sample", blank=True)
    # The page that a notice tells of, if an event made it.
    page_id = models.PositiveBigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = NoteQuerySet.as_manager()

    panels = [FieldPanel("site"), FieldPanel("title"), FieldPanel("text"), FieldPanel("file")]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self):
        return self.title

    @property
    def url(self):
        """From the host's root, below the address of the notice's site."""
        values = {"pk": self.pk}
        if not self.site.is_province:
            values["site_code"] = self.site.code
        return reverse("plugin_sample:note", kwargs=values)


class Tally(models.Model):
    """How many notices a site had when they were last counted."""

    site = models.OneToOneField("sites.MemberSite", on_delete=models.CASCADE, related_name="+")
    notes = models.PositiveIntegerField(_("notices"), default=0)
    counted_at = models.DateTimeField(_("counted at"), default=timezone.now)

    class Meta:
        verbose_name = _("number of notices")
        verbose_name_plural = _("numbers of notices")
        default_permissions = ()

    def __str__(self):
        return f"{self.site}: {self.notes}"


class SampleSettings(SiteSettings):
    """One row per member site, made when somebody saves the form."""

    heading = models.CharField(_("heading of the notices"), max_length=100, default="Thông báo")

    panels = [FieldPanel("heading")]

    class Meta:
        verbose_name = _("settings of the sample")
        verbose_name_plural = verbose_name


class SamplePage(PortalPage):
    """A page type: created below sections, listed and found while the plugin is on."""

    template = "plugin_sample/sample_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types = []
    text_fields = ("title", "text")

    text = models.TextField(_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("text")]

    class Meta:
        verbose_name = _("sample page")
        verbose_name_plural = _("sample pages")

    def card_content(self):
        """With this the page appears in lists, feeds, the sitemap and the search."""
        return CardContent(
            title=self.title,
            lead=self.text,
            published_at=self.first_published_at or self.latest_revision_created_at,
            image=None,
        )
