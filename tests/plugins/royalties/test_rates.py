from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plugins.royalties import register
from plugins.royalties.models import BaseUnit, Grade, WorkKind
from plugins.royalties.rates import RateBook
from portal.news.models import ArticleKind
from tests import factories
from tests.plugins.royalties.conftest import JULY, JUNE


@pytest.mark.parametrize(("day", "amount"), [(JUNE, 234_000), (JULY, 253_000)])
def test_the_unit_is_that_of_the_day(open_site, day, amount):
    assert RateBook.load(open_site).unit(day).amount == amount


def test_a_day_without_a_unit_is_refused(open_site):
    with pytest.raises(ValidationError, match="NB-05"):
        RateBook.load(open_site).unit(date(1999, 1, 1))


def test_a_site_has_its_own_unit_before_that_of_the_portal(both_sites):
    own, other = both_sites
    row = BaseUnit(site=own, valid_from=JULY, base_salary=0, fixed_amount=50_000)
    register.save_rate(actor=None, row=row)
    assert RateBook.load(own).unit(JULY).amount == 50_000
    assert RateBook.load(own).unit(JUNE).amount == 234_000
    assert RateBook.load(other).unit(JULY).amount == 253_000


def test_the_kinds_of_the_decree_are_there_with_their_ceilings(open_site):
    found = {kind.code: kind.most for kind in RateBook.load(open_site).kinds(JULY)}
    assert found["tin"] == found["anh"] == found["tranh"] == 10
    assert found["chinh-luan"] == found["phong-su"] == found["nghien-cuu"] == 30
    assert found["truc-tuyen"] == 50


def test_kind_and_usual_grade_follow_the_kind_of_the_article(open_site):
    book = RateBook.load(open_site)
    kind = ArticleKind.objects.get(code="phong-van").pk
    found = book.proposed_kind(kind, JULY, is_taken_over=False)
    assert found.code == "phong-su"
    assert book.usual_grade("phong-su", JULY).name == "B"


def test_articles_taken_over_have_a_kind_of_their_own_that_earns_nothing(open_site):
    kind = ArticleKind.objects.get(code="tin").pk
    found = RateBook.load(open_site).proposed_kind(kind, JULY, is_taken_over=True)
    assert (found.code, found.is_entitled) == ("khai-thac", False)


def test_a_second_row_for_the_same_days_is_refused(open_site):
    row = BaseUnit(valid_from=date(2027, 1, 1), base_salary=3_000_000)
    with pytest.raises(ValidationError, match="NB-03"):
        register.save_rate(actor=None, row=row)
    assert BaseUnit.objects.count() == 2


def test_a_period_that_ends_before_it_begins_is_refused(open_site):
    row = Grade(
        kind_code="tin", name="D", coefficient=1, valid_from=JULY, valid_to=JUNE, site=open_site
    )
    with pytest.raises(ValidationError, match="NB-02"):
        register.save_rate(actor=None, row=row)


def test_a_rate_ends_on_its_last_day(open_site):
    old = BaseUnit.objects.get(valid_to=None)
    old.valid_to = date(2026, 12, 31)
    register.save_rate(actor=None, row=old)
    row = BaseUnit(valid_from=date(2027, 1, 1), base_salary=2_700_000)
    register.save_rate(actor=None, row=row)
    book = RateBook.load(open_site)
    assert book.unit(date(2026, 12, 31)).amount == 253_000
    assert book.unit(date(2027, 1, 1)).amount == 270_000


@pytest.mark.parametrize("role", ["contributor", "editor", "approver"])
def test_rates_of_a_site_are_set_by_its_administrators_only(open_site, role):
    person = factories.make_person(open_site, factories.Role(role))
    row = WorkKind(site=open_site, code="tin", name="Tin", most=99, valid_from=JULY)
    with pytest.raises(PermissionDenied):
        register.save_rate(actor=person, row=row)
    assert not WorkKind.objects.filter(site=open_site).exists()


def test_an_administrator_of_a_site_cannot_touch_the_rates_of_the_portal(open_site, site_admin):
    row = BaseUnit.objects.get(valid_to=None)
    row.site, row.base_salary = open_site, 9_000_000
    with pytest.raises(PermissionDenied):
        register.save_rate(actor=site_admin, row=row)
    assert BaseUnit.objects.get(valid_to=None).base_salary == 2_530_000
