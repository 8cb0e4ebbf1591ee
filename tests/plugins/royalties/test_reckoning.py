from decimal import Decimal

import pytest

from plugins.royalties.reckoning import (
    PART_ABOVE,
    TaxTerms,
    amount_of,
    divide,
    half_up,
    tax_on,
    unit_of,
)

FREELANCE = TaxTerms(Decimal(10), Decimal(2_000_000), spared=True)
COPYRIGHT = TaxTerms(Decimal(10), Decimal(10_000_000), PART_ABOVE, by_work=True)


@pytest.mark.parametrize(
    ("value", "rounded"), [("0.5", 1), ("1.4999", 1), ("2.5", 3), ("-0.5", -1), ("-1.4", -1)]
)
def test_half_a_dong_goes_up(value, rounded):
    assert half_up(Decimal(value)) == rounded


def test_a_unit_is_a_percentage_of_the_base_salary():
    assert unit_of(Decimal(2_530_000), Decimal(10)) == 253_000
    assert unit_of(Decimal(2_340_005), Decimal(10)) == 234_001


def test_news_of_coefficient_1_5_gets_what_the_base_salary_of_its_day_gives():
    assert amount_of(unit_of(Decimal(2_530_000), Decimal(10)), Decimal("1.5")) == 379_500
    assert amount_of(unit_of(Decimal(2_340_000), Decimal(10)), Decimal("1.5")) == 351_000


def test_several_pictures_are_rounded_once():
    assert amount_of(Decimal(233_333), Decimal("0.15"), 3) == 105_000


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (100, ["100"], [100]),
        (100, ["50", "50"], [50, 50]),
        (101, ["50", "50"], [50, 51]),
        (100, ["33.333", "33.333", "33.334"], [33, 33, 34]),
        (1, ["60", "40"], [1, 0]),
        (379_500, ["70", "20", "10"], [265_650, 75_900, 37_950]),
        (-101, ["60", "40"], [-61, -40]),
        (0, ["60", "40"], [0, 0]),
    ],
)
def test_shares_make_the_whole_again(amount, shares, parts):
    found = divide(Decimal(amount), [Decimal(share) for share in shares])
    assert sum(found) == amount
    assert sorted(found) == sorted(parts)


@pytest.mark.parametrize(
    ("works", "tax"),
    [
        ([1_999_999], 0),
        ([2_000_000], 200_000),
        ([1_000_000, 999_999], 0),
        ([1_000_000, 1_000_000], 200_000),
        ([2_000_005], 200_001),
        ([-5_000_000], 0),
    ],
)
def test_tax_of_freelance_work_begins_at_the_threshold_of_a_payment(works, tax):
    assert tax_on(FREELANCE, [Decimal(work) for work in works]) == tax


def test_a_commitment_spares_the_tax_where_the_rule_says_so():
    assert tax_on(FREELANCE, [Decimal(3_000_000)], has_commitment=True) == 0
    assert tax_on(COPYRIGHT, [Decimal(11_000_000)], has_commitment=True) == 100_000


@pytest.mark.parametrize(
    ("works", "tax"),
    [
        ([10_000_000], 0),
        ([10_000_001], 0),
        ([10_000_005], 1),
        ([12_000_000], 200_000),
        ([8_000_000, 8_000_000], 0),
    ],
)
def test_tax_of_copyright_is_on_what_lies_above_the_threshold_of_each_work(works, tax):
    assert tax_on(COPYRIGHT, [Decimal(work) for work in works]) == tax


def test_without_a_rule_nothing_is_withheld():
    assert tax_on(None, [Decimal(50_000_000)]) == 0
