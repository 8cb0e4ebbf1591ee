"""Typing, changing and deleting old addresses: who may, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.redirects import services, targets
from portal.redirects.models import LegacyPattern, MissedAddress, OldAddress, OldPlace
from portal.redirects.rules import current as rules_now
from portal.sites.models import Role, SiteState
from portal.sites.structure import current
from tests import factories
from tests.portal.redirects.desk import answer, typed

URL = "/tuy-phong/tin-tuc/bai/"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.fixture
def foreign(other_site):
    person = factories.make_person(other_site, Role.APPROVER)
    return factories.make_article(other_site, person, title="Bài lạ", slug="bai-la")


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quantri")


def _refused(code, old, new, **values):
    before = OldAddress.objects.count()
    with pytest.raises(ValidationError, match=code):
        typed(old, new, **values)
    assert OldAddress.objects.count() == before


def test_site_administrator_types_addresses_of_the_own_site(article, site, admin):
    row = typed("/tuy-phong/cu", URL, actor=admin)

    assert row.site == site
    assert answer("/tuy-phong/cu/") == (301, URL)


@pytest.mark.parametrize(
    "old",
    ["/la-gi/cu", "/cu", "https://la-gi.example.vn/cu", "https://khong-ai.example.vn/cu"],
)
def test_address_of_others_is_refused(article, other_site, admin, old):
    other_site.host = "la-gi.example.vn"
    other_site.save()

    _refused("DC-06", old, URL, actor=admin)


@pytest.mark.parametrize(
    "new",
    ["/la-gi/tin-tuc/bai-la/", "/la-gi/", "/la-gi/chu-de/x/", "/la-gi/khong/co/", "/tim-kiem/"],
)
def test_target_in_another_site_is_refused(article, foreign, admin, new):
    _refused("DC-07", "/tuy-phong/cu", new, actor=admin)


def test_host_that_the_own_site_gave_up_may_be_used(article, site, admin):
    services.remember_host(host="cu.example.vn", page=site.root_page)

    assert typed("https://cu.example.vn/a", URL, actor=admin).site == site


def test_administrator_of_a_frozen_site_changes_nothing(article, site, admin, portal_admin):
    site.state = SiteState.FROZEN
    site.save()

    _refused("DC-0[67]", "/tuy-phong/cu", URL, actor=admin)
    assert typed("/tuy-phong/cu", URL, actor=portal_admin).pk


@pytest.mark.parametrize(
    "new",
    ["javascript:alert(1)", "ftp://a.vn/", "https://u:p@a.vn/", "https://a b.vn/", "//a.vn/x", "x"],
)
def test_target_that_is_no_address_is_refused(site, new):
    with pytest.raises(ValidationError, match=r"DC-0[1234]"):
        typed("/cu", new)


def test_target_where_nothing_answers_is_refused(article):
    _refused("DC-03", "/cu", "/tuy-phong/khong-co/")


def test_address_of_a_published_page_is_refused(article):
    _refused("DC-05", URL, "/tuy-phong/")
    article.unpublish()

    assert typed(URL, "/tuy-phong/").pk


def test_address_of_a_page_in_a_site_that_is_gone_is_free(article, site):
    site.state = SiteState.REDIRECTED
    site.save()

    assert typed(URL, "https://xa.example.vn/").site == site
    assert answer(URL) == (301, "https://xa.example.vn/")


@pytest.mark.parametrize("old", ["/", "/quan-tri/", "/quan-tri/pages/", "/static/a.css"])
def test_address_of_the_portal_is_refused(article, old):
    _refused("DC-08", old, URL)


def test_address_that_is_there_already_is_refused(article):
    typed("/cu", URL)

    _refused("DC-09", "/Cu/", "/tuy-phong/")


def test_address_that_leads_to_itself_is_refused(site):
    _refused("DC-04", "/tim-kiem/?q=a", "/tim-kiem/?q=a")


def test_row_that_leads_to_an_old_address_takes_over_its_target(article):
    typed("/hai", URL)
    typed("/mot", "/hai")

    assert OldAddress.objects.get(path="/mot").target_id == article.pk


def test_rows_that_lead_to_a_new_old_address_take_over_its_target(article):
    typed("/mot", "/tai-lieu/7/a.pdf")
    typed("/tai-lieu/7/a.pdf", URL)

    assert answer("/mot/") == (301, URL)


def test_circle_is_refused(site):
    typed("/tai-lieu/1/a.pdf", "/tai-lieu/2/b.pdf")

    _refused("DC-04", "/tai-lieu/2/b.pdf", "/tai-lieu/1/a.pdf")


@pytest.mark.parametrize("key", ["1520", "abc:1", "dnn:", "dnn:" + "1" * 300])
def test_number_of_no_system_is_refused(article, key):
    _refused("DC-11", "/cu", URL, legacy_key=key)


@pytest.mark.parametrize(
    ("old", "given", "stored"),
    [
        ("/tuy-phong/x/post/12/a", "", "dnn:12"),
        ("/tuy-phong/x/post/12/a", "77", "dnn:77"),
        ("/tuy-phong/cu", "NukeViet:5", "nukeviet:5"),
        ("/tuy-phong/cu", "", ""),
    ],
)
def test_number_is_given_or_read_from_the_address(article, old, given, stored):
    assert typed(old, URL, legacy_key=given).legacy_key == stored


def test_changed_row_keeps_its_key(article, site, admin):
    row = typed("/tuy-phong/cu", URL)
    target = targets.of_page(site.root_page, rules_now(current()))

    services.save_address(actor=admin, address=row.address, target=target, row=row)

    changed = OldAddress.objects.get()
    assert (changed.pk, changed.target_id) == (row.pk, site.root_page_id)
    assert changed.created_at == row.created_at


def test_foreign_row_is_neither_changed_nor_deleted(article, foreign, admin):
    row = typed("/la-gi/cu", "/la-gi/")
    target = targets.of_page(article, rules_now(current()))

    with pytest.raises(PermissionDenied):
        services.save_address(actor=admin, address=row.address, target=target, row=row)
    with pytest.raises(PermissionDenied):
        services.delete_address(actor=admin, row=row)

    assert OldAddress.objects.get().target_id == row.target_id


def test_deleted_row_leads_nowhere(article, admin):
    services.delete_address(actor=admin, row=typed("/tuy-phong/cu", URL))

    assert answer("/tuy-phong/cu/")[0] == 404


def test_only_portal_administrators_decide_for_all(site, admin, portal_admin):
    with pytest.raises(PermissionDenied):
        services.switch_pattern(actor=admin, name="dnn_post", enabled=False)
    place = services.remember_place(prefix="/cu", page=site.root_page)
    with pytest.raises(PermissionDenied):
        services.forget_place(actor=admin, place=place)
    assert (LegacyPattern.objects.count(), OldPlace.objects.count()) == (0, 1)

    services.switch_pattern(actor=portal_admin, name="dnn_post", enabled=False)
    services.forget_place(actor=portal_admin, place=place)

    assert (LegacyPattern.objects.count(), OldPlace.objects.count()) == (1, 0)


def test_whole_portal_and_articles_are_no_old_place(article, site):
    with pytest.raises(ValidationError, match="DC-08"):
        services.remember_place(prefix="/", page=site.root_page)
    with pytest.raises(ValidationError, match="DC-10"):
        services.remember_place(prefix="/cu", page=article)


def test_miss_is_struck_by_its_site_only(site, other_site, admin):
    day = "2026-11-01"
    mine, other = (
        MissedAddress.objects.create(site=s, path=f"/{s.code}/x", first_day=day, last_day=day)
        for s in (site, other_site)
    )
    with pytest.raises(PermissionDenied):
        services.forget_miss(actor=admin, row=other)
    services.forget_miss(actor=admin, row=mine)

    assert list(MissedAddress.objects.all()) == [other]


def test_host_in_use_again_is_no_old_place(site):
    services.remember_host(host="cu.example.vn", page=site.root_page)

    services.forget_host(host="CU.example.vn")

    assert not OldPlace.objects.exists()
