"""A home page that was lost comes back; the archive is no dead end."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from portal.lifecycle.services import (
    archive,
    bring_back,
    change_path,
    change_state,
    merge_into,
    rename,
    restore_home,
    set_host,
)
from portal.lifecycle.trees import NO_HOME, find_flaws
from portal.pages.models import HomePage
from portal.sites import structure
from portal.sites.models import Role, SiteEvent, SiteState
from tests import factories


@pytest.fixture
def lost(site):
    """As an older release could leave it: without home page and sections."""
    home = Page.objects.get(pk=site.root_page_id)
    home.delete()
    structure.bump()
    site.refresh_from_db()
    assert site.root_page_id is None
    return site


def _url(site, act=""):
    args = [site.pk, act] if act else [site.pk]
    return reverse("lifecycle:act" if act else "lifecycle:site", args=args)


def test_lost_home_is_found_by_the_check_and_restored_from_the_life_of_the_site(
    lost, admin, signed_in, client
):
    assert find_flaws() == {NO_HOME: [lost.pk]}
    desk = signed_in(admin)
    assert _url(lost, "trang-chu") in desk.get(_url(lost)).content.decode()

    answer = desk.post(_url(lost, "trang-chu"), {"note": "Khôi phục"}, follow=True)

    lost.refresh_from_db()
    assert "/tuy-phong/" in answer.content.decode()
    assert (lost.root_page.slug, client.get("/tuy-phong/").status_code) == ("tuy-phong", 200)
    assert find_flaws() == {}
    assert lost.events.first().facts == {"home": "/tuy-phong/"}
    assert _url(lost, "trang-chu") not in desk.get(_url(lost)).content.decode()
    assert restore_home(actor=admin, site=lost) is None


def test_host_of_a_site_comes_back_with_its_home(site, admin):
    set_host(actor=admin, site=site, host="tuyphong.example.test")
    Page.objects.get(pk=site.root_page_id).delete()
    structure.bump()

    restore_home(actor=admin, site=site)

    row = WagtailSite.objects.get(hostname="tuyphong.example.test")
    assert row.root_page_id == site.root_page_id


def test_home_that_was_taken_offline_is_published_again(site, admin, client):
    home = HomePage.objects.get(pk=site.root_page_id)
    home.live = False
    home.save()
    assert find_flaws() == {NO_HOME: [site.pk]}

    assert restore_home(actor=admin, site=site)

    assert client.get("/tuy-phong/").status_code == 200
    assert find_flaws() == {}


def test_home_is_not_restored_where_another_page_lies_by_now(lost, province, admin, refused):
    home = HomePage(title="Khác", slug="tuy-phong")
    Page.objects.get(pk=province.root_page_id).add_child(instance=home)

    refused("TV-01", restore_home, actor=admin, site=lost)

    lost.refresh_from_db()
    assert lost.root_page_id is None


def test_merged_site_has_lost_nothing(site, other_site, admin):
    merge_into(actor=admin, site=site, target=other_site, roles={})

    assert find_flaws() == {}
    assert restore_home(actor=admin, site=site) is None


def test_refusal_for_want_of_a_home_says_how_to_get_one(lost, admin, refused):
    names = {"name": "X", "short_name": "X", "organisation": "X"}

    refused("VD-03", rename, actor=admin, site=lost, **names)


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, Role.EDITOR])
def test_people_of_a_site_without_home_can_sign_in(lost, signed_in, role):
    person = factories.make_person(lost, role)

    assert signed_in(person).get("/quan-tri/").status_code == 200


def test_archived_site_comes_back_to_a_path_of_its_own(site, admin, articles, client, signed_in):
    archive(actor=admin, site=site)
    change_state(actor=admin, site=site, state=SiteState.ACTIVE)
    desk = signed_in(admin)
    page = desk.get(_url(site)).content.decode()
    assert _url(site, "luu-tru") not in page
    assert desk.get(_url(site, "luu-tru")).status_code == 302
    assert desk.get(_url(site, "ra-luu-tru")).context["form"]["code"].value() == "tuy-phong"

    desk.post(_url(site, "ra-luu-tru"), {"code": "bac-binh", "note": "Quyết định 9"})

    site.refresh_from_db()
    assert (site.code, site.state) == ("bac-binh", SiteState.ACTIVE)
    assert client.get("/bac-binh/tin-tuc/bai-1/").status_code == 200
    for old in ("/tuy-phong/tin-tuc/bai-1/", "/luu-tru/tuy-phong/tin-tuc/bai-1/"):
        assert client.get(old)["Location"] == "/bac-binh/tin-tuc/bai-1/"
    assert find_flaws() == {}
    event = site.events.first()
    assert (event.kind, event.facts["to"]) == (SiteEvent.Kind.PATH, "/bac-binh/")
    assert "/bac-binh/" in desk.get(_url(site)).content.decode()


def test_way_back_to_the_old_path_leaves_no_loop(site, admin, articles, client):
    archive(actor=admin, site=site)

    bring_back(actor=admin, site=site, code="tuy-phong")

    assert client.get("/tuy-phong/tin-tuc/bai-1/").status_code == 200
    answer = client.get("/luu-tru/tuy-phong/tin-tuc/bai-1/")
    assert answer["Location"] == "/tuy-phong/tin-tuc/bai-1/"
    archive(actor=admin, site=site)
    assert client.get("/tuy-phong/")["Location"] == "/luu-tru/tuy-phong/"


@pytest.mark.parametrize(("code", "refusal"), [("la-gi", "TV-01"), ("X Y", "TV-03")])
def test_way_out_of_the_archive_to_what_cannot_be_is_refused(
    site, other_site, admin, refused, code, refusal
):
    archive(actor=admin, site=site)

    refused(refusal, bring_back, actor=admin, site=site, code=code)

    site.refresh_from_db()
    assert site.code == "tuy-phong"
    assert site.root_page.url_path.endswith("/luu-tru/tuy-phong/")


def test_site_that_is_not_archived_is_not_brought_back(site, admin, refused, signed_in):
    refused("VD-32", bring_back, actor=admin, site=site, code="tuy-phong")
    assert signed_in(admin).get(_url(site, "ra-luu-tru")).status_code == 302


def test_archived_site_leaves_the_list_of_member_sites(site, other_site, admin, client):
    archive(actor=admin, site=site)
    change_path(actor=admin, site=other_site, code="la-gi-moi")

    page = client.get("/").content.decode()

    assert "/la-gi-moi/" in page
    assert "/luu-tru/tuy-phong/" not in page
