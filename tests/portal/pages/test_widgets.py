import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.models import Page

from portal.news.models import ArticlePage
from portal.pages.models import HomePage, SectionPage
from portal.pages.widgets import FORMATTERS, PortalCopyForm, VietnameseSlugInput
from portal.text import slugify
from tests import factories
from tests.portal.test_text import any_text

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def browser_slug(title):
    """What the admin's script does with the formatters, in Python."""
    for pattern, replacement in FORMATTERS:
        title = re.sub(pattern, replacement.replace("$1", r"\1"), title)
    return title


@given(any_text | st.text(alphabet="Đảng bộ-xyz", min_size=90, max_size=140))
def test_formatters_are_slugify_for_latin_text(title):
    latin = "".join(c for c in title if c < "\u0250" or "\u0300" <= c <= "\u036f" or c > "\u1e00")
    assert browser_slug(latin) == slugify(latin)


@pytest.mark.parametrize("model", [ArticlePage, SectionPage, HomePage, Page])
def test_every_slug_field_of_the_admin_has_the_widget(model):
    field = formfield_for_dbfield(model._meta.get_field("slug"))
    assert isinstance(field.widget, VietnameseSlugInput)


def test_copy_form_has_the_widget(site, approver):
    article = factories.make_article(site, approver)
    form = article.specific_class.copy_form_class(page=article, user=approver)
    assert isinstance(form, PortalCopyForm)
    assert isinstance(form.fields["new_slug"].widget, VietnameseSlugInput)


@pytest.mark.parametrize("live", [True, False])
def test_pages_saved_without_slug_get_a_vietnamese_one(site, live):
    section = factories.section_of(site)
    made = [
        section.add_child(instance=SectionPage(title=title, live=live)).slug
        for title in ("Đường sắt", "Đường sắt", "???")
    ]
    assert made[:2] == ["duong-sat", "duong-sat-2"]
    assert made[2]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["05/11/2026 14:30", "5-11-2026 14:30", "05.11.2026 14h30"])
def test_event_time_is_read_day_first(language, typed):
    with override(language):
        field = formfield_for_dbfield(ArticlePage._meta.get_field("event_at"))
        assert field.clean(typed) == datetime(2026, 11, 5, 14, 30, tzinfo=LOCAL)
