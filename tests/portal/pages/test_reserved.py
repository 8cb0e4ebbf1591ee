"""Addresses that belong to the portal itself are no place for a section."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.pages.models import SectionPage
from tests import factories


@pytest.fixture
def administrator(province, signed_in):
    return signed_in(get_user_model().objects.create_superuser("quantri", "q@portal.example", "x"))


def _add_section(client, parent, slug, title="Tìm nhanh"):
    url = f"/quan-tri/pages/add/pages/sectionpage/{parent.pk}/"
    data = {"title": title, "slug": slug, "intro": "", "comments": inline_formset([])}
    return client.post(url, nested_form_data(data))


def test_section_on_an_address_of_the_portal_is_refused(administrator, province):
    answer = _add_section(administrator, province.root_page, "tim-kiem")

    assert answer.status_code == 200
    assert "TIN-07" in answer.content.decode()
    assert not SectionPage.objects.filter(title="Tìm nhanh").exists()


@pytest.mark.parametrize("slug", ["tim-kiem", ""])
def test_section_named_like_an_address_of_the_portal_gets_another(administrator, province, slug):
    answer = _add_section(administrator, province.root_page, slug, "Tìm kiếm")

    assert answer.status_code == 302
    assert SectionPage.objects.get(title="Tìm kiếm").slug == "muc-tim-kiem"


def test_the_same_word_deeper_down_is_free(administrator, province):
    answer = _add_section(administrator, factories.section_of(province), "tim-kiem")

    assert answer.status_code == 302
    assert SectionPage.objects.get(title="Tìm nhanh").slug == "tim-kiem"


@pytest.mark.parametrize("title", ["Trợ năng", "Chuyên đề", "Lưu trữ tin"])
def test_section_below_a_section_never_takes_the_address_of_a_site(site, title):
    section = SectionPage(title=title)
    factories.section_of(site).add_child(instance=section)

    assert section.slug.startswith("muc-")


@pytest.mark.parametrize(("title", "slug"), [("Trang 2", "muc-trang-2"), ("★★★", "muc")])
def test_article_never_takes_the_address_of_a_list_page(site, approver, title, slug):
    article = factories.make_article(site, approver, title=title)

    assert article.slug == slug


def test_section_named_like_the_topics_gets_another_address(site):
    section = SectionPage(title="Chủ đề")
    site.root_page.add_child(instance=section)

    assert section.slug == "muc-chu-de"


def test_copy_to_an_address_of_the_portal_is_refused(administrator, province):
    section = factories.section_of(province)
    data = {
        "new_title": "Sức khỏe",
        "new_slug": "suc-khoe",
        "new_parent_page": province.root_page.pk,
        "copy_subpages": "",
        "publish_copies": "on",
    }

    answer = administrator.post(f"/quan-tri/pages/{section.pk}/copy/", data)

    assert "TIN-07" in answer.content.decode()
    assert not SectionPage.objects.filter(slug="suc-khoe").exists()
