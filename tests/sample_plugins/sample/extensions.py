"""Everything the plugin adds to the portal. All of it is switched on and off with the plugin."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from plugins.sample.admin_views import COUNT
from plugins.sample.blocks import LatestNotesBlock, NoticeBlock
from plugins.sample.checks import notes_have_titles
from plugins.sample.handlers import on_page_published
from plugins.sample.models import SampleSettings
from plugins.sample.panels import newest_notes
from plugins.sample.search import search_notes, sitemap_entries
from plugins.sample.tasks import count_again
from plugins.sample.viewsets import NoteViewSet
from portal.plugins.events import PagePublished
from portal.plugins.points import (
    AdminList,
    BodyBlock,
    EventHandler,
    HealthCheck,
    HomePanel,
    MenuItem,
    Periodic,
    Permission,
    Report,
    SearchSource,
    SettingsPanel,
    SideWidget,
    SitemapSource,
)

extensions = [
    # The admin
    Permission("count_notes", _("Can count notices"), roles=("editor", "approver")),
    MenuItem(
        _("Overview of notices"), "plugin_sample__admin:overview", "info-circle", permission=COUNT
    ),
    AdminList("notes", NoteViewSet, roles=("editor", "approver")),
    Report(_("Report of notices"), "plugin_sample__admin:report"),
    HomePanel(newest_notes),
    SettingsPanel(SampleSettings),
    # Readers
    BodyBlock("notice", NoticeBlock()),
    SideWidget("latest", LatestNotesBlock(), regions=("aside", "bottom")),
    SearchSource("notes", _("Notices"), search_notes),
    SitemapSource(sitemap_entries),
    # Behind the scenes
    EventHandler(PagePublished, on_page_published),
    Periodic(count_again, every=timedelta(hours=1)),
    HealthCheck("titles", notes_have_titles),
]
