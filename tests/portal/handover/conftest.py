from __future__ import annotations

import pytest

from portal.handover.services import export_site
from portal.sites.models import MemberSite, Role
from tests import factories
from tests.portal.handover import ground


@pytest.fixture
def full(site, province):
    ground.furnish(site, province)
    return MemberSite.objects.get(pk=site.pk)


@pytest.fixture
def archive(full, tmp_path):
    """An archive of a site with everything in it."""
    path = tmp_path / "site.zip"
    export_site(actor=None, site=full, to=path)
    return path


@pytest.fixture
def small(site, tmp_path):
    """An archive of a site with one article and one picture; its site's code is taken."""
    chief = factories.make_person(site, Role.APPROVER)
    image = factories.make_image(site)
    factories.make_article(site, chief, title="Bài một", main_image=image)
    path = tmp_path / "small.zip"
    export_site(actor=None, site=site, to=path)
    return path


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri")


@pytest.fixture
def site_admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)
