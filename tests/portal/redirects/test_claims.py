"""Old paths and hosts of a site: known on every host, and nobody else's to take."""

from urllib.parse import urljoin

import pytest
from django.core.exceptions import ValidationError

from portal.lifecycle.services import change_path, change_state, merge_into, set_host
from portal.pages.services import refuse_taken_code
from portal.redirects.models import OldPlace
from portal.setup.checks import free_code, free_host, sentence_of
from portal.sites.models import Role, SiteState
from tests import factories
from tests.portal.redirects import desk
from tests.portal.redirects.desk import typed

HOST = "tuyphong.example.test"
MAIN = "testserver"


def answer(path, host=MAIN):
    """Status and the whole new address."""
    status, location = desk.answer(path, host=host)
    return status, urljoin(f"http://{host}/", location) if location else ""


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.mark.parametrize("rest", ["", "tin-tuc/", "tin-tuc/bai/", "chu-de/khong-co/"])
def test_old_path_leads_on_from_the_sites_own_host(site, article, rest):
    set_host(actor=None, site=site, host=HOST)
    change_path(actor=None, site=site, code="bac-binh")

    assert answer(f"/tuy-phong/{rest}", host=HOST) == (301, f"http://{HOST}/{rest}")
    assert answer(f"/tuy-phong/{rest}") == (301, f"http://{HOST}/{rest}")


@pytest.mark.parametrize("rest", ["", "tin-tuc/", "tin-tuc/bai/"])
def test_old_path_leads_on_from_a_host_that_is_not_the_main_address(site, article, rest):
    set_host(actor=None, site=site, host=HOST, host_is_canonical=False)
    change_path(actor=None, site=site, code="bac-binh")

    assert answer(f"/tuy-phong/{rest}", host=HOST) == (301, f"http://testserver/bac-binh/{rest}")


def test_old_path_leads_on_from_a_host_that_was_given_up(site, article):
    set_host(actor=None, site=site, host=HOST)
    change_path(actor=None, site=site, code="bac-binh")
    set_host(actor=None, site=site, host="")

    found = answer("/tuy-phong/tin-tuc/bai/", host=HOST)

    assert found == (301, "http://testserver/bac-binh/tin-tuc/bai/")


def test_old_path_of_another_site_leads_on_from_this_sites_host(site, other_site, article):
    set_host(actor=None, site=other_site, host=HOST)
    change_path(actor=None, site=site, code="bac-binh")

    found = answer("/tuy-phong/tin-tuc/bai/", host=HOST)

    assert found == (301, "http://testserver/bac-binh/tin-tuc/bai/")


def test_section_with_the_name_of_an_old_path_is_the_hosts_own(site, other_site, article):
    set_host(actor=None, site=site, host=HOST)
    change_path(actor=None, site=other_site, code="bac-binh")
    section = factories.section_of(site)
    section.slug = "la-gi"
    section.save()

    assert answer("/la-gi/bai/", host=HOST) == (200, "")


@pytest.mark.parametrize("host", ["testserver", HOST])
def test_older_path_of_a_closed_site_is_as_gone_as_the_present_one(site, article, host):
    set_host(actor=None, site=site, host=HOST)
    change_path(actor=None, site=site, code="bac-binh")
    change_state(actor=None, site=site, state=SiteState.CLOSED)

    for path in ("/tuy-phong/", "/tuy-phong/tin-tuc/bai/"):
        assert answer(path, host=host)[0] == 410, path
    assert answer("/tin-tuc/bai/", host=HOST)[0] == 410


def test_older_path_of_a_redirected_site_leads_to_the_successor(site, other_site, article):
    change_path(actor=None, site=site, code="bac-binh")
    change_state(actor=None, site=site, state=SiteState.FROZEN)
    change_state(actor=None, site=site, state=SiteState.REDIRECTED, successor=other_site)

    for path in ("/tuy-phong/tin-tuc/bai/", "/bac-binh/tin-tuc/bai/"):
        assert answer(path) == (301, "http://testserver/la-gi/")


def test_former_host_of_a_site_is_refused_to_others(site, other_site):
    set_host(actor=None, site=site, host=HOST)
    set_host(actor=None, site=site, host="")

    for host in (HOST, f"www.{HOST}"):
        with pytest.raises(ValidationError, match="TM-06"):
            set_host(actor=None, site=other_site, host=host)
        assert "TM-06" in sentence_of(free_host, host)

    assert answer("/tin-tuc/", host=HOST) == (301, "http://testserver/tuy-phong/tin-tuc/")
    set_host(actor=None, site=site, host=HOST)
    assert answer("/tin-tuc/", host=HOST) == (200, "")


def test_former_host_is_free_when_the_old_place_was_removed(site, other_site):
    set_host(actor=None, site=site, host=HOST)
    set_host(actor=None, site=site, host="")
    OldPlace.objects.get(host=HOST).delete()

    set_host(actor=None, site=other_site, host=HOST)

    assert other_site.host == HOST


def test_old_path_of_a_site_is_refused_to_others_and_free_for_itself(site, other_site):
    change_path(actor=None, site=site, code="bac-binh")

    with pytest.raises(ValidationError, match="VD-33"):
        change_path(actor=None, site=other_site, code="tuy-phong")
    assert "VD-33" in sentence_of(free_code, "tuy-phong")

    assert answer("/tuy-phong/") == (301, "http://testserver/bac-binh/")
    assert change_path(actor=None, site=site, code="tuy-phong")


def test_path_that_single_addresses_lead_on_from_is_refused_to_others(site, other_site):
    typed("/trang-cu", "/tuy-phong/tin-tuc/")

    with pytest.raises(ValidationError, match="VD-33"):
        refuse_taken_code("trang-cu")
    with pytest.raises(ValidationError, match="VD-33"):
        refuse_taken_code("trang-cu", site=other_site)
    refuse_taken_code("trang-cu", site=site)


@pytest.mark.parametrize("code", ["luu-tru", "quan-tri"])
def test_archive_is_reserved_from_the_beginning(province, code):
    assert "TV-02" in sentence_of(free_code, code)


@pytest.mark.parametrize("new", ["/tuy-phong/tin-tuc/", "/tuy-phong/tin-tuc/bai/"])
def test_typed_address_follows_what_it_leads_to_in_a_merge(site, other_site, article, new):
    typed("/in-tren-giay", new)

    merge_into(actor=None, site=site, target=other_site, roles={})

    now = new.replace("tuy-phong", "la-gi")
    assert answer("/in-tren-giay") == (301, f"http://testserver{now}")


def test_typed_address_on_the_sites_host_follows_in_a_merge(site, other_site, article):
    set_host(actor=None, site=site, host=HOST)
    typed("/in-tren-giay", f"http://{HOST}/tin-tuc/")

    merge_into(actor=None, site=site, target=other_site, roles={Role.EDITOR: None})

    assert answer("/in-tren-giay") == (301, "http://testserver/la-gi/tin-tuc/")
