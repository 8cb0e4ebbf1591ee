"""Parameters that name no object at all, and the collections that come with sites."""

import json

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection

from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.services import set_up_member_site
from tests import factories

HUGE = "9" * 30
BULK = (
    "bulk/wagtailcore/page/delete/",
    "bulk/wagtailcore/page/move/",
    "bulk/media/portalimage/delete/",
    "bulk/media/portaldocument/add_tags/",
)


@pytest.fixture
def desk(site, signed_in):
    return signed_in(factories.make_person(site, Role.SITE_ADMIN))


@pytest.fixture
def chief(site, signed_in):
    return signed_in(factories.make_person(None, Role.PORTAL_ADMIN))


def test_bulk_actions_on_what_is_no_number_are_not_found(desk):
    for action in BULK:
        for query in ("id=abc", f"id={HUGE}", "id=all&childOf=", "id=all&childOf=abc"):
            assert desk.get(f"/quan-tri/{action}?{query}").status_code == 404, (action, query)
        missing = desk.get(f"/quan-tri/{action}?id=all&childOf=987654")
        assert missing.status_code == 404, action


@pytest.mark.parametrize(
    "address",
    [
        "images/chooser/chosen-multiple/?id=abc",
        f"documents/chooser/chosen-multiple/?id={HUGE}",
        "choose-page/chosen-multiple/?id=abc",
        "choose-page/chosen-multiple/?id=-1",
        f"api/main/pages/?offset={HUGE}",
        f"api/main/images/?limit={HUGE}",
    ],
)
def test_questions_with_what_is_no_number_are_bad_requests(desk, address):
    assert desk.get(f"/quan-tri/{address}").status_code == 400


@pytest.mark.parametrize("body", ["[1]", "1", "x", "[" * 9000])
def test_notices_that_are_no_list_of_names_are_a_bad_request(desk, body):
    address = reverse("wagtailadmin_dismissibles")
    kind = "application/json"

    assert desk.patch(address, data=body, content_type=kind).status_code == 400
    assert desk.patch(address, data=json.dumps({"a": True}), content_type=kind).status_code == 200


def test_sections_that_no_database_counts_to_are_told_in_the_form(site, other_site, chief):
    address = reverse("lifecycle:act", args=[site.pk, "tach"])

    answer = chief.post(address, {"sections": "9" * 23, "target": str(other_site.pk)})

    assert answer.status_code == 200


def with_collection(site):
    """A site as it is made, with the collection that comes with it."""
    if site.collection_id is None:
        set_up_member_site(site=site, root_page=site.root_page)
    site.refresh_from_db()
    return site.collection


def test_collection_of_a_site_is_not_renamed_moved_or_deleted(site, other_site, chief):
    own, other = with_collection(site), with_collection(other_site)
    edit = reverse("wagtailadmin_collections:edit", args=[own.pk])

    for address, form in (
        (edit, {"name": own.name, "parent": other.pk}),
        (edit, {"name": "Tên khác", "parent": own.get_parent().pk}),
        (reverse("wagtailadmin_collections:delete", args=[own.pk]), {}),
    ):
        answer = chief.post(address, form, follow=True)
        assert "CL-05" in answer.content.decode(), form

    kept = Collection.objects.get(pk=own.pk)
    assert (kept.name, kept.path) == (own.name, own.path)


def test_collection_below_that_of_a_site_is_changed_freely(site, chief):
    below = with_collection(site).add_child(name="Ảnh lễ")
    edit = reverse("wagtailadmin_collections:edit", args=[below.pk])

    chief.post(edit, {"name": "Ảnh hội nghị", "parent": below.get_parent().pk})

    assert Collection.objects.get(pk=below.pk).name == "Ảnh hội nghị"


def test_collections_of_a_frozen_site_are_changed_by_nobody(site, chief):
    own = with_collection(site)
    below = own.add_child(name="Ảnh lễ")
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    structure.bump()
    count = Collection.objects.count()

    for name, args, form in (
        ("edit", [below.pk], {"name": "x", "parent": own.pk}),
        ("delete", [below.pk], {}),
        ("add", [], {"name": "x", "parent": own.pk}),
        ("set_privacy", [below.pk], {"restriction_type": "login"}),
    ):
        address = reverse(f"wagtailadmin_collections:{name}", args=args)
        answer = chief.post(address, form, follow=True)
        assert "CL-03" in answer.content.decode(), name

    assert Collection.objects.count() == count
    assert Collection.objects.get(pk=below.pk).name == "Ảnh lễ"


def test_pictures_of_a_site_nested_in_another_are_not_the_others(site, other_site, desk):
    """However it came about that the collection lies there."""
    image = factories.make_image(other_site, title="Ảnh của nơi khác")
    with_collection(other_site).move(with_collection(site), "sorted-child")
    structure.forget()

    assert "Ảnh của nơi khác" not in desk.get("/quan-tri/images/").content.decode()
    assert desk.get(f"/quan-tri/images/chooser/{image.pk}/").status_code == 404
    desk.post("/quan-tri/bulk/media/portalimage/delete/?id=all")
    assert get_image_model().objects.filter(pk=image.pk).exists()
