"""Disabling somebody who has roles in other sites, too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.people import services
from portal.sites.models import Role, RoleGrant
from portal.sites.services import grant_role


@pytest.mark.parametrize(("begins", "ends"), [(-30, -1), (5, None)], ids=["past", "to come"])
def test_role_elsewhere_counts_outside_of_its_period(admin, site, other_site, editor, begins, ends):
    grant = grant_role(person=editor, role=Role.SITE_ADMIN, site=other_site)
    today = timezone.localdate()
    RoleGrant.objects.filter(pk=grant.pk).update(
        valid_from=today + timedelta(days=begins),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )

    assert not services.disable_person(actor=admin, person=editor)

    editor.refresh_from_db()
    assert editor.is_active
    standing = RoleGrant.objects.standing().filter(person=editor)
    assert [grant.site for grant in standing] == [other_site]
