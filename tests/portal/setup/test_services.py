"""Making a whole member site: all of it, once, or nothing."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Collection, Page
from wagtail.models import Site as WagtailSite

from portal.pages.models import SectionPage
from portal.people.models import PersonEvent
from portal.plugins import gate
from portal.plugins.models import Activation
from portal.setup.models import SiteSetup
from portal.setup.services import NewSite, make_site
from portal.setup.templates_of_sites import TEMPLATES
from portal.sites import structure
from portal.sites.models import MemberSite, Role, RoleGrant, SiteEvent
from tests import factories

User = get_user_model()


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


def wanted(**values):
    values = {
        "token": "a" * 32,
        "name": "Trang thông tin điện tử Đảng ủy xã Phan Rí",
        "short_name": "Phan Rí",
        "code": "phan-ri",
        "organisation": "Đảng ủy xã Phan Rí",
        "template": "xa-phuong",
        "admin_email": "quantri.phanri@portal.example",
        "admin_last_name": "Đỗ Văn",
        "admin_first_name": "Ánh",
    } | values
    return NewSite(**values)


def _nothing_made():
    return (
        not MemberSite.objects.filter(is_province=False).exists()
        and not SiteSetup.objects.exists()
        and not Page.objects.filter(slug="phan-ri").exists()
        and not Collection.objects.filter(name="Phan Rí").exists()
        and not User.objects.filter(email="quantri.phanri@portal.example").exists()
    )


def _field(refusal):
    [(field, _messages)] = refusal.value.message_dict.items()
    return field


@pytest.mark.parametrize("template", TEMPLATES)
def test_site_has_sections_collection_and_administrator_and_is_being_prepared(
    portal_admin, template
):
    setup, is_new = make_site(actor=portal_admin, wanted=wanted(template=template))

    site = setup.site
    assert is_new
    assert site.state == "draft"
    assert site.collection.name == "Phan Rí"
    sections = SectionPage.objects.descendant_of(site.root_page)
    assert {page.title for page in sections} == {
        section.title for section in TEMPLATES[template].all_sections
    }
    [grant] = RoleGrant.objects.filter(site=site)
    assert (grant.role, grant.person.email) == ("site_admin", "quantri.phanri@portal.example")
    created = SiteEvent.objects.get(site=site, kind=SiteEvent.Kind.CREATED)
    assert created.actor == portal_admin


def test_site_has_its_host(portal_admin):
    setup, _is_new = make_site(actor=portal_admin, wanted=wanted(host="phanri.example.vn"))

    assert setup.site.host == "phanri.example.vn"
    assert (
        WagtailSite.objects.get(hostname="phanri.example.vn").root_page_id
        == setup.site.root_page_id
    )


def test_readers_find_it_with_the_next_request_once_it_is_in_operation(portal_admin, client):
    from portal.lifecycle.states import change_state

    setup, _is_new = make_site(actor=portal_admin, wanted=wanted())
    assert client.get("/phan-ri/").status_code == 404

    change_state(actor=portal_admin, site=setup.site, state="active")

    assert client.get("/phan-ri/").status_code == 200


def test_same_form_sent_twice_makes_one_site(portal_admin):
    first, _is_new = make_site(actor=portal_admin, wanted=wanted())
    second, is_new = make_site(actor=portal_admin, wanted=wanted())

    assert second == first
    assert not is_new
    assert MemberSite.objects.filter(is_province=False).count() == 1
    assert PersonEvent.objects.count() == 1


def test_form_that_made_a_site_makes_no_other(portal_admin):
    make_site(actor=portal_admin, wanted=wanted())

    with pytest.raises(ValidationError) as refusal:
        make_site(actor=portal_admin, wanted=wanted(code="phan-ri-hai"))

    assert refusal.value.code == "TV-16"
    assert not MemberSite.objects.filter(code="phan-ri-hai").exists()


def test_another_form_with_the_same_code_is_refused(portal_admin):
    make_site(actor=portal_admin, wanted=wanted())

    with pytest.raises(ValidationError) as refusal:
        make_site(actor=portal_admin, wanted=wanted(token="b" * 32))

    assert _field(refusal) == "code"
    assert SiteSetup.objects.count() == 1


def test_existing_person_becomes_administrator(portal_admin):
    person = factories.make_person(None, None, "co.san")

    setup, _is_new = make_site(actor=portal_admin, wanted=wanted(admin=person, admin_email=""))

    assert RoleGrant.objects.get(site=setup.site).person == person
    assert setup.facts["invited"] is False


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "tin-tuc"}, "code"),  # a section of the province
        ({"code": "tim-kiem"}, "code"),  # an address of the portal
        ({"code": "trang-2"}, "code"),  # a page of a list
        ({"code": "Phan Rí"}, "code"),
        ({"host": "localhost"}, "host"),
        ({"host": "không phải tên miền"}, "host"),
        ({"template": "khong-co"}, "template"),
        ({"theme": "khong-co"}, "theme"),
        ({"plugins": ("khong_co",), "admin_email": "x"}, "admin_email"),
        ({"admin_email": "khong-phai-thu"}, "admin_email"),
        ({"admin_first_name": ""}, "admin_email"),
    ],
)
def test_wrong_value_is_told_at_its_field_and_nothing_is_made(portal_admin, values, field):
    with pytest.raises(ValidationError) as refusal:
        make_site(actor=portal_admin, wanted=wanted(**values))

    assert _field(refusal) == field
    assert _nothing_made()


def test_host_of_another_site_is_refused(portal_admin):
    make_site(actor=portal_admin, wanted=wanted(host="phanri.example.vn"))
    second = wanted(token="b" * 32, code="la-gi", short_name="La Gi", host="PhanRi.example.vn.")

    with pytest.raises(ValidationError) as refusal:
        make_site(actor=portal_admin, wanted=second)

    assert _field(refusal) == "host"
    assert not MemberSite.objects.filter(code="la-gi").exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.SITE_ADMIN])
def test_people_of_sites_make_none(site, role):
    person = factories.make_person(site, role)

    with pytest.raises(PermissionDenied):
        make_site(actor=person, wanted=wanted())

    assert not SiteSetup.objects.exists()


@pytest.mark.parametrize("role", [Role.NEWSROOM, Role.AUDITOR])
def test_newsroom_and_auditors_make_none(province, role):
    with pytest.raises(PermissionDenied):
        make_site(actor=factories.make_person(None, role), wanted=wanted())

    assert _nothing_made()


def test_making_a_site_takes_seconds(portal_admin):
    began = time.monotonic()
    make_site(actor=portal_admin, wanted=wanted())

    assert time.monotonic() - began < 10


@pytest.fixture
def sample_plugin(monkeypatch):
    """A plugin that is switched site by site, as far as the framework looks at it."""
    from portal.plugins import registry
    from portal.plugins.config import PluginConfig

    class Sample(PluginConfig):
        name = "tests.sample_plugins"
        slug = "sample_of_setup"
        verbose_name = "Phần mở rộng mẫu"
        scope = "site"

    import tests.sample_plugins as package

    config = Sample("tests.sample_plugins", package)
    monkeypatch.setattr(registry, "installed", lambda: {"sample_of_setup": config})
    structure.forget()
    return config


def test_plugins_chosen_are_switched_on_for_the_site_only(portal_admin, site, sample_plugin):
    # Within a request the gate dates from before the site.
    kept = gate.of_request.set(gate.at(structure.current()))
    try:
        setup, _is_new = make_site(actor=portal_admin, wanted=wanted(plugins=("sample_of_setup",)))
    finally:
        gate.of_request.reset(kept)

    [row] = Activation.objects.all()
    assert (row.plugin, row.scope_kind, row.scope_id) == (
        "sample_of_setup", "site", setup.site.pk,
    )  # fmt: skip
    assert setup.facts["plugins"] == ["Phần mở rộng mẫu"]
