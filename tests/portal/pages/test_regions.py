"""Side widgets around public pages: whose layout is shown, what it costs, what breaks nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import blocks
from wagtail.models import PageViewRestriction

from portal.pages import regions
from portal.pages.catalogue import texts
from portal.pages.models import SiteLayout
from portal.plugins import faults, points, registry, services
from portal.plugins.registry import Owned
from portal.plugins.scopes import Scope
from portal.sites.models import Role
from tests import factories
from tests.portal.pages.widgets_desk import arrange, main

ARTICLE = "/tuy-phong/tin-tuc/bai/"
PAGES = ("/tuy-phong/", "/tuy-phong/tin-tuc/", ARTICLE, "/tuy-phong/chu-de/chuyen-doi-so/")


def text(words="Chữ trong hộp", title=""):
    return "text", {"title": title, "text": f"<p>{words}</p>"}


def links(*found, title=""):
    rows = [{"text": t, "section": section, "address": url} for t, section, url in found]
    return "links", {"title": title, "links": rows}


def newest(section=None, count=5, title=""):
    return "newest", {"title": title, "section": section and section.pk, "count": count}


def layout(site, **values):
    return SiteLayout.objects.create(site=site, **values)


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai", tags=["Chuyển đổi số"])


def _html(url="/tuy-phong/"):
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def _count(url):
    client = Client()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert not [query for query in captured if "pages_sitelayout" in query["sql"]]
    return len(captured)


def test_every_public_page_shows_all_regions(site, article):
    layout(site, top=[text("Trên")], aside=[text("Bên")], bottom=[text("Dưới")])

    for url in (*PAGES, "/tim-kiem/?trang-web=tuy-phong", "/tim-kiem/?trang-web=tuy-phong&q=bai"):
        html = _html(url)
        places = [html.index(word) for word in ("Trên", "Bên", "Dưới")]
        assert places == sorted(places), url
        assert html.count("Bên") == 1


def test_error_page_shows_no_widgets(site):
    layout(site, top=[text()], aside=[text()], bottom=[text()])

    assert "Chữ trong hộp" not in Client().get("/tuy-phong/khong-co/").content.decode()


def test_page_without_widgets_has_no_empty_frames(site, article):
    for url in PAGES:
        assert "region" not in _html(url)


def test_site_without_layout_shows_the_one_of_the_province(province, site):
    layout(province, aside=[text("Của tỉnh")])

    assert "Của tỉnh" in _html("/")
    assert "Của tỉnh" in _html()


def test_own_widgets_replace_those_of_the_province_region_by_region(province, site, other_site):
    layout(province, aside=[text("Của tỉnh")], bottom=[text("Chân tỉnh")])
    layout(site, aside=[text("Của xã")])

    assert "Của xã" in _html()
    assert "Của tỉnh" not in _html()
    assert "Chân tỉnh" in _html()
    assert "Của xã" not in _html("/la-gi/")
    assert "Của xã" not in _html("/")


def test_site_that_inherits_nothing_keeps_its_empty_regions_empty(province, site):
    layout(province, aside=[text("Của tỉnh")])
    layout(site, inherits=False)

    assert "Của tỉnh" not in _html()


def test_unpublished_layout_is_not_shown(province, site):
    layout(province, aside=[text("Của tỉnh")])
    own = layout(site, aside=[text("Của xã")])

    own.unpublish()

    assert "Của xã" not in _html()
    assert "Của tỉnh" in _html()


def test_saved_draft_changes_nothing_for_readers_until_published(site):
    own = layout(site, aside=[text("Cũ")])
    _html()
    own.aside = [text("Mới")]

    revision = own.save_revision()
    assert "Mới" not in _html()

    revision.publish()
    assert "Mới" in _html()


def test_change_and_deletion_are_seen_by_the_next_request(site):
    own = layout(site, aside=[text("Khối cũ")])
    assert "Khối cũ" in _html()

    own.aside = [text("Khối mới")]
    own.save()
    assert "Khối mới" in _html()

    own.delete()
    assert "Khối mới" not in _html()


def test_links_and_texts_cost_no_query(site, article):
    section = factories.section_of(site)
    before = {url: _count(url) for url in PAGES}
    found = links(("", section, ""), ("Ngoài", None, "https://example.org/"))
    layout(site, top=[text()], aside=[found, text()], bottom=[found, text(), found])

    assert {url: _count(url) for url in PAGES} == before


def test_all_newest_widgets_of_a_page_cost_one_query_together(province, site, article):
    sections = [factories.section_of(site, slug) for slug in ("tin-tuc", "xay-dung-dang")]
    before = {url: _count(url) for url in PAGES}
    layout(province, top=[newest()], aside=[newest(s) for s in sections], bottom=[newest()])

    after = {url: _count(url) for url in PAGES}
    # The home page reads them with its own lists.
    assert after.pop(PAGES[0]) == before.pop(PAGES[0])
    assert {url: number - 1 for url, number in after.items()} == before


def test_link_follows_its_section_and_goes_with_it(site):
    section = factories.section_of(site)
    layout(site, aside=[links(("", section, ""), ("Khác", None, "/khac/"))])
    assert '<a href="/tuy-phong/tin-tuc/">Tin tức</a>' in _aside()

    section.slug = "thoi-su"
    section.save()
    assert '<a href="/tuy-phong/thoi-su/">Tin tức</a>' in _aside()

    section.unpublish()
    assert "Tin tức" not in _aside()
    assert '<a href="/khac/">Khác</a>' in _aside()


def _aside(url="/tuy-phong/"):
    _before, found, after = _html(url).partition('<div class="region region--aside">')
    return after.partition("</aside>")[0] if found else ""


def test_list_whose_links_are_all_gone_leaves_nothing(site):
    section = factories.section_of(site)
    layout(site, aside=[links(("", section, ""), title="Liên kết")])

    section.delete()

    assert _aside() == ""


def test_newest_without_a_section_are_those_of_the_site_shown(province, site, other_site, approver):
    factories.make_article(site, approver, title="Bài xã")
    chief = factories.make_person(province, Role.APPROVER)
    factories.make_article(province, chief, title="Bài tỉnh")
    layout(province, aside=[newest(count=1)])

    assert "Bài tỉnh" in _aside("/")
    assert "Bài xã" in _aside("/tuy-phong/")
    assert "Bài xã" not in _html("/la-gi/")


def test_newest_of_a_section_are_as_many_as_chosen(site, approver):
    for number in range(4):
        factories.make_article(site, approver, title=f"Tin {number}")
    factories.make_article(site, approver, title="Khác", section="xay-dung-dang")
    section = factories.section_of(site)
    layout(site, aside=[newest(section, count=2), newest(count=1)], bottom=[newest(section)])

    found = _aside()

    assert [name in found for name in ("Tin 3", "Tin 2", "Tin 1")] == [True, True, False]
    assert found.count("Khác") == 1


def test_restricted_articles_are_not_in_a_widget(site, article):
    layout(site, aside=[newest()])
    PageViewRestriction.objects.create(
        page=factories.section_of(site), restriction_type="password", password="x"
    )

    assert "Bài" not in _aside()


def test_broken_widget_leaves_the_page_and_its_neighbours(site, monkeypatch, caplog):
    layout(site, aside=[links(("", factories.section_of(site), "")), text("Vẫn còn")])

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(texts, "_link", fail)

    assert "Vẫn còn" in _html()
    assert "Widget links failed" in caplog.text


class CountBlock(blocks.StructBlock):
    """A plugin's widget; "0" makes it fail."""

    number = blocks.IntegerBlock()

    def render(self, value, context=None):
        return f"<p>Lượt {100 // value['number']}</p>"


