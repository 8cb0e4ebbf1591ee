"""Where readers of old addresses are led."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from portal.redirects import services
from portal.redirects.models import Kind, OldAddress
from portal.sites.allowed_hosts import HostsOfMemberSites
from portal.sites.models import SiteState
from tests import factories
from tests.portal.redirects.desk import answer, typed

HOST = "tuyphong.example.vn"
OLD_HOST = "btgtu.example.vn"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.fixture
def hosted(site):
    site.host = HOST
    site.save()
    return site


@pytest.fixture(autouse=True)
def _old_hosts(settings):
    settings.ALLOWED_HOSTS = ["*"]


URL = "/tuy-phong/tin-tuc/bai/"


@pytest.mark.parametrize(
    "asked",
    ["/cu/bai", "/cu/bai/", "/Cu/BAI/", "/cu//bai/", "/cu/bai?utm=1", "/c%75/bai/"],
)
def test_old_address_leads_to_its_page(article, asked):
    typed("/cu/bai", URL)

    assert answer(asked) == (301, URL)


def test_accents_and_spaces_make_no_difference(article):
    typed("/uploads/News/Ảnh%20hội nghị.jpg", URL)

    assert answer("/uploads/news/A\u0309nh h%E1%BB%99i%20ngh%E1%BB%8B.jpg?v=2") == (301, URL)


def test_query_counts_where_the_row_has_one(article, site, approver):
    factories.make_article(site, approver, title="Hai", slug="hai")
    typed("/index.php?nv=news&id=1", URL)
    typed("/index.php?nv=news&id=2", "/tuy-phong/tin-tuc/hai/")

    assert answer("/index.php?id=1&nv=news") == (301, URL)
    assert answer("/index.php?nv=news&id=2") == (301, "/tuy-phong/tin-tuc/hai/")
    assert answer("/index.php?nv=news&id=3")[0] == 404


def test_target_is_where_the_page_lies_today(article, site, django_capture_on_commit_callbacks):
    typed("/cu", URL)
    with django_capture_on_commit_callbacks(execute=True):
        article.move(factories.section_of(site, "xay-dung-dang"), pos="last-child")
        article.refresh_from_db()
        article.slug = "moi"
        article.save_revision().publish()

    assert answer("/cu") == (301, "/tuy-phong/xay-dung-dang/moi/")
    assert answer(URL) == (301, "/tuy-phong/xay-dung-dang/moi/")


def test_page_hides_the_row_at_its_address(article):
    OldAddress.objects.create(path="/tuy-phong/tin-tuc/bai", target_url="/tim-kiem/")

    assert answer(URL)[0] == 200


def test_only_reading_is_redirected(article):
    typed("/cu", URL)

    assert Client().post("/cu/").status_code == 404
    assert Client().head("/cu").status_code == 301


def test_unpublished_page_is_no_target(article):
    typed("/cu", URL)
    article.unpublish()

    assert answer("/cu")[0] == 404


def test_restricted_page_is_no_target(article):
    typed("/cu", URL)
    PageViewRestriction.objects.create(page=article, restriction_type="login")

    assert answer("/cu")[0] == 404


def test_deleted_page_is_no_target(article):
    row = typed("/cu", URL)
    article.delete()

    assert answer("/cu")[0] == 404
    row.refresh_from_db()
    assert row.target_id is None


@pytest.mark.parametrize("state", [SiteState.DRAFT, SiteState.REDIRECTED, SiteState.CLOSED])
def test_site_that_cannot_be_read_is_no_target(article, site, state):
    typed("/cu", URL)
    site.state = state
    site.save()

    assert answer("/cu")[0] == 404


def test_frozen_site_stays_a_target(article, site):
    typed("/cu", URL)
    site.state = SiteState.FROZEN
    site.save()

    assert answer("/cu") == (301, URL)


def test_typed_targets_are_kept_as_typed(site):
    typed("/cu", "https://xa.example.vn/Trang?a=1#muc")
    typed("/cu-2", "/tim-kiem/?q=Đảng#dau")

    assert answer("/cu") == (301, "https://xa.example.vn/Trang?a=1#muc")
    assert answer("/cu-2") == (301, "/tim-kiem/?q=%C4%90%E1%BA%A3ng#dau")


def test_place_on_the_page_is_kept(article):
    typed("/cu", f"{URL}#phan-2")

    assert answer("/cu") == (301, f"{URL}#phan-2")


def test_row_of_a_host_holds_there_only(article):
    typed(f"https://{OLD_HOST}/cu", URL)

    assert answer("/cu", OLD_HOST) == (301, f"http://testserver{URL}")
    assert answer("/cu")[0] == 404


def test_old_address_below_a_site_holds_on_its_own_host(article, hosted):
    typed("/tuy-phong/cu", URL)

    assert answer("/cu", HOST) == (301, "/tin-tuc/bai/")
    assert answer("/cu")[0] == 404


def test_address_of_the_province_says_nothing_on_a_sites_host(article, hosted):
    typed("/cu", URL)

    assert answer("/cu") == (301, f"http://{HOST}/tin-tuc/bai/")
    assert answer("/cu", HOST)[0] == 404


def test_missing_address_costs_one_query_more(article):
    typed("/cu", URL)
    Client().get("/khac/")

    with CaptureQueriesContext(connection) as captured:
        assert answer("/khac/")[0] == 404
    asked = [row["sql"] for row in captured if "redirects_" in row["sql"]]
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as captured:
        assert answer(URL)[0] == 200
    assert not [row["sql"] for row in captured if "redirects_" in row["sql"]]


def test_look_up_uses_the_index(article):
    rows = OldAddress.objects.at([typed("/cu", URL).address])

    plan = rows.explain().lower()

    assert "index" in plan or connection.vendor == "postgresql"


def test_hostile_addresses_are_just_missing(site):
    for path in ("/%00", "/%ff%fe", "/" + "a/" * 2000, "/..%2f..%2fetc", "/%F0%9F%98%80" * 60):
        assert answer(path)[0] in {400, 404}


class TestOldPlaces:
    def test_what_lies_below_is_found_below_the_new_place(self, site, article):
        services.remember_place(prefix="/TuyPhong/", page=site.root_page)

        assert answer("/tuyphong/tin-tuc/bai/") == (301, URL)
        assert answer("/tuyphong/tin-tuc/") == (301, "/tuy-phong/tin-tuc/")
        assert answer("/tuyphong/tin-tuc/trang-2/?x=1") == (301, "/tuy-phong/tin-tuc/trang-2/?x=1")
        assert answer("/tuyphong") == (301, "/tuy-phong/")
        assert answer("/tuyphong2/")[0] == 404

    def test_topics_and_feeds_of_a_site_stay(self, site, article):
        services.remember_place(prefix="/tuyphong", page=site.root_page)

        assert answer("/tuyphong/chu-de/dang-phi/") == (301, "/tuy-phong/chu-de/dang-phi/")
        assert answer("/tuyphong/tin-moi.xml") == (301, "/tuy-phong/tin-moi.xml")

    def test_what_is_gone_leads_to_the_place_itself(self, site, article):
        services.remember_place(prefix="/tuyphong", page=site.root_page)
        article.unpublish()

        for end in ("tin-tuc/bai/", "khong/co/", "tin-tuc/xyz/"):
            assert answer(f"/tuyphong/{end}") == (301, "/tuy-phong/"), end

    def test_single_row_wins(self, site, article):
        services.remember_place(prefix="/tuyphong", page=site.root_page)
        typed("/tuyphong/xay-dung-dang", URL)

        assert answer("/tuyphong/xay-dung-dang/") == (301, URL)

    def test_row_of_the_new_place_serves_the_old_one(self, site, article):
        services.remember_place(prefix="/tuyphong", page=site.root_page)
        typed("/tuy-phong/cu", URL)

        assert answer("/tuyphong/cu") == (301, URL)

    def test_host_that_was_given_up(self, site, article):
        services.remember_host(host=f"www.{OLD_HOST}", page=site.root_page)

        assert answer("/tin-tuc/bai/", OLD_HOST) == (301, f"http://testserver{URL}")
        assert answer("/gi-do", OLD_HOST) == (301, "http://testserver/tuy-phong/")

    def test_host_that_was_given_up_is_let_in(self, site, settings):
        settings.ALLOWED_HOSTS = ["testserver", HostsOfMemberSites()]
        assert answer("/x/", OLD_HOST)[0] == 400

        services.remember_host(host=OLD_HOST, page=site.root_page)

        assert answer("/x/", OLD_HOST)[0] == 301
        assert answer("/x/", "khac.example.vn")[0] == 400

    def test_places_do_not_chain(self, site, other_site, article):
        services.remember_place(prefix="/a", page=other_site.root_page)
        services.remember_place(prefix="/la-gi", page=site.root_page)
        other_site.root_page.specific.unpublish()

        assert answer("/a/tin-tuc/bai/") == (301, URL)

    def test_circle_of_places_ends(self, site, other_site):
        services.remember_place(prefix="/la-gi", page=site.root_page)
        services.remember_place(prefix="/tuy-phong", page=other_site.root_page)
        site.root_page.specific.unpublish()
        other_site.root_page.specific.unpublish()

        assert answer("/la-gi/x/")[0] == 404

    def test_place_that_cannot_be_read_is_no_target(self, site):
        services.remember_place(prefix="/tuyphong", page=site.root_page)
        site.root_page.specific.unpublish()

        assert answer("/tuyphong/tin/")[0] == 404


class TestPatterns:
    @pytest.fixture
    def imported(self, article):
        typed("/tuy-phong/Trang-chu/post/1520/Bai-cu", URL)
        typed("/tuy-phong/tin/Bai-cu-235.html", URL)
        typed("/tuy-phong/uploads/News/a b.jpg", "/tai-lieu/7/a.jpg")
        typed("/tuy-phong/Portals/1018/Users/anh.jpg", "/tai-lieu/8/anh.jpg")

    @pytest.mark.parametrize(
        ("asked", "location"),
        [
            ("/Trang-chu/post/1520/Bai-cu", URL),
            ("/gioi-thieu/post/1520/ten-khac", URL),
            ("/tin/Bai-cu-235.html", URL),
            ("/vi/tin/trong-tinh/Ten-moi-235.html", URL),
            ("/uploads/News/a%20b.jpg?x=1", "/tai-lieu/7/a.jpg"),
            ("/portals/1018/users/anh.jpg?ver=2023-08-15-062103-883", "/tai-lieu/8/anh.jpg"),
            ("/x/post/1521/bai", URL),
            ("/x/bai-9.html", URL),
        ],
    )
    def test_legacy_address_leads_on(self, imported, asked, location):
        assert answer(f"/tuy-phong{asked}") == (301, location)

    @pytest.mark.parametrize(
        "asked",
        ["/x/post/1521/khong-co", "/x/khong-co-9.html", "/uploads/News/khac.jpg"],
    )
    def test_unknown_legacy_address_is_missing(self, imported, asked):
        assert answer(f"/tuy-phong{asked}")[0] == 404

    def test_number_counts_in_its_own_site_only(self, imported, other_site):
        assert answer("/la-gi/Trang-chu/post/1520/x")[0] == 404
        assert answer("/Trang-chu/post/1520/x")[0] == 404

    def test_site_is_told_by_its_host(self, imported, hosted):
        assert answer("/Trang-khac/post/1520/x", HOST) == (301, "/tin-tuc/bai/")

    def test_number_of_an_old_host(self, article):
        typed(f"https://{OLD_HOST}/Trang-chu/post/1520/bai-cu", URL)

        assert answer("/khac/post/1520/x", OLD_HOST) == (301, f"http://testserver{URL}")
        assert answer("/khac/post/1520/x", "khac.example.vn")[0] == 404

    def test_slug_of_two_articles_leads_nowhere(self, site, approver, article):
        other = factories.make_article(
            site, approver, section="xay-dung-dang", title="Hai", slug="bai"
        )
        assert answer("/tuy-phong/x/bai-9.html")[0] == 404

        other.unpublish()

        assert answer("/tuy-phong/x/bai-9.html") == (301, URL)

    def test_slug_of_a_section_is_no_article(self, site):
        assert answer("/tuy-phong/x/tin-tuc-9.html")[0] == 404

    def test_pattern_is_switched_per_site(self, imported, site, other_site):
        asked = "/tuy-phong/khac/post/1520/x"
        services.switch_pattern(actor=None, name="dnn_post", enabled=False)
        assert answer(asked)[0] == 404
        assert answer("/tuy-phong/Trang-chu/post/1520/Bai-cu") == (301, URL)  # a row of its own

        services.switch_pattern(actor=None, name="dnn_post", enabled=True, site=site)

        assert answer(asked) == (301, URL)

    def test_legacy_address_of_an_old_place(self, imported, site):
        services.remember_place(prefix="/tuyphong", page=site.root_page)

        assert answer("/tuyphong/khac/post/1520/x") == (301, URL)
        assert answer("/tuyphong/khac/bai-77.html") == (301, URL)

    def test_kind_of_a_typed_row(self, imported):
        assert set(OldAddress.objects.values_list("kind", flat=True)) == {Kind.TYPED}
