from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plugins.royalties import register
from plugins.royalties.models import BaseUnit, Budget, Grade, TaxRule, WorkKind
from plugins.royalties.rates import RateBook
from portal.news.models import ArticleKind
from tests import factories
from tests.plugins.royalties.conftest import JULY, JUNE
from tests.races import told_at_once


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


def rows_of_all_tables():
    """A row for each table of rates, good and new."""
    return [
        (BaseUnit, {"base_salary": 2_000_000}),
        (WorkKind, {"code": "podcast", "name": "Podcast", "most": 20}),
        (Grade, {"kind_code": "tin", "name": "D", "coefficient": 1}),
        (TaxRule, {"group": "staff", "rate": 5}),
        (Budget, {"year": 2027, "amount": 1_000_000}),
    ]


@pytest.mark.parametrize(
    ("kind", "name", "most"),
    [
        (BaseUnit, "base_salary", 10**9),
        (BaseUnit, "fixed_amount", 10**9),
        (BaseUnit, "percent", Decimal("200")),
        (WorkKind, "most", 10_000),
        (Grade, "coefficient", 10_000),
        (TaxRule, "threshold", 10**12),
        (Budget, "amount", 10**12),
    ],
)
def test_figures_without_bounds_are_refused(open_site, kind, name, most):
    values = {**dict(rows_of_all_tables())[kind], "site": open_site}
    if kind is not Budget:
        values["valid_from"] = JULY
    if name == "percent":
        values["base_salary"] = 500_000_000
    with pytest.raises(ValidationError, match="NB-22"):
        register.save_rate(actor=None, row=kind(**{**values, name: most + Decimal("0.01")}))
    assert not kind.objects.filter(site=open_site).exists()
    register.save_rate(actor=None, row=kind(**{**values, name: most}))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("kind", [BaseUnit, Grade, Budget])
def test_equal_rows_that_are_sent_at_once_become_one(open_site, kind):
    values = {**dict(rows_of_all_tables())[kind], "site": open_site}
    if kind is not Budget:
        values["valid_from"] = JULY
    told = told_at_once(*[lambda: register.save_rate(actor=None, row=kind(**values))] * 8)
    code = "NB-04" if kind is Budget else "NB-03"
    assert told == [*[code] * 7, "done"]
    assert kind.objects.filter(site=open_site).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_equal_rows_of_the_portal_that_are_sent_at_once_become_one(open_site):
    values = {"kind_code": "tin", "name": "D", "coefficient": 1, "valid_from": JULY}
    told = told_at_once(*[lambda: register.save_rate(actor=None, row=Grade(**values))] * 8)
    assert told == [*["NB-03"] * 7, "done"]
    assert Grade.objects.filter(site=None, name="D").count() == 1
