"""What making a site refuses and notes; the rest is in tests/portal/sites/test_services.py."""

import pytest
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from portal.pages.services import create_member_site
from portal.sites.models import MemberSite, SiteEvent, SiteState
from tests import factories

DETAILS = {"name": "Trang X", "short_name": "X", "organisation": "Đảng ủy X"}


def test_site_begins_as_asked_and_the_making_is_noted(province, admin):
    site = create_member_site(
        code="x",
        state=SiteState.DRAFT,
        host="X.Example.vn",
        actor=admin,
        note="Quyết định 7",
        motto="Đoàn kết",
        **DETAILS,
    )

    assert (site.state, site.host, site.motto) == (SiteState.DRAFT, "x.example.vn", "Đoàn kết")
    assert WagtailSite.objects.get(hostname="x.example.vn").root_page_id == site.root_page_id
    event = site.events.get()
    assert (event.kind, event.actor, event.note) == (SiteEvent.Kind.CREATED, admin, "Quyết định 7")


def test_making_again_notes_nothing_and_keeps_the_host(province, admin):
    for host in ("x.example.vn", "y.example.vn"):
        site = create_member_site(code="x", host=host, **DETAILS)

    assert site.host == "x.example.vn"
    assert SiteEvent.objects.filter(site=site).count() == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": "tin-tuc"}, "TV-01"),
        ({"code": "tim-kiem"}, "TV-02"),
        ({"code": "trang-3"}, "TV-02"),
        ({"code": "Tuy-Phong"}, "TV-03"),
        ({"code": ""}, "TV-03"),
        ({"code": "x", "is_province": True}, "TV-04"),
        ({"code": "x", "host": "x"}, "TM-01"),
        ({"code": "x", "host": "lagi.example.vn"}, "TM-02"),
    ],
)
def test_site_that_collides_is_refused_and_nothing_is_left(province, refused, values, code):
    lagi = factories.make_site("la-gi", "La Gi")
    create_member_site(code=lagi.code, host="lagi.example.vn", **DETAILS)
    before = [MemberSite.objects.count(), Page.objects.count(), WagtailSite.objects.count()]

    refused(code, create_member_site, **(DETAILS | values))

    now = [MemberSite.objects.count(), Page.objects.count(), WagtailSite.objects.count()]
    assert now == before


def test_code_of_a_page_that_is_not_published_is_refused(province, refused):
    section = factories.section_of(province)
    section.unpublish()

    refused("TV-01", create_member_site, code="tin-tuc", **DETAILS)
