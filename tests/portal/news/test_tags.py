"""Topics: one per name however it is typed, its address, and the lists of its articles."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.news.models import Tag
from tests import factories
from tests.portal.news import desk

# The editor's script puts names with spaces in quotation marks.
NAMES = ["Đảng phí", "đảng phí", "ĐẢNG PHÍ", "Đa\u0309ng phi\u0301", "  Đảng   phí "]


@pytest.fixture
def reader():
    return Client()


def _titles(response):
    return [card.title for card in response.context["cards"]]


@pytest.mark.parametrize("typed", NAMES)
def test_topic_that_exists_keeps_its_spelling(contributor, signed_in, site, typed):
    Tag.objects.create(name="Đảng phí")

    desk.write(signed_in(contributor), site, tags=f'"{typed}"')

    assert [tag.name for tag in Tag.objects.all()] == ["Đảng phí"]


def test_one_form_with_two_spellings_makes_one_topic(contributor, signed_in, site):
    desk.write(signed_in(contributor), site, tags='"Đảng phí", "đảng phí"')

    assert Tag.objects.count() == 1


def test_addresses_of_topics_have_no_accents_and_differ(db):
    slugs = [Tag.objects.create(name=name).slug for name in ("Đảng phí", "Dang phi", "★")]

    assert slugs == ["dang-phi", "dang-phi-1", "chu-de"]


def test_topic_lists_published_articles_of_all_sites_or_of_one(
    reader, province, site, other_site, approver, signed_in
):
    admin = factories.make_person(None, None, "quan-tri")
    type(admin).objects.filter(pk=admin.pk).update(is_superuser=True)
    admin.refresh_from_db()
    for number, owner in enumerate((province, site, other_site)):
        factories.make_article(owner, admin, title=f"Bài {number}", tags=["Đảng phí"])
    factories.make_article(site, admin, title="Nháp", tags=["Đảng phí"], publish=False)
    factories.make_article(site, admin, title="Khác", tags=["Khác"])

    assert _titles(reader.get("/chu-de/dang-phi/")) == ["Bài 2", "Bài 1", "Bài 0"]
    of_site = reader.get("/tuy-phong/chu-de/dang-phi/")
    assert _titles(of_site) == ["Bài 1"]
    assert of_site.context["chrome"].site.code == "tuy-phong"


def test_article_links_to_its_topics_within_its_site(reader, site, approver):
    article = factories.make_article(site, approver, tags=["Đảng phí"])

    page = reader.get(article.url)

    assert page.context["tags"] == [{"name": "Đảng phí", "url": "/tuy-phong/chu-de/dang-phi/"}]


def test_topic_with_many_articles_has_pages(reader, site, approver):
    for number in range(21):
        factories.make_article(site, approver, title=f"Bài {number}", tags=["Đảng phí"])

    second = reader.get("/tuy-phong/chu-de/dang-phi/trang-2/")

    assert _titles(second) == ["Bài 0"]
    assert second.context["pagination"].previous_url == "/tuy-phong/chu-de/dang-phi/"
    assert len(_titles(reader.get("/tuy-phong/chu-de/dang-phi/"))) == 20


@pytest.mark.parametrize(
    "address",
    ["/chu-de/khong-co/", "/khong-co/chu-de/dang-phi/", "/tinh/chu-de/dang-phi/", "/chu-de/"],
)
def test_address_without_topic_or_site_is_not_found(reader, site, address):
    Tag.objects.create(name="Đảng phí")

    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999"])
def test_page_number_out_of_range_shows_the_nearest_page(reader, site, approver, number):
    factories.make_article(site, approver, title="Bài", tags=["Đảng phí"])

    assert _titles(reader.get(f"/chu-de/dang-phi/trang-{number}/")) == ["Bài"]


def test_address_of_a_topic_is_reversible(province):
    assert reverse("tag_page", kwargs={"slug": "dang-phi"}) == "/chu-de/dang-phi/"
