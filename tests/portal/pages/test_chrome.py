"""The frame of every page: whose site it is, menu, breadcrumb, footer, also around errors."""

import pytest
from django.test import Client

from portal.pages.models import SectionPage
from portal.sites.models import MemberSite
from tests import factories


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


def _chrome(reader, url):
    return reader.get(url).context["chrome"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/", "tinh"),
        ("/tin-tuc/", "tinh"),
        ("/tuy-phong/", "tuy-phong"),
        ("/tuy-phong/tin-tuc/", "tuy-phong"),
        ("/tuy-phong/tin-tuc/bai/", "tuy-phong"),
        ("/tuy-phong/tin-tuc/khong-co/", "tuy-phong"),
        ("/tuy-phong/khong-co/sau-nua/", "tuy-phong"),
        ("/khong-co/", "tinh"),
        ("/tin-tuc/khong-co/", "tinh"),
    ],
)
def test_page_and_error_page_show_the_site_they_lie_under(reader, article, url, code):
    answer = reader.get(url)

    assert answer.context["chrome"].site.code == code
    assert answer.context["chrome"].site.name in answer.content.decode()


def test_menu_marks_the_section_of_the_open_article(reader, article):
    menu = _chrome(reader, "/tuy-phong/tin-tuc/bai/").menu

    assert [(item.title, item.url, item.current) for item in menu] == [
        ("Tin tức", "/tuy-phong/tin-tuc/", True),
        ("Xây dựng Đảng", "/tuy-phong/xay-dung-dang/", False),
    ]


def test_menu_has_two_levels_without_hidden_sections_and_sites(reader, site):
    section = factories.section_of(site)
    for slug, shown in (("con", True), ("an", False)):
        page = SectionPage(title=slug, slug=slug, show_in_menus=shown)
        section.add_child(instance=page)
    SectionPage.objects.get(slug="con").add_child(
        instance=SectionPage(title="chau", slug="chau", show_in_menus=True)
    )

    menu = _chrome(reader, "/tuy-phong/").menu
    province = _chrome(reader, "/").menu

    assert [[child.title for child in item.children] for item in menu] == [["con"], []]
    assert menu[0].children[0].children == []
    assert [item.title for item in province] == ["Tin tức", "Xây dựng Đảng"]


def test_breadcrumb_leads_from_the_province_to_the_parent(reader, article):
    trail = _chrome(reader, "/tuy-phong/tin-tuc/bai/").breadcrumb

    assert [item["url"] for item in trail] == ["/", "/tuy-phong/", "/tuy-phong/tin-tuc/"]


def test_breadcrumb_leaves_unpublished_sections_out(reader, site, article):
    factories.section_of(site).unpublish()

    trail = _chrome(reader, "/tuy-phong/tin-tuc/bai/").breadcrumb

    assert [item["url"] for item in trail] == ["/", "/tuy-phong/"]


def test_breadcrumb_of_an_error_page_is_the_home_of_its_site(reader, site):
    trail = _chrome(reader, "/tuy-phong/khong-co/").breadcrumb

    assert [item["url"] for item in trail] == ["/tuy-phong/"]


def test_member_sites_come_in_their_order_without_unpublished_ones(reader, site, other_site):
    MemberSite.objects.filter(pk=site.pk).update(position=9)
    other_site.save()

    infos = _chrome(reader, "/tuy-phong/").member_sites
    assert [info.url for info in infos] == ["/la-gi/", "/tuy-phong/"]
    assert [info.current for info in infos] == [False, True]

    other_site.root_page.specific.unpublish()
    assert [info.url for info in _chrome(reader, "/").member_sites] == ["/tuy-phong/"]


def test_page_without_any_site_yet_is_an_error_page_not_a_crash(reader, db):
    assert reader.get("/khong-co/").status_code == 404


def test_titles_are_escaped(reader, site, approver):
    page = SectionPage(title="<b>A&B</b>", slug="a-b", show_in_menus=True)
    site.root_page.add_child(instance=page)

    html = reader.get("/tuy-phong/a-b/").content.decode()

    assert "<b>A" not in html
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in html
