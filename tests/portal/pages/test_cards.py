"""A card exists exactly while its page is published, and tells what lists show."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from portal.pages.cards import cards_for
from portal.pages.models import CardRow, SectionPage
from tests import factories


@pytest.fixture
def article(site, approver):
    image = factories.make_image(site)
    return factories.make_article(site, approver, title="Bài", lead="Dẫn", main_image=image)


def _card():
    [card] = CardRow.objects.all()
    return card


def test_published_article_has_a_card(article, site):
    card = _card()

    assert (card.page_id, card.title, card.lead) == (article.pk, "Bài", "Dẫn")
    assert (card.site, card.section_id) == (site, factories.section_of(site).pk)
    assert (card.image_id, card.published_at) == (article.main_image_id, article.first_published_at)


def test_draft_has_no_card(site, approver):
    factories.make_article(site, approver, publish=False)

    assert not CardRow.objects.exists()


def test_card_changes_with_publication_not_with_a_draft(article):
    article.title, article.lead = "Bài mới", "Dẫn mới"
    draft = article.save_revision()
    assert _card().title == "Bài"

    draft.publish()

    assert (_card().title, _card().lead) == ("Bài mới", "Dẫn mới")


def test_edited_article_keeps_its_place_in_lists(article):
    before = _card().published_at

    article.save_revision().publish()

    assert _card().published_at == before


def test_unpublished_article_loses_its_card_and_gets_it_back(article):
    article.unpublish()
    assert not CardRow.objects.exists()

    article.save_revision().publish()
    assert _card().title == "Bài"


def test_deleted_article_loses_its_card(article):
    article.delete()

    assert not CardRow.objects.exists()


def test_deleted_section_takes_the_cards_of_its_articles(article, site):
    factories.section_of(site).delete()

    assert not CardRow.objects.exists()


def test_moved_article_belongs_to_its_new_site_and_section(article, other_site):
    section = factories.section_of(other_site)

    article.move(section, pos="last-child")

    assert (_card().site, _card().section_id) == (other_site, section.pk)
    titles = [card.title for card in Client().get("/la-gi/").context["lead_cards"]]
    assert titles == ["Bài"]
    assert Client().get("/tuy-phong/").context["lead_cards"] == []


def test_moved_section_takes_its_cards_to_the_new_site(article, site, other_site):
    section = factories.section_of(site)

    section.move(factories.section_of(other_site), pos="last-child")

    assert (_card().site, _card().section_id) == (other_site, section.pk)
    [card] = Client().get("/la-gi/tin-tuc/").context["cards"]
    assert card.url == f"/la-gi/tin-tuc/tin-tuc/{article.slug}/"
    assert card.site_name == "La Gi"


def test_draft_below_a_moved_section_stays_without_card(site, approver, other_site):
    factories.make_article(site, approver, publish=False)

    factories.section_of(site).move(factories.section_of(other_site), pos="last-child")

    assert not CardRow.objects.exists()


def test_deleted_picture_leaves_the_card_without_picture(article):
    article.main_image.delete()

    assert _card().image is None
    [card] = Client().get("/tuy-phong/tin-tuc/").context["cards"]
    assert card.picture is None
    assert Client().get(article.url).status_code == 200


def test_section_list_shows_articles_of_sections_below(article, site):
    section = factories.section_of(site)
    child = SectionPage(title="Con", slug="con")
    section.add_child(instance=child)
    article.move(child, pos="last-child")

    page = Client().get("/tuy-phong/tin-tuc/").context

    assert [(card.title, card.section_title) for card in page["cards"]] == [("Bài", "Con")]
    assert [node.url for node in page["subsections"]] == ["/tuy-phong/tin-tuc/con/"]


def test_cards_for_keeps_the_given_order_and_leaves_out_what_readers_may_not_see(
    site, approver, rf
):
    articles = [factories.make_article(site, approver, title=f"Bài {i}") for i in range(4)]
    PageViewRestriction.objects.create(page=articles[3], restriction_type="login")
    articles[2].unpublish()
    numbers = [articles[i].pk for i in (1, 3, 0, 2)]

    assert [card.title for card in cards_for(numbers, rf.get("/"))] == ["Bài 1", "Bài 0"]
    assert cards_for([], rf.get("/")) == []
