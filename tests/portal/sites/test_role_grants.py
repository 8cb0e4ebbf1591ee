"""Roles are rows with a scope and a period; what they allow follows from them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.images import permissions
from wagtail.models import Collection, Page
from wagtail.permissions import page_permission_policy

from portal.media.models import PortalImage
from portal.sites import structure
from portal.sites.models import Role, RoleGrant, SiteState
from portal.sites.permissions import has_role, people_with_role
from portal.sites.rights import rights_of
from portal.sites.services import grant_role, revoke_role
from tests import factories


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def test_role_holds_from_its_first_to_its_last_day(site):
    person = factories.make_person(None, None)
    today = timezone.localdate()
    day = timedelta(days=1)
    grant = grant_role(person=person, role=Role.EDITOR, site=site, valid_from=today + day)
    assert not has_role(person, site, Role.EDITOR)

    grant.valid_from, grant.valid_to = today - day, today
    grant.save()
    assert has_role(fresh(person), site, Role.EDITOR)
    assert list(people_with_role(site, Role.EDITOR)) == [person]

    grant.valid_to = today - day
    grant.save()
    assert not has_role(fresh(person), site, Role.EDITOR)
    assert not fresh(person).has_perm("wagtailadmin.access_admin")


def test_role_given_again_after_it_was_taken_back_is_a_new_row(site):
    person = factories.make_person(None, None)
    for _turn in range(2):
        grant_role(person=person, role=Role.EDITOR, site=site)
        revoke_role(person=person, role=Role.EDITOR, site=site)

    assert not has_role(person, site, Role.EDITOR)
    assert RoleGrant.objects.filter(person=person).exclude(revoked_at=None).count() == 2


@pytest.mark.parametrize(
    ("role", "in_site"),
    [(Role.NEWSROOM, True), (Role.PORTAL_ADMIN, True), (Role.EDITOR, False)],
)
def test_role_in_the_wrong_scope_is_refused(site, role, in_site):
    person = factories.make_person(None, None)

    with pytest.raises(ValidationError, match="VT-01"):
        grant_role(person=person, role=role, site=site if in_site else None)

    assert not RoleGrant.objects.filter(person=person).exists()


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.REDIRECTED, SiteState.CLOSED])
def test_role_in_a_site_that_ended_is_refused(site, state):
    person = factories.make_person(None, None)
    site.state = state
    site.save()

    with pytest.raises(ValidationError, match="VT-02"):
        grant_role(person=person, role=Role.EDITOR, site=site)

    assert not RoleGrant.objects.filter(person=person).exists()


def test_period_that_ends_before_it_begins_is_refused(site):
    person = factories.make_person(None, None)
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(ValidationError, match="VT-03"):
        grant_role(person=person, role=Role.EDITOR, site=site, valid_to=yesterday)

    assert not RoleGrant.objects.filter(person=person).exists()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_only_administrators_give_roles_and_only_below_their_own(site, other_site, role):
    in_portal = role in {Role.NEWSROOM, Role.AUDITOR, Role.PORTAL_ADMIN}
    actor = factories.make_person(None if in_portal else site, role, "nguoi.trao")
    person = factories.make_person(None, None, "nguoi.nhan")
    may_own = role in {Role.SITE_ADMIN, Role.PORTAL_ADMIN}
    may_other = may_portal = role == Role.PORTAL_ADMIN

    for place, wanted, may in (
        (site, Role.EDITOR, may_own),
        (site, Role.SITE_ADMIN, may_own),
        (other_site, Role.CONTRIBUTOR, may_other),
        (None, Role.PORTAL_ADMIN, may_portal),
        (None, Role.AUDITOR, may_portal),
    ):
        before = RoleGrant.objects.count()
        try:
            grant_role(person=person, role=wanted, site=place, actor=actor)
        except PermissionDenied:
            assert not may, (wanted, place)
            assert RoleGrant.objects.count() == before
        else:
            assert may, (wanted, place)


def test_approver_of_the_province_has_no_rights_in_member_sites(province, site, approver):
    chief = factories.make_person(province, Role.APPROVER)
    article = factories.make_article(site, approver)
    own = factories.make_article(province, chief, title="Tin của tỉnh")

    assert own.permissions_for_user(chief).can_edit()
    assert not article.permissions_for_user(chief).can_edit()
    explorable = page_permission_policy.explorable_instances(chief)
    assert explorable.filter(pk=own.pk).exists()
    assert not explorable.filter(pk=article.pk).exists()


def test_newsroom_edits_in_all_sites_and_auditors_read_them(site, approver):
    article = factories.make_article(site, approver)
    newsroom = factories.make_person(None, Role.NEWSROOM)
    auditor = factories.make_person(None, Role.AUDITOR)

    assert article.permissions_for_user(newsroom).can_publish()
    assert not article.permissions_for_user(auditor).can_edit()
    assert not article.permissions_for_user(auditor).can_delete()
    for person in (newsroom, auditor):
        assert page_permission_policy.explorable_instances(person).filter(pk=article.pk).exists()


def test_nobody_changes_a_frozen_site(site, approver):
    article, image = factories.make_article(site, approver), factories.make_image(site)
    admin = factories.make_person(None, None, "goc")
    admin.is_superuser = True
    admin.save()
    site.state = SiteState.FROZEN
    site.save()

    for person in (approver, admin):
        may = article.permissions_for_user(person)
        assert not any((may.can_edit(), may.can_delete(), may.can_publish(), may.can_unpublish()))
        assert not may.can_move()
        assert not site.root_page.permissions_for_user(person).can_add_subpage()
        assert not page_permission_policy.user_has_permission_for_instance(
            person, "change", article
        )
        changeable = page_permission_policy.instances_user_has_permission_for(person, "change")
        assert not changeable.filter(pk=article.pk).exists()
        assert not permissions.permission_policy.user_has_permission_for_instance(
            person, "change", image
        )


def test_person_in_two_sites_begins_at_their_common_parent(province, site, other_site):
    person = factories.make_person(site, Role.EDITOR)
    assert page_permission_policy.explorable_root_instance(person).pk == site.root_page_id

    grant_role(person=person, role=Role.EDITOR, site=other_site)

    person = fresh(person)
    assert page_permission_policy.explorable_root_instance(person).pk == province.root_page_id
    seen = page_permission_policy.explorable_instances(person)
    assert set(seen.filter(depth=3).values_list("title", flat=True)) == {"Tuy Phong", "La Gi"}
    assert set(seen.filter(depth=2)) == {Page.objects.get(pk=province.root_page_id)}


def test_contributor_changes_only_own_pages(site, contributor, approver):
    own = factories.make_article(site, contributor, publish=False, title="Của mình")
    others = factories.make_article(site, approver, publish=False, title="Của người khác")
    policy = page_permission_policy

    found = policy.instances_user_has_permission_for(contributor, "change")

    assert [page.pk for page in found] == [own.pk]
    assert policy.user_has_permission_for_instance(contributor, "change", own)
    assert not policy.user_has_permission_for_instance(contributor, "change", others)


def test_site_administrator_holds_the_roles_of_the_site(site, other_site):
    admin = factories.make_person(site, Role.SITE_ADMIN)

    assert has_role(admin, site, Role.APPROVER)
    assert not has_role(admin, other_site, Role.APPROVER)
    assert not has_role(admin, site, Role.NEWSROOM)


def test_nearest_collection_says_whose_a_file_is(site, other_site):
    # Sorted by name: a new one shifts the places of others.
    site.collection.refresh_from_db()
    other_site.collection.move(site.collection, "sorted-child")
    site.collection.refresh_from_db()
    other_site.collection.refresh_from_db()
    structure.forget()

    current = structure.current()

    assert current.site_of_collection(other_site.collection.path) == other_site
    assert current.site_of_collection(site.collection.path) == site


def test_images_follow_the_collection_of_the_site(site, other_site, editor, contributor):
    policy = permissions.permission_policy
    mine, foreign = factories.make_image(site), factories.make_image(other_site, "Ảnh xã bạn")
    below = site.collection.add_child(name="Năm 2026")
    PortalImage.objects.filter(pk=mine.pk).update(collection=below)
    mine.refresh_from_db()

    assert policy.user_has_permission_for_instance(editor, "change", mine)
    assert not policy.user_has_permission_for_instance(editor, "choose", foreign)
    assert not policy.user_has_permission_for_instance(contributor, "change", mine)
    assert list(policy.instances_user_has_permission_for(editor, "change")) == [mine]
    shared = Collection.get_first_root_node()
    chosen = policy.collections_user_has_permission_for(editor, "choose")
    assert set(chosen) == {site.collection, below}
    assert shared not in chosen


def test_rights_cost_one_query_however_many_sites(site, editor, django_assert_num_queries):
    for number in range(12):
        grant_role(
            person=editor,
            role=Role.EDITOR,
            site=factories.make_site(f"xa-{number}", f"Xã {number}"),
        )
    person = fresh(editor)

    with django_assert_num_queries(1):
        rights = rights_of(person)
        assert rights.holds(Role.EDITOR, site.pk)
        assert rights_of(person) is rights

    assert len(rights.in_site) == 13
