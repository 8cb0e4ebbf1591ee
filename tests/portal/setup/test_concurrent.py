"""Two clicks at the same moment, in two connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connections

from portal.people.services import invite
from portal.setup.models import SiteSetup
from portal.setup.services import NewSite, make_site
from portal.sites.models import MemberSite, Role, RoleGrant
from tests import factories


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


def _twice(act):
    def alone(_number):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(alone, range(2)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_form_sent_twice_at_the_same_moment_makes_one_site(portal_admin):
    wanted = NewSite(
        token="a" * 32,
        name="Trang Phan Rí",
        short_name="Phan Rí",
        code="phan-ri",
        organisation="Đảng ủy xã Phan Rí",
        template="toi-thieu",
        admin_email="moi@portal.example",
        admin_last_name="Đỗ",
        admin_first_name="Ánh",
    )

    answers = _twice(lambda: make_site(actor=portal_admin, wanted=wanted))

    assert sorted(is_new for _setup, is_new in answers) == [False, True]
    assert SiteSetup.objects.count() == 1
    assert MemberSite.objects.filter(is_province=False).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_new_person_invited_twice_at_the_same_moment_has_one_account(portal_admin, site):
    def act():
        return invite(
            actor=portal_admin,
            email="moi@portal.example",
            last_name="Đỗ",
            first_name="Ánh",
            role=Role.EDITOR,
            site=site,
        )

    answers = _twice(act)

    assert sorted(done.is_new for done in answers) == [False, True]
    assert get_user_model().objects.filter(email="moi@portal.example").count() == 1
    assert RoleGrant.objects.filter(person__email="moi@portal.example").count() == 1
