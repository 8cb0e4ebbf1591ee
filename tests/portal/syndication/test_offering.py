"""Offering an article, and taking the offer back."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry, PageViewRestriction

from portal.sites.models import Role
from portal.syndication import services
from portal.syndication.models import Offer, SiteExchange
from tests import factories
from tests.portal.syndication import exchange


def test_editor_offers_to_province_whose_newsroom_gets_mail(
    article, editor, province, reporter, chief, run_tasks
):
    newsroom = factories.make_person(None, Role.NEWSROOM)
    exchange.offered(article, editor, province, note="Có ảnh đẹp")

    run_tasks()

    told = {address for message in mail.outbox for address in message.to}
    assert told == {reporter.email, chief.email, newsroom.email}
    assert "Có ảnh đẹp" in mail.outbox[0].body
    assert PageLogEntry.objects.filter(page=article.pk, action="syndication.offer").exists()


def test_province_offers_to_several_members_at_once(site, other_site, province, chief):
    article = factories.make_article(province, chief)

    rows = services.offer(actor=chief, article=article, receivers=[site, other_site])

    assert {row.receiver for row in rows} == {site, other_site}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUDITOR, None])
def test_people_who_may_not_offer_change_nothing(article, site, province, role):
    wide = role is Role.AUDITOR
    person = factories.make_person(None if wide else site, role, username="nguoi-khac")

    with pytest.raises(PermissionDenied):
        exchange.offered(article, person, province)

    assert not Offer.objects.exists()


def test_editor_of_another_site_may_not_offer(article, other_site, province):
    person = factories.make_person(other_site, Role.EDITOR)

    with pytest.raises(PermissionDenied):
        exchange.offered(article, person, province)


def test_editors_may_not_offer_where_their_site_wants_approvers(
    article, site, editor, approver, province
):
    SiteExchange.objects.create(site=site, editors_offer=False)

    with pytest.raises(PermissionDenied):
        exchange.offered(article, editor, province)

    assert exchange.offered(article, approver, province).is_waiting


def test_draft_is_refused(site, approver, province):
    draft = factories.make_article(site, approver, publish=False)

    with pytest.raises(ValidationError, match="TD-01"):
        exchange.offered(draft, approver, province)


def test_article_behind_a_password_is_refused(article, approver, province):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")

    with pytest.raises(ValidationError, match="TD-01"):
        exchange.offered(article, approver, province)


def test_nobody_chosen_is_refused(article, editor):
    with pytest.raises(ValidationError, match="TD-02"):
        services.offer(actor=editor, article=article, receivers=[])


def test_member_offers_to_no_other_member(article, editor, other_site):
    with pytest.raises(ValidationError, match="TD-03"):
        exchange.offered(article, editor, other_site)


def test_frozen_receiver_is_refused(site, province, chief):
    article = factories.make_article(province, chief)
    type(site).objects.filter(pk=site.pk).update(state="frozen")
    site.refresh_from_db()
    site.save()

    with pytest.raises(ValidationError, match="TD-03"):
        exchange.offered(article, chief, site)


def test_article_is_not_offered_twice_while_one_stands(offer, article, editor, province):
    with pytest.raises(ValidationError, match="TD-04"):
        exchange.offered(article, editor, province)

    assert Offer.objects.count() == 1


def test_declined_article_may_be_offered_again(offer, article, editor, reporter, province):
    services.decline(actor=reporter, offer=offer, reason="Trùng tin")

    assert exchange.offered(article, editor, province).is_waiting


def test_offer_taken_back_closes_and_newsroom_is_told(offer, editor, reporter, run_tasks):
    run_tasks()
    services.take_back(actor=editor, offer=offer, reason="")
    run_tasks()

    assert exchange.fresh(offer).is_withdrawn
    assert "Lễ hội cầu ngư" in mail.outbox[-1].body
    with pytest.raises(ValidationError, match="TD-06"):
        services.take_back(actor=editor, offer=offer, reason="")


def test_receiver_may_not_take_the_offer_back(offer, reporter):
    with pytest.raises(PermissionDenied):
        services.take_back(actor=reporter, offer=offer, reason="x")

    assert exchange.fresh(offer).is_waiting
