"""What home pages show: headlines, newest articles, blocks of sections."""

import pytest
from django.test import Client

from portal.pages.models import SectionPage
from portal.sites.models import Role
from tests import factories


@pytest.fixture
def home(site):
    return site.root_page.specific


def _publish(home, **values):
    for name, value in values.items():
        setattr(home, name, value)
    home.save_revision().publish()


def _context(url="/tuy-phong/"):
    return Client().get(url).context


def _titles(cards):
    return [card.title for card in cards]


def test_empty_site_says_so(site):
    page = Client().get("/tuy-phong/")

    assert page.status_code == 200
    assert page.context["lead_cards"] == page.context["latest"] == []
    assert page.context["section_blocks"] == []
    assert "Chưa có tin, bài" in page.content.decode()


def test_newest_articles_come_first_and_none_twice(site, approver):
    for number in range(18):
        factories.make_article(site, approver, title=f"Bài {number}")

    context = _context()

    assert _titles(context["lead_cards"]) == [f"Bài {n}" for n in (17, 16, 15, 14, 13)]
    assert _titles(context["latest"]) == [f"Bài {n}" for n in range(12, 2, -1)]


def test_pinned_headline_stays_first(site, home, approver):
    old = factories.make_article(site, approver, title="Ghim")
    for number in range(3):
        factories.make_article(site, approver, title=f"Bài {number}")

    _publish(home, headline=old)
    assert _titles(_context()["lead_cards"]) == ["Ghim", "Bài 2", "Bài 1", "Bài 0"]

    old.unpublish()
    assert _titles(_context()["lead_cards"]) == ["Bài 2", "Bài 1", "Bài 0"]


def test_deleted_headline_leaves_the_home_page_whole(site, home, approver):
    old = factories.make_article(site, approver, title="Ghim")
    _publish(home, headline=old)

    old.delete()

    assert Client().get("/tuy-phong/").status_code == 200


def test_province_shows_all_sites_and_a_member_site_its_own(province, site, other_site, approver):
    chief = factories.make_person(None, Role.NEWSROOM)
    factories.make_article(province, chief, title="Tỉnh")
    factories.make_article(site, chief, title="Xã")

    assert _titles(_context("/")["lead_cards"]) == ["Xã", "Tỉnh"]
    assert _titles(_context("/tuy-phong/")["lead_cards"]) == ["Xã"]
    assert _titles(_context("/la-gi/")["lead_cards"]) == []


def test_sections_of_the_menu_are_the_default_blocks(site, approver):
    factories.make_article(site, approver, title="Tin")
    factories.make_article(site, approver, title="Xây", section="xay-dung-dang")

    blocks = _context()["section_blocks"]

    found = [(block["title"], block["url"], _titles(block["cards"])) for block in blocks]
    assert found == [
        ("Tin tức", "/tuy-phong/tin-tuc/", ["Tin"]),
        ("Xây dựng Đảng", "/tuy-phong/xay-dung-dang/", ["Xây"]),
    ]


def test_no_more_than_six_sections_are_the_default_blocks(site, home, approver):
    for number in range(7):
        section = SectionPage(title=f"Mục {number}", slug=f"muc-{number}", show_in_menus=True)
        home.add_child(instance=section)
        factories.make_article(site, approver, section=section.slug)

    titles = [block["title"] for block in _context()["section_blocks"]]

    assert titles == [f"Mục {number}" for number in range(6)]


@pytest.mark.parametrize("values", [{"show_in_menus": False}, {"live": False}])
def test_section_that_is_not_in_the_menu_is_no_default_block(site, approver, values):
    factories.make_article(site, approver, title="Tin")
    section = factories.section_of(site)
    for name, value in values.items():
        setattr(section, name, value)
    section.save()

    assert _context()["section_blocks"] == []


def test_chosen_blocks_replace_the_default_ones(site, home, approver):
    for number in range(3):
        factories.make_article(site, approver, title=f"Xây {number}", section="xay-dung-dang")
    section = factories.section_of(site, "xay-dung-dang")

    _publish(home, blocks=[("section_news", {"section": section, "count": 2})])

    found = _context()
    assert found["section_blocks"] == []
    html = found["home_widgets"]
    assert [f"Xây {n}" in html for n in range(3)] == [False, True, True]
    assert "Tin tức" not in html


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_chosen_section_that_is_gone_leaves_no_block(site, home, action):
    section = factories.section_of(site)
    _publish(home, blocks=[("section_news", {"section": section, "count": 2})])

    getattr(section, action)()

    answer = Client().get("/tuy-phong/")
    assert answer.status_code == 200
    assert answer.context["section_blocks"] == []
    assert "region--home" not in answer.content.decode()
