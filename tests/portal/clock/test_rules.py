"""Working rules are rows with dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.clock import services
from portal.clock.counting import ZONE
from portal.clock.models import ClockRule, Embargo, Holiday, LateNote, LateReason
from portal.clock.rules import RuleBook
from portal.desk.models import DeskRow
from portal.news.models import ArticleKind
from tests import factories

OLD = datetime(2020, 5, 4, 8, 0, tzinfo=ZONE)
NEW = datetime(2026, 5, 4, 8, 0, tzinfo=ZONE)


def _hours(event_at, **values):
    limit = RuleBook.load().limit(event_at, site_id=values.pop("site_id", None), **values)
    return limit.due_at and (limit.due_at - event_at) / timedelta(hours=1)


def test_an_installation_begins_with_24_hours(db):
    assert _hours(NEW) == 24


def test_rule_of_the_events_date_is_taken(db):
    ClockRule.objects.update(valid_to=date(2025, 12, 31))
    ClockRule.objects.create(valid_from=date(2026, 1, 1), hours=12)
    assert (_hours(OLD), _hours(NEW)) == (24, 12)


def test_day_without_a_rule_has_no_limit(db):
    ClockRule.objects.update(valid_to=date(2025, 12, 31))
    assert _hours(NEW) is None


def test_rule_of_a_site_goes_before_that_of_the_portal(site, other_site):
    ClockRule.objects.create(site=site, valid_from=date(2026, 1, 1), hours=6)
    assert _hours(NEW, site_id=site.pk) == 6
    assert _hours(NEW, site_id=other_site.pk) == _hours(OLD, site_id=site.pk) == 24


def test_kind_that_is_not_counted_has_no_limit(db):
    kind = ArticleKind.objects.get(code="thong-bao")
    ClockRule.objects.get().not_counted.add(kind)
    assert _hours(NEW, kind_id=kind.pk) is None
    assert _hours(NEW) == 24


def test_days_of_a_holiday_are_all_its_days(db):
    ClockRule.objects.update(counts_holidays=False)
    Holiday.objects.create(name="Tết", first_day=date(2026, 2, 16), last_day=date(2026, 2, 18))
    book = RuleBook.load()
    assert book.holidays == {date(2026, 2, day) for day in (16, 17, 18)}


def test_two_rules_for_one_day_are_refused(site):
    with pytest.raises(ValidationError, match="DH-02"):
        ClockRule(valid_from=date(2026, 1, 1)).full_clean()
    ClockRule(site=site, valid_from=date(2026, 1, 1)).full_clean()


def test_period_that_ends_before_it_begins_is_refused(db):
    ClockRule.objects.all().delete()
    rule = ClockRule(valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="DH-01"):
        rule.full_clean()
    holiday = Holiday(name="Tết", first_day=date(2026, 1, 2), last_day=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="DH-01"):
        holiday.full_clean()


@pytest.fixture
def article(site, contributor):
    event_at = timezone.now() - timedelta(hours=1)
    return factories.make_article(site, contributor, publish=False, event_at=event_at)


def test_embargo_moves_the_limit_of_its_article(article, editor):
    until = timezone.now() + timedelta(hours=3)
    services.set_embargo(actor=editor, article=article, until=until, note="Ban tổ chức")
    assert DeskRow.objects.get(pk=article.pk).due_at == until + timedelta(hours=24)
    services.set_embargo(actor=editor, article=article, until=None)
    assert DeskRow.objects.get(pk=article.pk).due_at == article.event_at + timedelta(hours=24)
    assert not Embargo.objects.exists()


@pytest.mark.parametrize("until", [timedelta(hours=-2), timedelta(days=400)])
def test_embargo_outside_of_its_bounds_is_refused(article, editor, until):
    with pytest.raises(ValidationError, match="DH-03"):
        services.set_embargo(actor=editor, article=article, until=timezone.now() + until)
    assert not Embargo.objects.exists()


def test_contributor_sets_no_embargo(article, contributor):
    with pytest.raises(PermissionDenied):
        services.set_embargo(actor=contributor, article=article, until=timezone.now())
    assert not Embargo.objects.exists()


def test_author_and_editor_explain_but_nobody_of_another_site(
    article, contributor, editor, other_site
):
    from portal.sites.models import Role

    reason = LateReason.objects.get(code="khac")
    services.give_reason(actor=contributor, article=article, reason=reason, note="  Mất điện ")
    services.give_reason(actor=editor, article=article, reason=reason)
    stranger = factories.make_person(other_site, Role.SITE_ADMIN)
    with pytest.raises(PermissionDenied):
        services.give_reason(actor=stranger, article=article, reason=reason)
    assert LateNote.objects.get().given_by == editor


def test_reason_out_of_use_is_refused(article, editor):
    reason = LateReason.objects.create(code="cu", name="Cũ", is_active=False)
    with pytest.raises(ValidationError, match="DH-04"):
        services.give_reason(actor=editor, article=article, reason=reason)


def test_changed_rule_reaches_the_deadlines(article, run_tasks):
    ClockRule.objects.update(hours=10)
    services.tell_rules_changed()
    run_tasks()
    assert DeskRow.objects.get(pk=article.pk).due_at == article.event_at + timedelta(hours=10)
