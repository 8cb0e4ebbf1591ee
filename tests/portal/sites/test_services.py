"""Setting a member site up, repairing it, and giving roles."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Collection, Page

from portal.pages.services import Section, create_member_site
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import has_role, people_with_role, sites_with_role
from portal.sites.services import grant_role, revoke_role
from tests import factories

DETAILS = {"name": "Trang X", "short_name": "X", "organisation": "Đảng ủy X"}


def _counts():
    return [model.objects.count() for model in (MemberSite, Page, Collection, Group)]


def test_creating_a_site_again_changes_nothing(site):
    before = _counts()

    again = factories.make_site()

    assert again == site
    assert _counts() == before


def test_creating_again_adds_missing_sections_and_keeps_details(site):
    create_member_site(code="tuy-phong", sections=[Section("hoat-dong", "Hoạt động")], **DETAILS)

    site.refresh_from_db()
    assert site.short_name == "Tuy Phong"
    slugs = {page.slug for page in site.root_page.get_children()}
    assert slugs == {"tin-tuc", "xay-dung-dang", "hoat-dong"}


def test_people_keep_their_roles_when_a_site_is_repaired(site, editor):
    factories.make_site()

    assert has_role(editor, site, Role.EDITOR)


@pytest.mark.parametrize("code", ["Tuy-Phong", "tuy phong", "tuy--phong", "-tuy", "tuý", "", "a/b"])
def test_code_that_makes_no_address_is_refused(province, code):
    before = _counts()

    with pytest.raises(ValidationError):
        create_member_site(code=code, **DETAILS)

    assert _counts() == before


def test_code_of_a_section_of_the_province_is_refused(province):
    before = _counts()

    with pytest.raises(ValidationError):
        create_member_site(code="tin-tuc", **DETAILS)

    assert _counts() == before


@pytest.mark.parametrize("code", ["quan-tri", "tim-kiem", "tai-lieu", "media", "static", "chu-de"])
def test_code_that_is_an_address_of_the_portal_itself_is_refused(province, code):
    before = _counts()

    with pytest.raises(ValidationError):
        create_member_site(code=code, **DETAILS)

    assert _counts() == before


def test_second_province_is_refused(province):
    before = _counts()

    with pytest.raises(ValidationError):
        create_member_site(code="tinh-hai", is_province=True, **DETAILS)

    assert _counts() == before


def test_member_site_before_the_province_is_refused(db):
    before = _counts()

    with pytest.raises(Page.DoesNotExist):
        create_member_site(code="tuy-phong", **DETAILS)

    assert _counts() == before


def test_role_holds_in_its_site_only_and_can_be_taken_back(site, other_site):
    person = factories.make_person(None, None)
    grant_role(person=person, site=site, role=Role.APPROVER)
    grant_role(person=person, site=site, role=Role.APPROVER)

    assert list(people_with_role(site, Role.APPROVER)) == [person]
    assert list(sites_with_role(person, Role.APPROVER)) == [site]
    assert not has_role(person, other_site, Role.APPROVER)
    assert has_role(person, site, Role.EDITOR)  # contained
    assert not has_role(person, site, Role.SITE_ADMIN)

    revoke_role(person=person, site=site, role=Role.APPROVER)

    assert not people_with_role(site, Role.APPROVER)


def test_person_who_left_holds_no_role(site, approver):
    approver.is_active = False
    approver.save()

    assert not people_with_role(site, Role.APPROVER)


def test_nobody_has_a_role_where_there_is_no_site(approver):
    assert not people_with_role(None, Role.APPROVER)


def test_section_on_an_address_of_the_portal_is_refused_by_the_service(db):
    with pytest.raises(ValidationError):
        create_member_site(
            code="tinh",
            name="Cổng",
            short_name="Tỉnh",
            organisation="Tỉnh ủy",
            sections=[Section("tim-kiem", "Tìm kiếm")],
            is_province=True,
        )

    assert not MemberSite.objects.exists()
