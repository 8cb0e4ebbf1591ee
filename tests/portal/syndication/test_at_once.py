"""Two people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from portal.news.models import ArticlePage
from portal.syndication import services
from portal.syndication.models import Offer
from tests import factories
from tests.portal.syndication import exchange


def _together(*acts):
    def run(act):
        try:
            act()
        except ValidationError as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_accept_at_once_make_one_copy(offer, reporter, chief):
    answers = _together(
        lambda: exchange.accepted(offer, reporter), lambda: exchange.accepted(offer, chief)
    )

    assert answers == ["TD-10", "done"]
    assert ArticlePage.objects.filter(origin=offer.article).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_acceptance_and_withdrawal_at_once_leave_no_published_copy(offer, chief, editor, run_tasks):
    answers = _together(
        lambda: exchange.accepted(offer, chief, then="publish"),
        lambda: services.take_back(actor=editor, offer=offer, reason="Sai"),
    )
    run_tasks()

    assert "done" in answers
    assert not ArticlePage.objects.filter(origin=offer.article, live=True).exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_article_offered_twice_at_once_is_offered_once(article, editor, approver, province):
    def act(person):
        return lambda: services.offer(actor=person, article=article, receivers=[province])

    assert _together(act(editor), act(approver)) == ["TD-04", "done"]
    assert Offer.objects.count() == 1
    assert factories.section_of(province)
