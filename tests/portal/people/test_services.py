"""Inviting people, giving and ending roles, disabling accounts: who may, and what is left."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.people import services
from portal.people.models import PersonEvent
from portal.people.names import free_username
from portal.people.permissions import visible_people
from portal.sites.models import Role, RoleGrant, SiteEvent, SiteState
from portal.sites.services import grant_role, revoke_role
from tests import factories

User = get_user_model()


def _today():
    return timezone.localdate()


def _invite(actor, site, role=Role.EDITOR, **values):
    values = {
        "email": "moi@portal.example",
        "last_name": "Trần Thị",
        "first_name": "Đào",
    } | values
    return services.invite(actor=actor, role=role, site=site, **values)


def _grant(person, role, site):
    return RoleGrant.objects.standing().get(person=person, role=role, site=site)


def _code(refusal):
    return refusal.value.code


def test_new_person_gets_an_account_without_a_password_and_the_role(admin, site):
    done = _invite(admin, site)

    assert done.is_new
    assert done.person.username == "tran.thi.dao"
    assert not done.person.has_usable_password()
    assert _grant(done.person, Role.EDITOR, site).granted_by == admin
    event = SiteEvent.objects.get(site=site, kind=SiteEvent.Kind.ROLES)
    assert (event.actor, event.facts["role"]) == (admin, "editor")


def test_user_name_that_is_taken_gets_a_number(db):
    User.objects.create_user("tran.thi.dao")
    User.objects.create_user("Tran.Thi.Dao2")

    assert free_username("Trần Thị", "Đào") == "tran.thi.dao3"


def test_existing_account_is_linked_and_keeps_its_name(admin, site, stranger):
    done = _invite(admin, site, email=f"  {stranger.email.upper()} ")

    assert not done.is_new
    assert done.person == stranger
    stranger.refresh_from_db()
    assert str(stranger) == "Huỳnh Kim Xuyến"
    assert User.objects.filter(email__iexact=stranger.email).count() == 1


def test_same_invitation_sent_twice_changes_nothing_the_second_time(admin, site):
    first = _invite(admin, site)
    second = _invite(admin, site)

    assert second.person == first.person
    assert not second.changed
    assert RoleGrant.objects.filter(person=first.person).count() == 1
    assert PersonEvent.objects.filter(person=first.person).count() == 1


def test_role_that_ran_out_stays_as_history_when_given_again(admin, site, editor):
    RoleGrant.objects.filter(person=editor).update(
        valid_from=_today() - timedelta(days=30), valid_to=_today() - timedelta(days=1)
    )

    _invite(admin, site, email=editor.email)

    old, new = RoleGrant.objects.filter(person=editor).order_by("pk")
    assert old.revoked_at is not None
    assert (new.valid_from, new.valid_to) == (_today(), None)


def test_several_accounts_of_one_address_are_refused(admin, site):
    User.objects.create_user("a", email="chung@portal.example")
    User.objects.create_user("b", email="CHUNG@portal.example")

    with pytest.raises(ValidationError) as refusal:
        _invite(admin, site, email="chung@portal.example")

    assert _code(refusal) == "ND-02"
    assert RoleGrant.objects.exclude(person=admin).count() == 0


def test_disabled_account_is_not_invited(admin, site, stranger):
    User.objects.filter(pk=stranger.pk).update(is_active=False)

    with pytest.raises(ValidationError) as refusal:
        _invite(admin, site, email=stranger.email)

    assert _code(refusal) == "ND-03"


def test_person_without_a_name_is_refused_and_nothing_is_left(admin, site):
    before = User.objects.count()

    with pytest.raises(ValidationError) as refusal:
        _invite(admin, site, first_name=" \u200b ")

    assert _code(refusal) == "ND-01"
    assert User.objects.count() == before


@pytest.mark.parametrize("role", [Role.NEWSROOM, Role.AUDITOR, Role.PORTAL_ADMIN])
def test_site_administrator_gives_no_role_of_the_portal(admin, site, role):
    with pytest.raises(PermissionDenied):
        _invite(admin, None, role)

    assert not User.objects.filter(email="moi@portal.example").exists()


def test_site_administrator_gives_no_role_elsewhere(admin, other_site):
    with pytest.raises(PermissionDenied):
        _invite(admin, other_site)

    assert not User.objects.filter(email="moi@portal.example").exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_others_invite_nobody(site, role):
    with pytest.raises(PermissionDenied):
        _invite(factories.make_person(site, role), site)


def test_frozen_site_gets_no_new_people(portal_admin, site):
    site.state = SiteState.FROZEN
    site.save()

    with pytest.raises(ValidationError) as refusal:
        _invite(portal_admin, site)

    assert _code(refusal) == "VT-02"
    assert not User.objects.filter(email="moi@portal.example").exists()


def test_nobody_gives_roles_to_oneself(admin, site):
    with pytest.raises(ValidationError) as refusal:
        _invite(admin, site, email=admin.email)

    assert _code(refusal) == "ND-04"


def test_nobody_lengthens_the_own_role(admin, site):
    grant = _grant(admin, Role.SITE_ADMIN, site)

    with pytest.raises(ValidationError) as refusal:
        services.change_role(actor=admin, grant=grant, role=Role.SITE_ADMIN, valid_to=None)

    assert _code(refusal) == "ND-04"


def test_site_administrator_does_not_touch_superusers(admin, site, superuser):
    grant = grant_role(person=superuser, role=Role.EDITOR, site=site)

    for act in (
        lambda: _invite(admin, site, email=superuser.email),
        lambda: services.end_role(actor=admin, grant=grant),
        lambda: services.disable_person(actor=admin, person=superuser),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert _code(refusal) == "ND-04"
    superuser.refresh_from_db()
    assert superuser.is_active
    assert _grant(superuser, Role.EDITOR, site)


def test_portal_administrator_does_not_touch_superusers(portal_admin, superuser):
    with pytest.raises(ValidationError) as refusal:
        services.disable_person(actor=portal_admin, person=superuser)

    assert _code(refusal) == "ND-04"


def test_site_administrator_does_not_touch_portal_administrators(admin, site, portal_admin):
    grant = grant_role(person=portal_admin, role=Role.EDITOR, site=site)

    with pytest.raises(ValidationError) as refusal:
        services.end_role(actor=admin, grant=grant)

    assert _code(refusal) == "ND-04"


def test_role_is_replaced_by_another_of_the_same_site(admin, site, editor):
    grant = _grant(editor, Role.EDITOR, site)

    services.change_role(actor=admin, grant=grant, role=Role.APPROVER)

    standing = RoleGrant.objects.standing().filter(person=editor)
    assert [found.role for found in standing] == ["approver"]


def test_period_is_changed_and_its_beginning_kept(admin, site, editor):
    RoleGrant.objects.filter(person=editor).update(valid_from=_today() - timedelta(days=90))
    grant = _grant(editor, Role.EDITOR, site)
    last_day = _today() - timedelta(days=1)

    services.change_role(actor=admin, grant=grant, role=Role.EDITOR, valid_to=last_day)

    grant.refresh_from_db()
    assert (grant.valid_from, grant.valid_to) == (_today() - timedelta(days=90), last_day)


def test_site_administrator_raises_nobody_to_a_role_of_the_portal(admin, site, editor):
    grant = _grant(editor, Role.EDITOR, site)

    with pytest.raises(PermissionDenied):
        services.change_role(actor=admin, grant=grant, role=Role.PORTAL_ADMIN)

    with pytest.raises(ValidationError):  # nor does anybody, in a site
        services.change_role(
            actor=factories.make_person(None, Role.PORTAL_ADMIN),
            grant=grant,
            role=Role.PORTAL_ADMIN,
        )
    assert _grant(editor, Role.EDITOR, site)


def test_foreign_role_is_neither_changed_nor_ended(admin, other_site, stranger):
    grant = _grant(stranger, Role.EDITOR, other_site)

    with pytest.raises(PermissionDenied):
        services.change_role(actor=admin, grant=grant, role=Role.CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        services.end_role(actor=admin, grant=grant)
    assert _grant(stranger, Role.EDITOR, other_site)


def test_role_ended_meanwhile_is_told(admin, site, editor):
    grant = _grant(editor, Role.EDITOR, site)
    revoke_role(person=editor, role=Role.EDITOR, site=site)

    with pytest.raises(ValidationError) as refusal:
        services.end_role(actor=admin, grant=grant)

    assert _code(refusal) == "ND-05"


def test_own_last_role_as_administrator_is_not_ended(admin, second_admin, site):
    with pytest.raises(ValidationError) as refusal:
        services.end_role(actor=admin, grant=_grant(admin, Role.SITE_ADMIN, site))

    assert _code(refusal) == "ND-06"


def test_own_role_is_ended_when_another_as_administrator_remains(
    admin, second_admin, site, other_site
):
    grant_role(person=admin, role=Role.SITE_ADMIN, site=other_site)

    services.end_role(actor=admin, grant=_grant(admin, Role.SITE_ADMIN, site))

    assert not RoleGrant.objects.standing().filter(person=admin, site=site).exists()


def test_last_administrator_of_a_site_stays(admin, site, other_site):
    grant_role(person=admin, role=Role.SITE_ADMIN, site=other_site)

    with pytest.raises(ValidationError) as refusal:
        services.end_role(actor=admin, grant=_grant(admin, Role.SITE_ADMIN, site))

    assert _code(refusal) == "ND-07"


def test_last_administrator_of_a_site_is_removed_by_the_portal(portal_admin, admin, site):
    services.end_role(actor=portal_admin, grant=_grant(admin, Role.SITE_ADMIN, site))

    assert not RoleGrant.objects.standing().filter(person=admin).exists()


def test_disabled_person_is_signed_out_and_keeps_the_roles(admin, site, editor, signed_in):
    client = signed_in(editor)
    assert client.get("/quan-tri/").status_code == 200

    assert services.disable_person(actor=admin, person=editor)
    assert client.get("/quan-tri/").status_code == 302
    assert _grant(editor, Role.EDITOR, site)

    services.enable_person(actor=admin, person=editor)
    # An old session does not come back to life.
    assert client.get("/quan-tri/").status_code == 302
    assert signed_in(User.objects.get(pk=editor.pk)).get("/quan-tri/").status_code == 200


def test_person_of_other_sites_loses_only_the_roles_here(admin, site, other_site, editor):
    grant_role(person=editor, role=Role.APPROVER, site=other_site)

    assert not services.disable_person(actor=admin, person=editor)

    editor.refresh_from_db()
    assert editor.is_active
    standing = RoleGrant.objects.standing().filter(person=editor)
    assert [grant.site for grant in standing] == [other_site]


def test_person_with_a_role_of_the_portal_is_not_disabled_by_a_site(admin, site, editor):
    grant_role(person=editor, role=Role.AUDITOR)

    assert not services.disable_person(actor=admin, person=editor)

    editor.refresh_from_db()
    assert editor.is_active


def test_stranger_is_not_disabled(admin, stranger):
    with pytest.raises(PermissionDenied):
        services.disable_person(actor=admin, person=stranger)

    stranger.refresh_from_db()
    assert stranger.is_active


def test_person_disabled_by_the_portal_is_not_enabled_by_the_site(admin, portal_admin, editor):
    services.disable_person(actor=portal_admin, person=editor)

    with pytest.raises(ValidationError) as refusal:
        services.enable_person(actor=admin, person=editor)

    assert _code(refusal) == "ND-08"
    editor.refresh_from_db()
    assert not editor.is_active


def test_invitation_is_sent_again_after_a_minute_until_a_password_is_set(admin, site):
    person = _invite(admin, site).person

    with pytest.raises(ValidationError) as refusal:
        services.send_invitation_again(actor=admin, person=person)
    assert _code(refusal) == "ND-10"

    PersonEvent.objects.update(at=timezone.now() - timedelta(minutes=2))
    services.send_invitation_again(actor=admin, person=person)
    PersonEvent.objects.update(at=timezone.now() - timedelta(minutes=2))
    person.set_password("mat-khau-2026")
    person.save()

    with pytest.raises(ValidationError) as refusal:
        services.send_invitation_again(actor=admin, person=person)
    assert _code(refusal) == "ND-09"


def test_administrator_sees_people_of_the_own_sites_only(admin, editor, stranger, portal_admin):
    assert set(visible_people(admin)) == {admin, editor}
    assert stranger in visible_people(portal_admin)
    assert not visible_people(editor).exists()


def test_role_wholly_in_the_past_is_neither_invited_to_nor_given(admin, site, second_admin):
    past = {"valid_from": _today() - timedelta(days=9), "valid_to": _today() - timedelta(days=1)}
    person = factories.make_person(site, Role.CONTRIBUTOR)

    with pytest.raises(ValidationError) as invited:
        _invite(admin, site, **past)
    with pytest.raises(ValidationError) as given:
        services.give_role(actor=admin, person=person, role=Role.EDITOR, site=site, **past)

    assert (_code(invited), _code(given)) == ("VT-04", "VT-04")
    assert not User.objects.filter(email="moi@portal.example").exists()
    assert not RoleGrant.objects.filter(person=person, role=Role.EDITOR).exists()


def test_auditor_sees_everybody_and_takes_no_role(site, editor):
    auditor = factories.make_person(None, Role.AUDITOR)

    assert editor in visible_people(auditor)
    for act in (services.disable_person, services.enable_person):
        with pytest.raises(PermissionDenied):
            act(actor=auditor, person=editor)
    with pytest.raises(PermissionDenied):
        services.end_role(actor=auditor, grant=_grant(editor, Role.EDITOR, site))

    editor.refresh_from_db()
    assert editor.is_active
