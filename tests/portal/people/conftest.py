"""A province and two sites with their administrators."""

import pytest

from portal.sites.models import Role
from tests import factories


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


@pytest.fixture
def second_admin(site):
    return factories.make_person(site, Role.SITE_ADMIN, "quan.tri.hai")


@pytest.fixture
def foreign_admin(other_site):
    return factories.make_person(other_site, Role.SITE_ADMIN)


@pytest.fixture
def stranger(other_site):
    """An editor of another site, with a name nobody elsewhere may read."""
    person = factories.make_person(other_site, Role.EDITOR)
    person.last_name, person.first_name = "Huỳnh Kim", "Xuyến"
    person.save()
    return person


@pytest.fixture
def superuser(province, django_user_model):
    return django_user_model.objects.create_superuser("goc", "goc@portal.example", "x")