@pytest.fixture
def plugin(monkeypatch):
    """One more widget of the sample plugin, for the side column; switches it at a site."""
    widget = points.SideWidget("dem", CountBlock(), regions=("aside",))
    monkeypatch.setitem(registry._extensions, points.SideWidget, [Owned("sample", widget)])

    def switch(site, *, enabled=True):
        scope = Scope.site(site.pk)
        services.switch(actor=None, slug="sample", scope=scope, enabled=enabled)

    return switch


def counter(number=10):
    return "sample__dem", {"number": number}


def test_widget_of_a_plugin_stands_where_it_is_on(province, site, other_site, article, plugin):
    layout(province, aside=[counter()])
    plugin(site)
    plugin(province)

    for url in (*PAGES, "/", "/tim-kiem/", "/tim-kiem/?trang-web=tuy-phong"):
        assert "Lượt 10" in _html(url), url
    assert "Lượt" not in _html("/la-gi/")

    plugin(site, enabled=False)
    plugin(province, enabled=False)
    for url in (*PAGES, "/", "/tim-kiem/"):
        assert "Lượt" not in _html(url), url
        assert "region" not in _html(url), url


def test_widget_of_a_plugin_stands_in_its_regions_only(site, plugin):
    layout(site, bottom=[counter()])
    plugin(site)

    assert "Lượt" not in _html("/tuy-phong/")


def test_widget_of_a_plugin_stands_on_a_home_page_where_it_is_on(site, other_site, monkeypatch):
    widget = points.SideWidget("dem", CountBlock())
    monkeypatch.setitem(registry._extensions, points.SideWidget, [Owned("sample", widget)])
    for place in (site, other_site):
        arrange(place, counter(), counter(0))
    services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=True)

    assert "Lượt 10" in main()
    assert "widget--sample__dem widget--full" in main()
    assert main("/la-gi/") == ""

    services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=False)
    assert main() == ""


def test_search_page_of_the_province_follows_its_switch(province, site, plugin):
    layout(province, aside=[counter()])
    plugin(site)

    assert "Lượt" not in _html("/tim-kiem/")


def test_fault_of_a_plugins_widget_is_counted_and_shows_nothing(site, plugin):
    layout(site, aside=[counter(0), text("Vẫn còn")])
    plugin(site)
    before = faults.count("sample")

    html = _html()

    assert "Vẫn còn" in html
    assert "widget--sample" not in html
    assert faults.count("sample") == before + 1


def test_widget_is_offered_in_its_regions_only(plugin):
    offered = [
        name
        for name in regions.REGIONS
        if "sample__dem" in SiteLayout._meta.get_field(name).stream_block.child_blocks
    ]

    assert offered == ["aside"]


def test_crafted_address_is_never_a_link(site):
    raw = [{"type": "links", "value": {"title": "", "links": []}, "id": "a"}]
    item = {"text": "Bẫy", "section": None, "address": "javascript:alert(1)"}
    raw[0]["value"]["links"] = [{"type": "item", "value": item, "id": "b"}]
    own = SiteLayout(site=site)
    own.aside = SiteLayout._meta.get_field("aside").to_python(raw)
    own.save()

    assert "javascript:" not in _html()
