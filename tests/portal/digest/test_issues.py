"""Which mails an issue has, and what stands in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from portal.digest import issues, jobs, sending
from portal.digest.issues import last_due, make_due_issues
from portal.digest.models import Delivery, DigestIssue, DigestSettings, Edition, Frequency
from portal.sites.models import Role, SiteState
from tests import factories
from tests.portal.digest.readers import NOW, article, reader, switch_on

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def make_daily():
    """The issue of today; the hour of the site is 0."""
    DigestSettings.objects.update(hour=NOW().astimezone(VN).hour)
    return [issue for issue in make_due_issues() if issue.frequency == "daily"]


def keys_of(delivery):
    return [key for group in delivery.edition.groups for key in group["articles"]]


@pytest.fixture
def news(site, approver, topics):
    """Two articles of today in two sections, one of two days ago."""
    return [
        article(site, approver, "Tin hôm nay"),
        article(site, approver, "Xây dựng Đảng hôm nay", "xay-dung-dang", hours=2),
        article(site, approver, "Tin hôm kia", hours=50),
    ]


def test_readers_get_the_new_articles_of_their_topics_each_once(site, topics, news):
    every, one_section, other_section = topics
    both = reader(site, "a@example.vn", every, one_section)
    section = reader(site, "b@example.vn", other_section)
    reader(site, "c@example.vn", every, state="pending")
    reader(site, "d@example.vn", every, state="paused")
    reader(site, "e@example.vn", every, frequency="weekly")
    [issue] = make_daily()
    found = {row.subscriber_id: keys_of(row) for row in issue.deliveries.all()}
    assert found == {both.pk: [news[0].pk, news[1].pk], section.pk: [news[1].pk]}
    groups = Edition.objects.get(deliveries__subscriber=both).groups
    assert [group["topic"] for group in groups] == [one_section.pk, every.pk]


def test_issue_is_made_once_a_day(site, topics, news):
    reader(site, "a@example.vn", topics[0])
    assert len(make_daily()) == 1
    assert make_daily() == []
    assert Delivery.objects.count() == 1


def test_next_issue_begins_where_the_last_one_ended(site, topics, news, approver):
    reader(site, "a@example.vn", topics[0])
    [first] = make_daily()
    DigestIssue.objects.update(
        day=first.day - timedelta(days=1), until=NOW() - timedelta(hours=1.5)
    )
    [second] = make_daily()
    [row] = second.deliveries.all()
    assert keys_of(row) == [news[0].pk]


def test_no_news_is_no_mail(site, topics, approver):
    reader(site, "a@example.vn", topics[0])
    article(site, approver, "Tin cũ", hours=100)
    [issue] = make_daily()
    assert issue.receivers == 0
    assert issue.finished_at is not None
    assert not Delivery.objects.exists()


def test_drafts_and_restricted_and_withdrawn_articles_are_left_out(site, topics, news, run_tasks):
    from wagtail.models import PageViewRestriction

    reader(site, "a@example.vn", topics[0])
    PageViewRestriction.objects.create(page=news[0], restriction_type="password", password="x")
    [issue] = make_daily()
    assert keys_of(issue.deliveries.get()) == [news[1].pk]
    news[1].unpublish()
    sending.send_some("x")
    assert not mail.outbox
    assert issue.deliveries.get().state == "dropped"


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.CLOSED, SiteState.REDIRECTED])
def test_site_out_of_operation_sends_nothing(state, site, topics, news):
    reader(site, "a@example.vn", topics[0])
    site.state = state
    site.save()
    assert make_daily() == []


@pytest.mark.parametrize("how", ["switched off", "frozen"])
def test_mails_on_their_way_are_dropped_when_the_site_stops(how, site, topics, news):
    reader(site, "a@example.vn", topics[0])
    make_daily()
    if how == "frozen":
        site.state = SiteState.FROZEN
        site.save()
    else:
        DigestSettings.objects.update(is_on=False)
    sending.send_some("x")
    assert not mail.outbox
    assert Delivery.objects.get().state == "dropped"


def test_other_sites_stay_out(site, other_site, topics, news):
    foreign = switch_on(other_site)
    approver = factories.make_person(other_site, Role.APPROVER)
    page = article(other_site, approver, "Tin La Gi")
    reader(site, "a@example.vn", topics[0])
    reader(other_site, "a@example.vn", foreign[0])
    made = {issue.site_id: issue for issue in make_daily()}
    assert page.pk not in keys_of(made[site.pk].deliveries.get())
    assert keys_of(made[other_site.pk].deliveries.get()) == [page.pk]


def test_copy_and_original_are_one_piece_of_news(site, topics, news):
    news[1].origin = news[0]
    news[1].save()
    reader(site, "a@example.vn", *topics)
    [issue] = make_daily()
    assert keys_of(issue.deliveries.get()) == [news[0].pk]


@pytest.mark.parametrize(
    ("frequency", "at", "due"),
    [
        (Frequency.DAILY, "2026-11-24T17:00", "2026-11-24T17:00"),
        (Frequency.DAILY, "2026-11-24T16:59", "2026-11-23T17:00"),
        (Frequency.WEEKLY, "2026-11-27T17:30", "2026-11-27T17:00"),
        (Frequency.WEEKLY, "2026-11-27T16:59", "2026-11-20T17:00"),
        (Frequency.WEEKLY, "2026-11-30T09:00", "2026-11-27T17:00"),
    ],
)
def test_hour_and_day_are_those_of_vietnam(frequency, at, due):
    rules = DigestSettings(hour=17, weekday=5)
    found = last_due(rules, frequency, datetime.fromisoformat(at).replace(tzinfo=VN))
    assert found == datetime.fromisoformat(due).replace(tzinfo=VN)


def test_making_an_issue_takes_few_queries_however_many_read(
    site, topics, news, django_assert_max_num_queries
):
    for number in range(30):
        reader(site, f"a{number}@example.vn", topics[number % 3], topics[(number + 1) % 3])
    with django_assert_max_num_queries(45):
        [issue] = make_daily()
    assert issue.receivers == 30
    assert Edition.objects.count() <= 3


def test_trouble_of_one_site_does_not_silence_the_others(
    site, other_site, topics, news, monkeypatch
):
    switch_on(other_site)
    reader(site, "a@example.vn", topics[0])
    real = issues.make_issue

    def broken(*, rules, **given):
        if rules.site_id == other_site.pk:
            raise RuntimeError
        return real(rules=rules, **given)

    monkeypatch.setattr(issues, "make_issue", broken)
    with pytest.raises(RuntimeError):
        make_daily()
    assert DigestIssue.objects.filter(site=site, frequency="daily", receivers=1).exists()


def test_finished_issue_keeps_its_numbers_when_single_mails_are_forgotten(site, topics, news):
    reader(site, "a@example.vn", topics[0])
    [issue] = make_daily()
    sending.send_some("x")
    jobs.close_issues()
    DigestIssue.objects.update(made_at=NOW() - timedelta(days=31))
    jobs.forget_old()
    issue.refresh_from_db()
    assert (issue.sent, issue.failed) == (1, 0)
    assert not Delivery.objects.exists()
