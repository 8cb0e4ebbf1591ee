"""Addresses that belong to the portal itself are no place for a section."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.pages.models import SectionPage
from tests import factories


@pytest.fixture
def administrator(province, signed_in):
    return signed_in(get_user_model().objects.create_superuser("quantri", "q@portal.example", "x"))


def _add_section(client, parent, slug):
    url = f"/quan-tri/pages/add/pages/sectionpage/{parent.pk}/"
    data = {"title": "Tìm kiếm", "slug": slug, "intro": "", "comments": inline_formset([])}
    return client.post(url, nested_form_data(data))


def test_section_on_an_address_of_the_portal_is_refused(administrator, province):
    answer = _add_section(administrator, province.root_page, "tim-kiem")

    assert answer.status_code == 200
    assert "TIN-07" in answer.content.decode()
    assert not SectionPage.objects.filter(title="Tìm kiếm").exists()


def test_the_same_word_deeper_down_is_free(administrator, province):
    answer = _add_section(administrator, factories.section_of(province), "tim-kiem")

    assert answer.status_code == 302
    assert SectionPage.objects.get(title="Tìm kiếm").slug == "tim-kiem"
