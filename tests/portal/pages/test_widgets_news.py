"""Widgets that show cards: what each shows where, and that all of a page cost one query."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.lifecycle.archiving import archive
from portal.news.models import Series
from portal.pages.cards import CardRow
from portal.pages.catalogue.member_sites import SitesBlock
from portal.pages.catalogue.news import NoticesWidget
from portal.pages.models import SectionPage
from portal.reading import counts
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from tests import factories
from tests.portal.pages.widgets_desk import (
    arrange,
    aside,
    beside,
    headline,
    main,
    of_section,
    page,
    queries,
)


@pytest.fixture
def articles(site, approver):
    return [factories.make_article(site, approver, title=f"Bài {n}") for n in range(7)]


def _shown(html, names="Bài"):
    return [n for n in range(30) if f">{names} {n}<" in html]


def test_headline_shows_the_newest_and_as_many_more_as_chosen(site, articles):
    arrange(site, headline(count=2))

    assert _shown(main()) == [4, 5, 6]


def test_headline_block_replaces_the_automatic_head_of_the_page(site, articles):
    arrange(site, headline())
    assert "Tin mới nhất" not in page()
    assert page().count(">Bài 6<") == 1

    arrange(site, of_section("notices", factories.section_of(site)))
    assert page().count(">Bài 6<") == 2


@pytest.mark.parametrize("where", ["block", "page"])
def test_pinned_article_leads_and_is_not_repeated(site, articles, where):
    home = arrange(site, headline(article=articles[5].pk if where == "block" else None, count=2))
    if where == "page":
        home.headline = articles[5]
        home.save_revision().publish()

    html = main()

    assert _shown(html) == [4, 5, 6]
    assert html.index(">Bài 5<") < html.index(">Bài 6<")
    assert html.count(">Bài 5<") == 1


def test_pinned_article_that_is_withdrawn_gives_way_to_the_newest(site, articles):
    arrange(site, headline(article=articles[0].pk, count=0))
    articles[0].unpublish()

    assert _shown(main()) == [6]


def test_stored_section_news_of_earlier_versions_are_read(site, articles):
    home = site.root_page.specific
    section = factories.section_of(site)
    home.blocks = f'[{{"type": "section_news", "value": {{"section": {section.pk}, "count": 2}}}}]'
    home.save()

    assert _shown(main()) == [5, 6]
    assert "widget--section_news widget--half" in page()


def test_width_is_what_the_editor_chose(site, articles):
    section = factories.section_of(site)
    arrange(site, of_section("notices", section, width="full"))

    assert "widget--notices widget--full" in page()


def test_wide_widgets_are_wide_until_the_editor_says_otherwise(site):
    home = type(site.root_page.specific)._meta.get_field("blocks").stream_block
    widths = {
        name: block.child_blocks["width"].get_default() for name, block in home.core_blocks.items()
    }

    full = {name for name, width in widths.items() if width == "full"}
    assert full == {"headline", "member_sites", "photo_report"}


def test_width_is_no_question_in_side_regions(site):
    home = type(site.root_page.specific)._meta.get_field("blocks").stream_block
    side = beside(site)._meta.get_field("aside").stream_block

    assert set(home.core_blocks) == set(side.core_blocks)
    assert all("width" in block.child_blocks for block in home.core_blocks.values())
    assert not any("width" in block.child_blocks for block in side.core_blocks.values())


def test_newest_articles_go_on_after_the_headline(site, articles):
    newest = ("newest", {"title": "", "section": None, "count": 2})
    arrange(site, headline(count=1), newest)
    beside(site, newest)

    assert main().count(">Bài 6<") == main().count(">Bài 5<") == 1
    assert _shown(main()) == [3, 4, 5, 6]
    assert _shown(aside()) == [3, 4]


def test_notices_are_dated_lines(site, articles):
    beside(site, of_section("notices", factories.section_of(site), count=1))

    day = f"{timezone.localdate():%d/%m/%Y}"
    assert f">{day}</time>" in aside()
    assert _shown(aside()) == [6]


@pytest.mark.parametrize("kind", ["section_news", "notices", "photo_report", "videos"])
def test_widget_of_a_section_without_news_leaves_nothing(site, kind):
    arrange(site, of_section(kind, factories.section_of(site)))

    assert main() == ""
    assert "Chưa có tin, bài" in page()


def test_photo_report_is_one_large_picture_and_small_ones(site, articles):
    arrange(site, of_section("photo_report", factories.section_of(site), count=3))

    assert main().count("photos__item--large") == 1
    assert _shown(main()) == [3, 4, 5, 6]


def test_videos_come_ten_a_page_with_the_rest_folded(site, approver):
    for number in range(12):
        factories.make_article(site, approver, title=f"Phim {number}")
    arrange(site, of_section("videos", factories.section_of(site), count=20))

    first, folded, rest = main().partition("<details")

    assert _shown(first, "Phim") == list(range(2, 12))
    assert folded
    assert _shown(rest, "Phim") == [0, 1]


def test_ten_videos_have_no_second_page(site, approver):
    for number in range(10):
        factories.make_article(site, approver, title=f"Phim {number}")
    arrange(site, of_section("videos", factories.section_of(site), count=20))

    assert "<details" not in main()


def _sites(*chosen, count=2):
    return "member_sites", {
        "title": "",
        "sites": [str(c.root_page_id) for c in chosen],
        "count": count,
    }


@pytest.fixture
def news_of_two(province, site, other_site):
    chief = factories.make_person(None, Role.NEWSROOM)
    for place in (site, other_site):
        for number in range(3):
            factories.make_article(place, chief, title=f"{place.code} {number}")


def test_member_sites_have_one_panel_each_with_its_newest(province, news_of_two):
    arrange(province, _sites())
    html = main("/")

    assert html.count('class="tabs__panel"') == 2
    assert _shown(html, "tuy-phong") == _shown(html, "la-gi") == [1, 2]


def test_only_chosen_and_readable_member_sites_have_panels(province, site, other_site, news_of_two):
    arrange(province, _sites(site))
    assert "la-gi" not in main("/")
    assert _shown(main("/"), "tuy-phong") == [1, 2]

    arrange(province, _sites())
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.CLOSED)
    structure.bump()
    assert "tuy-phong" not in main("/")


def test_member_site_without_news_and_the_province_have_no_panel(province, site, other_site):
    chief = factories.make_person(None, Role.NEWSROOM)
    for place in (province, site):
        factories.make_article(place, chief, title=f"{place.code} 0")
    arrange(province, _sites())

    assert _shown(main("/"), "tuy-phong") == [0]
    assert main("/").count('class="tabs__panel"') == 1


def test_archived_member_site_has_no_panel(province, site, other_site, news_of_two):
    arrange(province, _sites())
    archive(actor=None, site=site)

    assert _shown(main("/"), "tuy-phong") == []
    assert _shown(main("/"), "la-gi") == [1, 2]


def test_site_closed_meanwhile_keeps_no_other_from_being_saved(site, other_site):
    block = SitesBlock(required=False)
    chosen = [str(place.root_page_id) for place in (site, other_site)]
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.CLOSED)
    structure.bump()

    assert block.clean(chosen) == chosen[1:]


def _topic(name, kind="tag", count=5):
    return "topic", {"title": "", "kind": kind, "name": name, "count": count}


def test_topic_shows_the_newest_with_its_tag_of_the_site(province, site, approver):
    factories.make_article(site, approver, title="Bài 0", tags=["Chuyển đổi số"])
    factories.make_article(site, approver, title="Bài 1")
    chief = factories.make_person(None, Role.NEWSROOM)
    factories.make_article(province, chief, title="Bài 2", tags=["Chuyển đổi số"])
    beside(province, _topic("chuyển  đổi SỐ"))

    assert _shown(aside("/")) == [0, 2]
    assert _shown(aside("/tuy-phong/")) == [0]
    assert 'href="/chu-de/chuyen-doi-so/"' in aside("/")


def test_topic_shows_a_series_and_none_of_another_site(site, other_site, approver):
    series = Series.objects.create(site=site, title="Đại hội", slug="dai-hoi")
    factories.make_article(site, approver, title="Bài 0", series=series)
    factories.make_article(site, approver, title="Bài 1")
    for place in (site, other_site):
        beside(place, _topic("Đại hội", "series"))

    assert _shown(aside()) == [0]
    assert aside("/la-gi/") == ""


def test_topic_shows_as_many_as_chosen(site, approver):
    for number in range(2):
        factories.make_article(site, approver, title=f"Bài {number}", tags=["Chuyển đổi số"])
    beside(site, _topic("Chuyển đổi số", count=1))

    assert _shown(aside()) == [1]


def test_series_of_the_site_comes_before_that_of_the_province(province, site):
    chief = factories.make_person(None, Role.NEWSROOM)
    for number, place in enumerate((province, site)):
        series = Series.objects.create(site=place, title="Đại hội", slug="dai-hoi")
        factories.make_article(place, chief, title=f"Bài {number}", series=series)
    beside(site, _topic("Đại hội", "series"))

    assert _shown(aside()) == [1]


def test_section_shows_the_articles_of_those_below_it(site, approver):
    section = factories.section_of(site)
    below = section.add_child(instance=SectionPage(title="Cơ sở", slug="co-so"))
    factories.make_article(site, approver, title="Bài 0").move(below, "last-child")
    beside(site, of_section("notices", section))

    assert _shown(aside("/tuy-phong/xay-dung-dang/")) == [0]


def test_widget_that_fails_to_ask_leaves_its_neighbours(site, articles, monkeypatch):
    section = factories.section_of(site)
    arrange(site, of_section("notices", section), of_section("section_news", section, count=1))

    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(NoticesWidget, "wants", fail)

    assert _shown(main()) == [6]


def test_most_read_keep_their_order_on_a_home_page(site, articles):
    keys = [articles[n].pk for n in (2, 6, 4)]
    arrange(site, ("most_read", {"title": "", "period": "7d", "count": 2}))
    assert main() == ""
    counts.register(views=lambda _keys: {}, most_read=lambda *_args: keys)
    try:
        html = main()
    finally:
        counts.forget()

    assert _shown(html) == [2, 6]
    assert html.index(">Bài 2<") < html.index(">Bài 6<")


def _one_of_each(site, other):
    tin, xay = (factories.section_of(site, slug) for slug in ("tin-tuc", "xay-dung-dang"))
    kinds = ("section_news", "notices", "photo_report", "videos", "newest")
    return [
        headline(),
        *(of_section(kind, tin) for kind in kinds),
        of_section("newest", xay),
        _sites(other),
        _topic("Chuyển đổi số"),
        _topic("Đại hội", "series"),
    ]


def test_number_of_queries_grows_neither_with_widgets_nor_with_cards(site, other_site, approver):
    Series.objects.create(site=site, title="Đại hội", slug="dai-hoi")
    for number in range(3):
        factories.make_article(site, approver, title=f"Bài {number}", tags=["Chuyển đổi số"])
    each = _one_of_each(site, other_site)
    layout = beside(site, each[0])
    arrange(site, *each)
    once = queries("/tuy-phong/")
    # The structure, the page, its type, its row …; one for cards, two for topics and series.
    arrange(site, each[0])
    assert once == queries("/tuy-phong/") + 2

    for number in range(8):
        factories.make_article(site, approver, title=f"Thêm {number}", section="xay-dung-dang")
    arrange(site, *each, *each)
    layout.aside = each
    layout.save()
    assert queries("/tuy-phong/") == once
    assert _shown(aside()), "the side column shows its widgets"


def test_cards_hidden_from_lists_are_in_no_widget(site, articles):
    arrange(site, headline(article=articles[0].pk), _sites(site))
    CardRow.objects.filter(page=articles[6].pk).delete()

    assert 6 not in _shown(main())


def test_statistics_count_articles_while_nobody_counts_visits(site, articles):
    old = timezone.now() - timedelta(days=400)
    CardRow.objects.filter(page=articles[0].pk).update(published_at=old)
    twice = [("statistics", {"title": title}) for title in ("", "Lần hai")]
    layout = beside(site, *twice)
    before = queries("/tuy-phong/")

    html = aside()

    assert html.count("<dd>6</dd>") == 4  # today and this week
    assert html.count("<dd>7</dd>") == 2
    layout.delete()
    assert queries("/tuy-phong/") == before - 1


def test_statistics_tell_today_and_this_week_of_the_site(site, other_site):
    chief = factories.make_person(None, Role.NEWSROOM)
    with time_machine.travel(datetime(2030, 11, 20, 5, tzinfo=UTC)):  # a Wednesday
        for days in (0, 1, 2, 3):
            article = factories.make_article(site, chief)
            day = timezone.now() - timedelta(days=days)
            CardRow.objects.filter(page=article.pk).update(published_at=day)
        factories.make_article(other_site, chief)
        beside(site, ("statistics", {"title": ""}))

        assert re.findall(r"<dd>(\d+)</dd>", aside()) == ["1", "3", "4"]
