"""A site's names, path and host."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from portal.lifecycle.services import change_path, rename, set_host
from portal.lifecycle.trees import find_flaws
from portal.sites.models import Role, SiteEvent
from tests import factories

NAMES = {
    "name": "Trang Đảng ủy xã Bắc Bình",
    "short_name": "Bắc Bình",
    "organisation": "ĐU Bắc Bình",
}


def test_names_change_and_what_was_named_after_the_site_follows(site, admin):
    rename(actor=admin, site=site, note="Nghị quyết 1", **NAMES)

    site.refresh_from_db()
    assert {name: getattr(site, name) for name in NAMES} == NAMES
    assert (site.root_page.title, site.root_page.draft_title) == ("Bắc Bình", "Bắc Bình")
    assert site.root_page.slug == "tuy-phong"
    assert site.collection.name == "Bắc Bình"
    event = site.events.get(kind=SiteEvent.Kind.RENAMED)
    assert event.facts["short_name"] == ["Tuy Phong", "Bắc Bình"]
    assert rename(actor=admin, site=site, **NAMES) is None


def test_title_that_was_chosen_for_the_home_page_stays(site, admin):
    Page.objects.filter(pk=site.root_page_id).update(title="Cổng xã")

    rename(actor=admin, site=site, **NAMES)

    site.refresh_from_db()
    assert site.root_page.title == "Cổng xã"


def test_new_name_survives_the_next_publication_of_the_home_page(site, admin):
    home = site.root_page.specific
    home.save_revision()

    rename(actor=admin, site=site, **NAMES)
    Page.objects.get(pk=home.pk).specific.get_latest_revision().publish()

    assert Page.objects.get(pk=home.pk).title == "Bắc Bình"


@pytest.mark.parametrize("field", NAMES)
@pytest.mark.parametrize("value", ["", "   ", "x" * 201])
def test_name_that_is_empty_or_too_long_is_refused(site, admin, refused, field, value):
    refused("VD-08", rename, actor=admin, site=site, **(NAMES | {field: value}))

    site.refresh_from_db()
    assert site.short_name == "Tuy Phong"


def test_path_changes_for_all_pages_of_the_site(site, admin, articles, client):
    change_path(actor=admin, site=site, code="bac-binh")

    site.refresh_from_db()
    assert (site.code, site.root_page.slug) == ("bac-binh", "bac-binh")
    assert client.get("/bac-binh/tin-tuc/bai-1/").status_code == 200
    assert client.get("/bac-binh/").status_code == 200
    assert find_flaws() == {}
    event = site.events.get(kind=SiteEvent.Kind.PATH)
    assert event.facts == {"from": "/tuy-phong/", "to": "/bac-binh/"}


@pytest.mark.parametrize("rest", ["", "tin-tuc/", "tin-tuc/bai-1/", "chu-de/khong-co/"])
def test_old_path_leads_to_the_new_one(site, admin, articles, client, rest):
    change_path(actor=admin, site=site, code="bac-binh")

    answer = client.get(f"/tuy-phong/{rest}?trang=2")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (301, f"/bac-binh/{rest}")


def test_path_before_the_last_one_leads_to_the_present_one(site, admin, articles, client):
    change_path(actor=admin, site=site, code="bac-binh")
    change_path(actor=admin, site=site, code="ham-thuan")

    answer = client.get("/tuy-phong/tin-tuc/bai-1/")

    assert (answer.status_code, answer["Location"]) == (301, "/ham-thuan/tin-tuc/bai-1/")


def test_going_back_to_the_old_path_leaves_no_loop(site, admin, articles, client):
    change_path(actor=admin, site=site, code="bac-binh")
    change_path(actor=admin, site=site, code="tuy-phong")

    assert client.get("/tuy-phong/tin-tuc/bai-1/").status_code == 200
    answer = client.get("/bac-binh/tin-tuc/bai-1/")
    assert (answer.status_code, answer["Location"]) == (301, "/tuy-phong/tin-tuc/bai-1/")


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("la-gi", "TV-01"),  # another site
        ("tin-tuc", "TV-01"),  # a section of the province
        ("tim-kiem", "TV-02"),
        ("trang-2", "TV-02"),
        ("Tuy-Phong", "TV-03"),
        ("tuy phong", "TV-03"),
        ("", "TV-03"),
        ("x" * 61, "TV-03"),
    ],
)
def test_path_that_cannot_be_is_refused(site, other_site, admin, refused, code, refusal):
    refused(refusal, change_path, actor=admin, site=site, code=code)

    site.refresh_from_db()
    assert (site.code, site.root_page.slug) == ("tuy-phong", "tuy-phong")


def test_path_of_the_province_is_refused(province, admin, refused):
    refused("VD-09", change_path, actor=admin, site=province, code="lam-dong")


def test_site_administrator_renames_and_moves_nothing(site):
    person = factories.make_person(site, Role.SITE_ADMIN)

    for act, values in [
        (rename, NAMES),
        (change_path, {"code": "x"}),
        (set_host, {"host": "a.vn"}),
    ]:
        with pytest.raises(PermissionDenied):
            act(actor=person, site=site, **values)

    site.refresh_from_db()
    assert (site.code, site.host, site.short_name) == ("tuy-phong", None, "Tuy Phong")


def test_host_is_given_changed_and_taken_away(site, admin):
    set_host(actor=admin, site=site, host="TuyPhong.Example.vn.")

    site.refresh_from_db()
    row = WagtailSite.objects.get(root_page=site.root_page)
    assert (site.host, row.hostname, row.site_name) == ("tuyphong.example.vn",) * 2 + (site.name,)
    assert not row.is_default_site

    set_host(actor=admin, site=site, host="tuy-phong.example.vn", host_is_canonical=False)

    site.refresh_from_db()
    row = WagtailSite.objects.get(root_page=site.root_page)
    assert (site.host, site.host_is_canonical) == ("tuy-phong.example.vn", False)
    assert row.hostname == "tuy-phong.example.vn"

    set_host(actor=admin, site=site, host="")

    site.refresh_from_db()
    assert site.host is None
    assert not WagtailSite.objects.filter(root_page=site.root_page).exists()
    assert site.events.filter(kind=SiteEvent.Kind.HOST).count() == 3


def test_host_with_letters_of_vietnamese_is_kept_as_punycode(site, admin):
    set_host(actor=admin, site=site, host="tuyphòng.example.vn")

    site.refresh_from_db()
    assert site.host == "tuyphòng.example.vn".encode("idna").decode()
    assert site.host.startswith("xn--")


@pytest.mark.parametrize(
    ("host", "refusal"),
    [
        ("https://a.example.vn", "TM-01"),
        ("a.example.vn:8000", "TM-01"),
        ("a.example.vn/tin", "TM-01"),
        ("a b.example.vn", "TM-01"),
        ("-a.example.vn", "TM-01"),
        ("a..vn", "TM-01"),
        ("a_b.example.vn", "TM-01"),
        ("10.0.0.1", "TM-01"),
        ("maychu", "TM-01"),
        ("*.example.vn", "TM-01"),
        (f"{'a' * 64}.vn", "TM-01"),
        (f"{'a.' * 130}vn", "TM-01"),
        ("1.2.3.0x4", "TM-01"),
        ("1.2.3.0X4", "TM-01"),
        ("0x7f.1", "TM-01"),
        ("may.0x", "TM-01"),
        ("member-sites.invalid", "TM-01"),
        ("lagi.example.vn", "TM-02"),
        ("www.lagi.example.vn", "TM-02"),
        ("WWW.LaGi.example.vn.", "TM-02"),
        ("LAGI.example.vn", "TM-02"),
    ],
)
def test_host_that_cannot_be_is_refused(site, other_site, admin, refused, host, refusal):
    set_host(actor=admin, site=other_site, host="lagi.example.vn")

    refused(refusal, set_host, actor=admin, site=site, host=host)

    site.refresh_from_db()
    assert site.host is None
    assert WagtailSite.objects.count() == 2


def test_host_without_www_is_refused_when_the_one_with_it_is_taken(
    site, other_site, admin, refused
):
    set_host(actor=admin, site=other_site, host="www.lagi.example.vn")

    text = refused("TM-02", set_host, actor=admin, site=site, host="lagi.example.vn")

    assert "www.lagi.example.vn" in text


def test_site_may_take_www_before_its_own_host(site, admin):
    set_host(actor=admin, site=site, host="tuyphong.example.vn")

    set_host(actor=admin, site=site, host="www.tuyphong.example.vn")

    site.refresh_from_db()
    assert site.host == "www.tuyphong.example.vn"


@pytest.mark.parametrize("host", ["www.dangbo.example.vn", "dangbo.example.vn"])
@pytest.mark.parametrize("www", ["", "www."])
def test_host_of_the_portal_is_refused_with_and_without_www(
    site, admin, refused, settings, host, www
):
    settings.WAGTAILADMIN_BASE_URL = f"https://{www}dangbo.example.vn"

    refused("TM-03", set_host, actor=admin, site=site, host=host)


def test_host_for_the_province_is_refused(province, admin, refused):
    refused("TM-04", set_host, actor=admin, site=province, host="tinh.example.vn")
