"""Withdrawal at the origin, and what becomes of the copies."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.lifecycle.merging import merge_into
from portal.lifecycle.states import change_state
from portal.news.models import ArticlePage
from portal.news.scheduling import schedule
from portal.sites.models import Role, SiteState
from portal.syndication import services
from portal.syndication.following import follow, follow_moves
from portal.syndication.models import Offer, SiteExchange
from portal.syndication.stops import refusals
from tests import factories
from tests.portal.syndication import exchange


def test_open_offer_closes_when_the_article_is_unpublished(offer, article, reporter, run_tasks):
    article.unpublish()

    assert exchange.fresh(offer).is_withdrawn
    with pytest.raises(ValidationError, match="TD-10"):
        exchange.accepted(offer, reporter)


def test_copy_follows_its_origin_with_log_and_notice(
    copy, offer, article, reporter, chief, run_tasks
):
    run_tasks()
    mail.outbox.clear()

    article.unpublish()
    run_tasks()

    assert not exchange.fresh(copy).live
    assert PageLogEntry.objects.filter(page=copy.pk, action="syndication.follow").count() == 1
    assert {a for m in mail.outbox for a in m.to} == {reporter.email, chief.email}
    assert not follow(offer_id=offer.pk)


def test_copy_follows_a_deleted_origin(copy, offer, article, run_tasks):
    article.delete()
    run_tasks()

    assert not exchange.fresh(copy).live
    row = exchange.fresh(offer)
    assert (row.article, row.title, row.is_withdrawn) == (None, "Lễ hội cầu ngư", True)


def test_copy_follows_when_the_section_of_its_origin_is_deleted(copy, site, run_tasks):
    factories.section_of(site).delete()
    run_tasks()

    assert not exchange.fresh(copy).live


def test_copy_follows_an_offer_taken_back_with_its_reason(copy, offer, editor, run_tasks):
    with pytest.raises(ValidationError, match="TD-07"):
        services.take_back(actor=editor, offer=offer, reason=" ")
    services.take_back(actor=editor, offer=offer, reason="Sai số liệu")
    run_tasks()

    assert not exchange.fresh(copy).live
    assert any("Sai số liệu" in message.body for message in mail.outbox)
    # The own article stays with its readers.
    assert exchange.fresh(offer).article.live


def test_site_that_decides_itself_is_asked(copy, offer, article, province, chief, run_tasks):
    SiteExchange.objects.create(site=province, follows_withdrawal=False)

    article.unpublish()
    run_tasks()

    assert exchange.fresh(copy).live
    services.take_copy_from_readers(actor=chief, offer=offer)
    assert not exchange.fresh(copy).live
    with pytest.raises(ValidationError, match="TD-30"):
        services.take_copy_from_readers(actor=chief, offer=offer)


def test_editor_takes_no_copy_from_readers(copy, offer, article, province, reporter, run_tasks):
    SiteExchange.objects.create(site=province, follows_withdrawal=False)
    article.unpublish()
    run_tasks()

    with pytest.raises(PermissionDenied):
        services.take_copy_from_readers(actor=reporter, offer=offer)

    assert exchange.fresh(copy).live


def test_copy_that_waits_for_its_hour_does_not_appear(offer, article, chief, run_tasks):
    from datetime import timedelta

    from django.utils import timezone

    copy = exchange.accepted(offer, chief)
    schedule(actor=chief, page=copy, go_live_at=timezone.now() + timedelta(hours=2))

    article.unpublish()
    run_tasks()

    assert exchange.fresh(copy).scheduled_revision is None


def test_copy_with_its_approvers_is_a_draft_again(offer, article, reporter, run_tasks):
    copy = exchange.accepted(offer, reporter, then="submit")

    article.unpublish()
    run_tasks()

    assert exchange.fresh(copy).current_workflow_state is None
    assert [name for name, _error in refusals(copy, copy, False)] == ["title"]


def test_copy_in_a_frozen_site_follows_all_the_same(site, province, chief, run_tasks):
    article = factories.make_article(province, chief)
    member = factories.make_person(site, Role.APPROVER)
    copy = exchange.accepted(exchange.offered(article, chief, site), member, then="publish")
    boss = factories.make_person(None, Role.PORTAL_ADMIN)
    change_state(actor=boss, site=site, state=SiteState.FROZEN)

    article.unpublish()
    run_tasks()

    assert not exchange.fresh(copy).live


def test_one_withdrawal_reaches_all_copies(site, other_site, province, chief, run_tasks):
    article = factories.make_article(province, chief)
    services.offer(actor=chief, article=article, receivers=[site, other_site])
    copies = []
    for row in Offer.objects.all():
        person = factories.make_person(row.receiver, Role.APPROVER)
        copies.append(exchange.accepted(row, person, then="publish"))

    article.unpublish()
    run_tasks()

    assert not any(exchange.fresh(copy).live for copy in copies)


def test_copies_of_a_copy_follow_too(copy, article, other_site, chief, run_tasks):
    person = factories.make_person(other_site, Role.APPROVER)
    last = exchange.accepted(exchange.offered(copy, chief, other_site), person, then="publish")

    article.unpublish()
    run_tasks()

    assert not exchange.fresh(last).live


def test_receivers_hear_when_the_origin_is_back(copy, offer, article, approver, chief, run_tasks):
    article.unpublish()
    run_tasks()
    mail.outbox.clear()

    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish(user=approver)
    run_tasks()

    assert exchange.fresh(offer).is_accepted
    assert len(mail.outbox) == 1
    assert not exchange.fresh(copy).live
    assert not list(refusals(copy, copy, False))


def test_offer_taken_back_stays_so_when_the_origin_is_published_anew(
    copy, offer, article, editor, approver
):
    services.take_back(actor=editor, offer=offer, reason="Sai")

    exchange.edit(article, approver, lead="Sửa.")

    assert exchange.fresh(offer).is_withdrawn


def test_offered_again_after_a_withdrawal_takes_up_the_earlier_copy(
    copy, offer, article, editor, chief, province, run_tasks
):
    services.take_back(actor=editor, offer=offer, reason="Sai")
    run_tasks()
    again = exchange.offered(article, editor, province)

    assert exchange.accepted(again, chief) == copy
    assert ArticlePage.objects.filter(origin=article).count() == 1


def test_copy_that_its_people_deleted_leaves_the_offer(copy, offer, article, run_tasks):
    copy.delete()
    article.unpublish()
    run_tasks()

    assert exchange.fresh(offer).is_withdrawn


def test_offers_follow_articles_into_the_site_they_are_merged_into(
    copy, offer, article, site, other_site, approver, run_tasks
):
    boss = factories.make_person(None, Role.PORTAL_ADMIN)
    merge_into(actor=boss, site=site, target=other_site, roles={})
    run_tasks()

    row = exchange.fresh(offer)
    assert (row.sender, row.is_accepted) == (other_site, True)
    assert exchange.fresh(copy).live


def test_open_offer_to_a_site_that_ended_is_closed(site, other_site, province, chief, run_tasks):
    article = factories.make_article(province, chief)
    row = exchange.offered(article, chief, site)
    boss = factories.make_person(None, Role.PORTAL_ADMIN)
    merge_into(actor=boss, site=site, target=other_site, roles={})
    run_tasks()

    assert exchange.fresh(row).is_withdrawn
    assert follow_moves(site_id=site.pk) == 0


def test_settings_are_for_the_administrator_of_the_site(site, approver):
    with pytest.raises(PermissionDenied):
        services.change_settings(
            actor=approver, site=site, follows_withdrawal=False, editors_offer=False
        )
    admin = factories.make_person(site, Role.SITE_ADMIN)
    services.change_settings(actor=admin, site=site, follows_withdrawal=False, editors_offer=False)

    assert not SiteExchange.of(site).follows_withdrawal


def test_publishing_a_withdrawn_copy_is_refused_in_the_editor(
    copy, article, chief, signed_in, run_tasks
):
    article.unpublish()
    run_tasks()
    response = signed_in(chief).get(reverse("wagtailadmin_pages:edit", args=[copy.pk]))

    assert response.status_code == 200
