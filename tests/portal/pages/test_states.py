"""What readers get of a member site in each state of its life."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from portal.news.models import ArticlePage
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from tests import factories

HOST = "tuyphong.example.test"
ADDRESSES = [
    "/tuy-phong/",
    "/tuy-phong/tin-tuc/",
    "/tuy-phong/tin-tuc/bai/",
    "/tuy-phong/tin-tuc/bai",
    "/tuy-phong/chu-de/dang-phi/",
    "/tuy-phong/tin-moi.xml",
    "/tuy-phong/tai-lieu/1/a.pdf",
    "/tuy-phong/khong-co/",
    "/tuy-phong/la.html",
]
LISTS = [
    "/",
    "/la-gi/",
    "/chu-de/dang-phi/",
    "/tin-moi.xml",
    "/tim-kiem/?q=Bài",
    "/sitemap-muc-1.xml",
    "/sitemap-tin-1.xml",
]


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def article(site, other_site, approver, run_tasks):
    page = factories.make_article(site, approver, title="Bài", slug="bai", tags=["Đảng phí"])
    chief = factories.make_person(other_site, Role.APPROVER, "duyet.la-gi")
    factories.make_article(other_site, chief, title="Bài La Gi", slug="bai-la-gi")
    run_tasks()
    return page


def _put(site, **values):
    MemberSite.objects.filter(pk=site.pk).update(**values)
    structure.bump()


def _names_of_site(answer):
    text = answer.content.decode()
    return [word for word in ("Bài</", ">Bài<", "Tuy Phong", "tuy-phong/") if word in text]


def test_draft_is_not_found_and_its_name_not_told(site, article, reader, signed_in):
    _put(site, state=SiteState.DRAFT)
    stranger = signed_in(factories.make_person(None, None))

    for client in (reader, stranger):
        for address in ADDRESSES:
            answer = client.get(address, follow=True)
            assert answer.status_code == 404, address
            assert _names_of_site(answer) == [], address


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.APPROVER, Role.SITE_ADMIN])
def test_draft_is_shown_with_its_own_lists_to_who_works_there(
    site, article, signed_in, role, reader
):
    _put(site, state=SiteState.DRAFT)
    worker = signed_in(factories.make_person(site, role, "nguoi-lam"))

    home = worker.get("/tuy-phong/")
    assert [card.title for card in home.context["lead_cards"]] == ["Bài"]
    assert 'class="state state--draft"' in home.content.decode()
    for address in ADDRESSES[1:3]:
        assert worker.get(address).status_code == 200
    # Elsewhere it is not shown to them either: what they see there is what readers see.
    assert "Bài" not in [card.title for card in worker.get("/").context["lead_cards"]]


def test_person_of_another_site_does_not_see_a_draft(site, other_site, article, signed_in):
    _put(site, state=SiteState.DRAFT)
    other = signed_in(factories.make_person(other_site, Role.SITE_ADMIN, "nguoi-khac"))

    assert other.get("/tuy-phong/").status_code == 404


def test_active_site_has_no_banner(site, article, reader):
    assert 'class="state' not in reader.get("/tuy-phong/").content.decode()


def test_frozen_site_is_served_with_its_date(site, article, reader):
    moment = datetime(2026, 3, 2, 20, 0, tzinfo=timezone.get_current_timezone())
    _put(site, state=SiteState.FROZEN, state_since=moment)

    for address in ADDRESSES[:3]:
        html = reader.get(address).content.decode()
        assert 'class="state"' in html
        assert "02/03/2026" in html
    assert "Bài" in [card.title for card in reader.get("/").context["lead_cards"]]
    assert 'class="state"' not in reader.get("/").content.decode()


def test_frozen_site_takes_nothing_from_readers(site, article, reader):
    assert reader.post("/tuy-phong/tin-tuc/").status_code != 403
    _put(site, state=SiteState.FROZEN)

    answer = reader.post("/tuy-phong/tin-tuc/")
    assert answer.status_code == 403
    assert "(mã CL-03)" in answer.content.decode()
    assert reader.post("/la-gi/tin-tuc/").status_code != 403


def test_redirected_site_leads_to_the_successor(site, other_site, article, reader):
    _put(site, state=SiteState.REDIRECTED, successor=other_site)

    for address in ADDRESSES:
        answer = reader.get(address, follow=False)
        assert (answer.status_code, answer["Location"]) == (301, "http://testserver/la-gi/"), (
            address
        )


def test_successor_of_a_successor_is_led_to_at_once(site, other_site, article, reader):
    third = factories.make_site("phan-ri", "Phan Rí")
    _put(site, state=SiteState.REDIRECTED, successor=other_site)
    _put(other_site, state=SiteState.REDIRECTED, successor=third)

    assert reader.get("/tuy-phong/")["Location"] == "http://testserver/phan-ri/"


def test_site_whose_successor_is_gone_or_itself_is_gone(site, other_site, article, reader):
    _put(site, state=SiteState.REDIRECTED, successor=other_site)
    _put(other_site, state=SiteState.REDIRECTED, successor=site)

    assert reader.get("/tuy-phong/").status_code == 410


def test_redirected_site_leads_from_its_host_too(site, other_site, article):
    _put(site, state=SiteState.REDIRECTED, successor=other_site, host=HOST)

    answer = Client(headers={"host": HOST}).get("/tin-tuc/")

    assert (answer.status_code, answer["Location"]) == (301, "http://testserver/la-gi/")


def test_closed_site_is_gone_with_a_way_to_the_province(site, article, reader):
    _put(site, state=SiteState.CLOSED)

    for address in ADDRESSES:
        answer = reader.get(address, follow=False)
        assert answer.status_code == 410, address
    html = reader.get("/tuy-phong/tin-tuc/bai/").content.decode()
    assert ">Bài<" not in html
    assert site.name in html
    assert '<a class="button" href="/">' in html


@pytest.mark.parametrize("address", ADDRESSES)
def test_maintenance_shows_only_its_notice(site, article, reader, address):
    _put(site, maintenance=True, maintenance_message="Đang nâng cấp máy chủ")

    answer = reader.get(address)

    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
    assert "Đang nâng cấp máy chủ" in html
    assert "no-store" in answer["Cache-Control"]
    assert "Tin tức" not in html
    assert "Bài" not in html


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, None])
def test_maintenance_is_for_everybody_but_the_admin_works(site, article, signed_in, role):
    _put(site, maintenance=True)
    user = factories.make_person(site, role, "ai-do") if role else factories.make_person(None, None)
    client = signed_in(user)

    assert client.get("/tuy-phong/").status_code == 503
    if role:
        assert client.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 200


@pytest.mark.parametrize("values", [{"maintenance": True}, {"state": SiteState.DRAFT}])
def test_preview_in_the_admin_shows_a_site_that_readers_do_not_see(site, article, values):
    _put(site, **values)

    answer = ArticlePage.objects.get(pk=article.pk).make_preview_request()

    assert answer.status_code == 200
    assert "Nội dung hội nghị" in answer.content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"state": SiteState.DRAFT},
        {"state": SiteState.CLOSED},
        {"state": SiteState.REDIRECTED},
        {"maintenance": True},
    ],
)
@pytest.mark.parametrize("address", LISTS)
def test_lists_show_nothing_of_a_site_that_readers_do_not_see(
    site, article, reader, values, address
):
    before = reader.get(address)
    assert before.status_code == 200
    assert address == "/la-gi/" or _names_of_site(before)

    _put(site, **values)

    assert _names_of_site(reader.get(address)) == []


def test_site_that_readers_do_not_see_is_not_searched(site, article, reader):
    _put(site, maintenance=True)

    assert reader.get("/tim-kiem/?q=Bài&trang-web=tuy-phong").status_code == 404


def test_province_under_maintenance_leaves_member_sites_and_the_admin(
    province, site, article, reader
):
    _put(province, maintenance=True)

    assert reader.get("/").status_code == 503
    assert reader.get("/tim-kiem/?q=x").status_code == 503
    assert reader.get("/tuy-phong/tin-tuc/bai/").status_code == 200
    assert reader.get("/quan-tri/login/").status_code == 200
    assert reader.get("/suc-khoe/song").status_code == 200
