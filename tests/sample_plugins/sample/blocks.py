"""A block for article bodies and one for the regions around a page's content."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plugins.sample.models import Note, SampleSettings
from portal.pages.chrome import Chrome


class NoticeBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"))

    class Meta:
        label = _("Notice box")
        icon = "info-circle"
        template = "plugin_sample/blocks/notice.html"


class LatestNotesBlock(blocks.StructBlock):
    count = blocks.IntegerBlock(label=_("Number of notices"), default=3, min_value=1, max_value=10)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        site = Chrome(context["request"]).member_site
        notes = Note.objects.of_site(site).select_related("site")[: value["count"]]
        heading = SampleSettings.of(site).heading
        return {**context, "notes": notes, "heading": heading}

    class Meta:
        label = _("Latest notices")
        icon = "info-circle"
        template = "plugin_sample/blocks/latest_notes.html"
