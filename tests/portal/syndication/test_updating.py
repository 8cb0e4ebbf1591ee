"""New versions at the origin: told, compared, taken over, and nothing edited is lost."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from portal.news.models import ArticlePage
from portal.sites.models import Role
from portal.syndication import services
from tests import factories
from tests.portal.syndication import exchange


@pytest.fixture
def row(copy, offer):
    return exchange.fresh(offer)


def test_receiver_hears_of_a_new_version(row, article, approver, reporter, chief, run_tasks):
    run_tasks()
    mail.outbox.clear()

    exchange.edit(article, approver, lead="Lời dẫn đã sửa.")
    run_tasks()

    assert exchange.fresh(row).changed_at is not None
    assert {a for m in mail.outbox for a in m.to} == {reporter.email, chief.email}


def test_publication_without_a_change_tells_nobody(row, article, approver, run_tasks):
    run_tasks()
    mail.outbox.clear()

    exchange.edit(article, approver)
    run_tasks()

    assert exchange.fresh(row).changed_at is None
    assert not mail.outbox


def test_new_version_is_taken_over_and_published(row, article, copy, approver, chief):
    exchange.edit(article, approver, lead="Lời dẫn đã sửa.")

    services.take_new_version(actor=chief, offer=row, publish=True)

    now = exchange.fresh(copy)
    assert (now.lead, now.live, now.has_unpublished_changes) == ("Lời dẫn đã sửa.", True, False)
    assert exchange.fresh(row).changed_at is None
    assert now.source == copy.source


def test_new_version_is_a_draft_for_who_may_not_publish(row, article, copy, approver, reporter):
    exchange.edit(article, approver, lead="Lời dẫn đã sửa.")

    with pytest.raises(PermissionDenied):
        services.take_new_version(actor=reporter, offer=row, publish=True)
    services.take_new_version(actor=reporter, offer=row)

    assert exchange.fresh(copy).lead == article.lead
    assert exchange.fresh(copy).get_latest_revision_as_object().lead == "Lời dẫn đã sửa."


def test_what_was_edited_here_stays_beside_what_changed_there(
    row, article, copy, approver, reporter
):
    exchange.edit(copy, reporter, publish=False, title="Tên của tỉnh")
    exchange.edit(article, approver, lead="Lời dẫn đã sửa.")

    services.take_new_version(actor=reporter, offer=row)

    now = exchange.fresh(copy).get_latest_revision_as_object()
    assert (now.title, now.lead) == ("Tên của tỉnh", "Lời dẫn đã sửa.")


def test_field_edited_on_both_sides_is_never_overwritten_silently(
    row, article, copy, approver, reporter
):
    exchange.edit(copy, reporter, publish=False, title="Tên của tỉnh")
    exchange.edit(article, approver, title="Tên mới của xã")

    with pytest.raises(ValidationError, match="TD-21"):
        services.take_new_version(actor=reporter, offer=row)

    found = services.compare(row)
    assert [one.name for one in found.conflicts] == ["title"]
    assert exchange.fresh(copy).get_latest_revision_as_object().title == "Tên của tỉnh"


@pytest.mark.parametrize(
    ("choice", "title"), [("keep", "Tên của tỉnh"), ("overwrite", "Tên mới của xã")]
)
def test_choice_between_two_texts_is_kept(row, article, copy, approver, reporter, choice, title):
    exchange.edit(copy, reporter, publish=False, title="Tên của tỉnh")
    exchange.edit(article, approver, title="Tên mới của xã")

    services.take_new_version(actor=reporter, offer=row, **{choice: frozenset({"title"})})

    assert exchange.fresh(copy).get_latest_revision_as_object().title == title
    # Next time the field still counts as edited, if it was kept.
    exchange.edit(article, approver, title="Tên thứ ba")
    found = services.compare(exchange.fresh(row))
    assert bool(found.conflicts) == (choice == "keep")


def test_pictures_known_from_before_are_not_copied_again(site, approver, chief, province):
    image = factories.make_image(site)
    article = factories.make_article(site, approver, main_image=image)
    row = exchange.offered(article, approver, province)
    copy = exchange.accepted(row, chief, then="publish")
    exchange.edit(article, approver, lead="Sửa.")

    services.take_new_version(actor=chief, offer=row, publish=True)

    assert exchange.fresh(copy).main_image_id == copy.main_image_id


def test_nothing_new_is_said(row, chief):
    with pytest.raises(ValidationError, match="TD-20"):
        services.take_new_version(actor=chief, offer=row)


def test_version_newer_than_the_seen_one_is_refused(row, article, approver, chief):
    seen = exchange.edit(article, approver, lead="Một.").live_revision_id
    exchange.edit(article, approver, lead="Hai.")

    with pytest.raises(ValidationError, match="TD-14"):
        services.take_new_version(actor=chief, offer=row, seen=seen)


def test_copy_with_its_approvers_waits(offer, article, approver, reporter):
    exchange.accepted(offer, reporter, then="submit")
    exchange.edit(article, approver, lead="Sửa.")

    with pytest.raises(ValidationError, match="TD-22"):
        services.take_new_version(actor=reporter, offer=offer)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, None])
def test_others_take_nothing_over(row, article, copy, approver, province, role):
    exchange.edit(article, approver, lead="Sửa.")
    person = factories.make_person(province, role, username="nguoi-khac")

    with pytest.raises(PermissionDenied):
        services.take_new_version(actor=person, offer=row)

    assert ArticlePage.objects.get(pk=copy.pk).latest_revision_id == copy.latest_revision_id
