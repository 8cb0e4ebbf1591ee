"""One address for each page: below the main host's path or on the site's own host, never both."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from portal.redirects.models import OldPlace
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState, StructureVersion
from tests import factories

HOST = "tuyphong.example.test"
MAIN = "http://testserver"
OWN = f"http://{HOST}"


@pytest.fixture
def hosted(site):
    """The site ``tuy-phong`` lives on its own host."""
    MemberSite.objects.filter(pk=site.pk).update(host=HOST)
    structure.bump()
    site.refresh_from_db()
    return site


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai", tags=["Đảng phí"])


@pytest.fixture
def on_host():
    return Client(headers={"host": HOST})


@pytest.fixture
def main():
    return Client()


def _by_path(site):
    MemberSite.objects.filter(pk=site.pk).update(host_is_canonical=False)
    structure.bump()


PAGES = ["/", "/tin-tuc/", "/tin-tuc/bai/", "/chu-de/dang-phi/", "/tin-moi.xml"]


@pytest.mark.parametrize("path", PAGES)
def test_host_of_a_site_serves_what_its_path_leads_to(hosted, article, on_host, main, path):
    answer = on_host.get(path)
    led = main.get(f"/tuy-phong{path}?x=1&y=%C4%91")

    assert answer.status_code == 200
    assert (led.status_code, led["Location"]) == (301, f"{OWN}{path}?x=1&y=%C4%91")
    assert "max-age" in led["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_path_serves_what_the_host_leads_to_when_it_is_the_main_address(
    hosted, article, on_host, main, path
):
    _by_path(hosted)

    led = on_host.get(f"{path}?x=1")

    assert main.get(f"/tuy-phong{path}").status_code == 200
    assert (led.status_code, led["Location"]) == (301, f"{MAIN}/tuy-phong{path}?x=1")


@pytest.mark.parametrize("path", ["/khong-co/", "/la-gi/x/", "/tin-tuc/bai/thua/"])
def test_address_without_a_page_is_not_found_on_a_host(hosted, article, on_host, path):
    assert on_host.get(path).status_code == 404


def test_address_without_last_slash_stays_on_its_host(hosted, article, on_host):
    answer = on_host.get("/tin-tuc/bai")

    assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/bai/")


def test_addresses_of_the_portal_lead_from_a_host_to_where_they_live(
    hosted, other_site, on_host, article
):
    for asked, place in [
        ("/tuy-phong/tin-tuc/bai/", f"{OWN}/tin-tuc/bai/"),
        ("/la-gi/tin-tuc/", f"{MAIN}/la-gi/tin-tuc/"),
        ("/quan-tri/", f"{MAIN}/quan-tri/"),
        ("/quan-tri/pages/?p=2", f"{MAIN}/quan-tri/pages/?p=2"),
    ]:
        answer = on_host.get(asked)
        assert (answer.status_code // 100, answer["Location"]) == (3, place)


def test_redirect_never_leaves_for_a_host_that_the_address_names(hosted, on_host):
    for path in ("/tuy-phong//evil.example/", "//evil.example/", "/tuy-phong/%2fevil.example/"):
        location = on_host.get(path).headers.get("Location", OWN)
        assert location.startswith((f"{OWN}/", f"{MAIN}/")) or location == OWN


def test_unknown_host_is_refused_and_a_new_one_let_in_without_a_restart(site, main):
    stranger = Client(headers={"host": HOST})
    logging.disable(logging.CRITICAL)
    try:
        assert stranger.get("/").status_code == 400
    finally:
        logging.disable(logging.NOTSET)

    # As another process does it: this one hears nothing but the new token.
    MemberSite.objects.filter(pk=site.pk).update(host=HOST)
    StructureVersion.objects.update(token="khac")

    assert stranger.get("/").context["chrome"].site.code == "tuy-phong"


def test_host_taken_away_is_refused_again(hosted, on_host, main):
    assert on_host.get("/").status_code == 200

    MemberSite.objects.filter(pk=hosted.pk).update(host=None)
    structure.bump()
    main.get("/")

    logging.disable(logging.CRITICAL)
    try:
        assert on_host.get("/").status_code == 400
    finally:
        logging.disable(logging.NOTSET)


def test_port_of_the_portal_is_that_of_all_hosts(hosted, article, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"

    assert article.full_url == f"http://{HOST}:8000/tin-tuc/bai/"
    assert hosted.root_page.full_url == f"http://{HOST}:8000/"
    answer = Client(headers={"host": "localhost:8000"}).get("/tuy-phong/tin-tuc/bai/")
    assert answer["Location"] == f"http://{HOST}:8000/tin-tuc/bai/"
    assert Client(headers={"host": f"{HOST}:8000"}).get("/tin-tuc/bai/").status_code == 200


def test_links_are_paths_on_the_same_host_and_whole_elsewhere(
    hosted, other_site, province, approver, article, on_host, main
):
    here, there = on_host.get("/").context, main.get("/").context

    assert [item.url for item in here["chrome"].menu] == ["/tin-tuc/", "/xay-dung-dang/"]
    assert here["chrome"].province.url == f"{MAIN}/"
    assert {site.url for site in here["chrome"].member_sites} == {"/", f"{MAIN}/la-gi/"}
    assert here["lead_cards"][0].url == "/tin-tuc/bai/"
    assert there["lead_cards"][0].url == f"{OWN}/tin-tuc/bai/"
    assert there["lead_cards"][0].section_url == f"{OWN}/tin-tuc/"
    assert here["chrome"].admin_url == f"{MAIN}/quan-tri/"
    trail = on_host.get("/tin-tuc/bai/").context["chrome"].breadcrumb
    assert [step["url"] for step in trail] == [f"{MAIN}/", "/", "/tin-tuc/"]


@pytest.mark.parametrize(
    ("path", "client_name"), [("/tin-tuc/bai/", "on_host"), ("/", "on_host"), ("/", "main")]
)
def test_page_names_its_one_address(hosted, article, request, path, client_name):
    client = request.getfixturevalue(client_name)
    html = client.get(f"{path}?utm=1").content.decode()

    origin = OWN if client_name == "on_host" else MAIN
    assert html.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{origin}{path}">' in html


def test_wagtail_itself_names_the_same_addresses(hosted, other_site, article):
    elsewhere = factories.section_of(other_site)
    plain = Page.objects.get(pk=article.pk)

    assert plain.full_url == plain.url == f"{OWN}/tin-tuc/bai/"
    assert (elsewhere.url, elsewhere.full_url) == (
        "/la-gi/tin-tuc/",
        f"{MAIN}/la-gi/tin-tuc/",
    )
    assert Page.objects.get(depth=1).url is None


def test_link_in_a_text_leads_to_the_address_of_the_host(
    hosted, other_site, approver, article, on_host, main
):
    body = [("text", f'<p><a linktype="page" id="{article.pk}">xem</a></p>')]
    factories.make_article(hosted, approver, slug="hai", title="Hai", body=body)
    chief = factories.make_person(other_site, Role.APPROVER, "duyet.la-gi")
    factories.make_article(other_site, chief, slug="ba", title="Ba", body=body)

    assert '<a href="/tin-tuc/bai/">xem</a>' in on_host.get("/tin-tuc/hai/").content.decode()
    html = main.get("/la-gi/tin-tuc/ba/").content.decode()
    assert f'<a href="{OWN}/tin-tuc/bai/">xem</a>' in html


def test_sitemap_lists_what_lives_on_the_host(hosted, other_site, article, on_host, main):
    def listed(client):
        parts = client.get("/sitemap.xml").content.decode()
        names = [n for n in ("/sitemap-muc-1.xml", "/sitemap-tin-1.xml") if n in parts]
        return "".join(client.get(name).content.decode() for name in names)

    here, there = listed(on_host), listed(main)

    assert f"<loc>{OWN}/tin-tuc/bai/</loc>" in here
    assert f"<loc>{OWN}/</loc>" in here
    assert MAIN not in here
    assert f"<loc>{MAIN}/la-gi/tin-tuc/</loc>" in there
    assert "tuyphong" not in there
    assert "tuy-phong" not in there
    assert f"Sitemap: {OWN}/sitemap.xml" in on_host.get("/robots.txt").content.decode()
    assert f"Sitemap: {MAIN}/sitemap.xml" in main.get("/robots.txt").content.decode()


def test_feed_names_the_addresses_of_the_host(hosted, article, on_host, main):
    assert f'href="{OWN}/tin-tuc/bai/"' in on_host.get("/tin-moi.xml").content.decode()
    assert f'href="{OWN}/tin-tuc/bai/"' in main.get("/tin-moi.xml").content.decode()


def test_search_on_a_host_is_of_its_site_alone(
    hosted, other_site, article, on_host, main, run_tasks
):
    chief = factories.make_person(other_site, Role.APPROVER, "duyet.la-gi")
    factories.make_article(other_site, chief, slug="khac", title="Bài khác")
    run_tasks()

    assert [c.title for c in on_host.get("/tim-kiem/?q=bài").context["cards"]] == ["Bài"]
    found = {c.title for c in main.get("/tim-kiem/?q=bài").context["cards"]}
    assert found == {"Bài", "Bài khác"}


def test_pages_cost_the_same_queries_on_a_host(site, article, main, on_host):
    def cost(client, path):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    paths = ("/", "/tin-tuc/", "/tin-tuc/bai/", "/chu-de/dang-phi/")
    before = [cost(main, f"/tuy-phong{path}") for path in paths]
    MemberSite.objects.filter(pk=site.pk).update(host=HOST)
    structure.bump()

    assert [cost(on_host, path) for path in paths] == before


def test_site_being_prepared_lives_by_path_until_it_opens(hosted, on_host, main):
    MemberSite.objects.filter(pk=hosted.pk).update(state=SiteState.DRAFT)
    structure.bump()

    answer = on_host.get("/")
    # Not for good: browsers would keep it when the site opens.
    assert (answer.status_code, answer["Location"]) == (302, f"{MAIN}/tuy-phong/")


def test_preview_shows_the_frame_of_the_pages_own_site(hosted, other_site, approver, article):
    chief = factories.make_person(other_site, Role.APPROVER, "duyet.la-gi")
    other = factories.make_article(other_site, chief, slug="khac", title="Bài khác")

    for page, own in ((article, hosted), (other, other_site)):
        html = page.make_preview_request().content.decode()
        assert f'<span class="brand__name">{own.name}</span>' in html
        assert page.title in html


def test_reader_signs_in_on_the_host_of_the_site(hosted, article, on_host):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    factories.make_person(None, None, "ban-doc")

    login = on_host.get("/tin-tuc/bai/")["Location"]
    typed = {"username": "ban-doc", "password": factories.PASSWORD, "next": "/tin-tuc/bai/"}
    answer = on_host.post(login, typed)

    assert (answer.status_code, answer["Location"]) == (302, "/tin-tuc/bai/")
    assert on_host.get("/tin-tuc/bai/").status_code == 200


def test_host_that_a_site_gave_up_serves_no_page_but_leads_on(site, article, main):
    OldPlace.objects.create(host=HOST, prefix="/", target=site.root_page)
    structure.bump()
    former = Client(headers={"host": HOST})

    for path, place in [("/", "/tuy-phong/"), ("/tin-tuc/bai/", "/tuy-phong/tin-tuc/bai/")]:
        answer = former.get(path)
        assert answer.status_code == 301, path
        assert answer["Location"].endswith(place)
