from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plugins.royalties import adjusting, closing, register, services, sheets
from plugins.royalties.models import (
    Act,
    BaseUnit,
    Entry,
    EntryState,
    Part,
    Sheet,
    SheetLine,
    TaxRule,
)
from plugins.royalties.rates import RateBook
from portal.desk.calendar import Month
from tests import factories
from tests.plugins.royalties.conftest import JULY, JUNE, add_payee, approved, propose
from tests.races import told_at_once

JULY_MONTH = Month(2026, 7)
PAY = date(2026, 8, 5)


def close(site, month=JULY_MONTH, actor=None, pay_on=PAY):
    return closing.close_month(actor=actor, site=site, month=month, pay_on=pay_on)


def figures(sheet):
    return list(sheet.lines.values_list("real_name", "works", "gross", "tax", "net"))


def test_a_closed_sheet_has_a_line_for_each_payee(open_site, article, payee):
    other = add_payee(open_site, "Minh Khôi", "Trần Minh Khôi")
    page = article(JULY)
    approved(open_site, page, payee, "8")
    approved(open_site, page, other, "1")
    approved(open_site, article(JULY), other, "0.5")
    propose(open_site, article(JULY), other, "3")
    sheet = close(open_site)
    assert (str(sheet), sheet.state, sheet.pay_on) == ("01/2026", "closed", PAY)
    assert figures(sheet) == [
        ("Trần Minh Khôi", 2, 379_500, 0, 379_500),
        ("Nguyễn Thị Hải Yến", 1, 2_024_000, 202_400, 1_821_600),
    ]
    assert (sheet.gross, sheet.tax, sheet.net) == (2_403_500, 202_400, 2_201_100)


@pytest.mark.parametrize(
    ("group", "until", "tax"),
    [
        ("freelance", None, 202_400),
        ("freelance", PAY, 0),
        ("freelance", date(2026, 8, 4), 202_400),
        ("staff", None, 0),
        ("non_resident", None, 404_800),
        ("copyright", None, 0),
    ],
)
def test_tax_follows_the_group_and_the_commitment(open_site, article, group, until, tax):
    payee = add_payee(open_site, "Minh Khôi", group=group, commitment_until=until)
    approved(open_site, article(JULY), payee, "8")
    assert close(open_site).tax == tax


def test_the_tax_rule_is_that_of_the_day_of_payment(open_site, article, payee):
    old = TaxRule.objects.get(group="freelance")
    old.valid_to = date(2026, 8, 4)
    register.save_rate(actor=None, row=old)
    row = TaxRule(group="freelance", rate=5, threshold=0, valid_from=PAY)
    register.save_rate(actor=None, row=row)
    approved(open_site, article(JULY), payee, "8")
    table = sheets.reckoned(open_site, JULY, RateBook.load(open_site), pay_on=date(2026, 8, 4))
    assert table.tax == 202_400
    assert close(open_site).tax == 101_200


def test_a_closed_sheet_does_not_follow_rates_and_names(open_site, article, payee):
    entry = approved(open_site, article(JULY), payee, "8")
    sheet = close(open_site)
    before = figures(sheet)
    BaseUnit.objects.update(base_salary=1)
    TaxRule.objects.all().delete()
    values = {"pen_name": "Khác", "real_name": "Tên khác"}
    register.save_payee(actor=None, site=open_site, values=values, payee=payee)
    entry.article.delete()
    table = sheets.frozen(Sheet.objects.get())
    assert figures(sheet) == before
    assert [(item.title, item.amount) for item in table.shares[1]] == [
        (entry.title, Decimal(2_024_000))
    ]


def test_entries_of_a_closed_sheet_cannot_be_changed(open_site, article, payee):
    entry = approved(open_site, article(JULY), payee)
    close(open_site)
    with pytest.raises(ValidationError, match="NB-13"):
        services.remove(actor=None, entry=entry)
    assert services.send_back(actor=None, site=open_site, entry_ids=[entry.pk], reason="x") == 0
    assert Entry.objects.get().state == EntryState.SETTLED


def test_what_is_not_approved_moves_to_the_next_open_month(open_site, article, payee):
    approved(open_site, article(JULY), payee)
    late = propose(open_site, article(JULY), payee)
    close(open_site)
    late.refresh_from_db()
    assert (late.month, late.published_on) == (date(2026, 8, 1), JULY)
    new = propose(open_site, article(JULY), payee)
    assert new.month == date(2026, 8, 1)


def test_an_adjustment_goes_to_the_next_open_month(open_site, article, payee):
    entry = approved(open_site, article(JULY), payee, "2")
    close(open_site)
    made = adjusting.adjust(
        actor=None, entry=entry, coefficient=Decimal("1.5"), reason="Chấm nhầm"
    ).entry
    assert (made.month, made.amount, made.coefficient) == (
        date(2026, 8, 1),
        -126_500,
        Decimal("-0.5"),
    )
    again = adjusting.adjust(
        actor=None, entry=entry, coefficient=Decimal(3), reason="Xem lại"
    ).entry
    assert again.amount == 379_500
    assert sum(part.amount for part in again.parts.all()) == 379_500
    with pytest.raises(ValidationError, match="NB-17"):
        adjusting.adjust(actor=None, entry=entry, coefficient=Decimal(3), reason="Xem lại")


@pytest.mark.parametrize(("coefficient", "code"), [("10000.01", "NB-08"), ("4000", "NB-23")])
def test_an_adjustment_without_bounds_is_refused(open_site, article, payee, coefficient, code):
    entry = approved(open_site, article(JULY), payee, "1", quantity=999)
    close(open_site)
    with pytest.raises(ValidationError, match=code):
        adjusting.adjust(actor=None, entry=entry, coefficient=Decimal(coefficient), reason="Sửa")
    assert Entry.objects.get() == entry


def test_an_entry_that_is_in_no_sheet_is_not_adjusted(open_site, article, payee):
    entry = approved(open_site, article(JULY), payee)
    with pytest.raises(ValidationError, match="NB-17"):
        adjusting.adjust(actor=None, entry=entry, coefficient=Decimal(3), reason="Xem lại")


def test_a_sheet_opened_again_keeps_its_number_and_is_in_the_book(open_site, article, payee):
    approved(open_site, article(JUNE), payee)
    close(open_site, Month(2026, 6))
    approved(open_site, article(JULY), payee)
    sheet = close(open_site)
    with pytest.raises(ValidationError, match="NB-16"):
        closing.reopen(actor=None, sheet=sheet, reason="")
    closing.reopen(actor=None, sheet=sheet, reason="Sót tin ngày 2/7")
    assert not SheetLine.objects.filter(sheet=sheet).exists()
    act = Act.objects.get(kind="reopened")
    assert "253.000" in act.text
    assert "Sót tin" in act.text
    approved(open_site, article(JULY), payee)
    again = close(open_site)
    assert (again.pk, str(again), again.edition, again.gross) == (
        sheet.pk,
        "02/2026",
        2,
        506_000,
    )


def test_a_paid_sheet_stays_closed(open_site, article, payee):
    approved(open_site, article(JULY), payee)
    sheet = closing.mark_paid(actor=None, sheet=close(open_site))
    with pytest.raises(ValidationError, match="NB-18"):
        closing.reopen(actor=None, sheet=sheet, reason="Sót")
    with pytest.raises(ValidationError, match="NB-18"):
        closing.mark_paid(actor=None, sheet=sheet)
    assert Sheet.objects.get().state == "paid"


def test_an_adjusted_sheet_stays_closed(open_site, article, payee):
    entry = approved(open_site, article(JULY), payee)
    sheet = close(open_site)
    adjusting.adjust(actor=None, entry=entry, coefficient=Decimal(2), reason="Xem lại")
    with pytest.raises(ValidationError, match="NB-18"):
        closing.reopen(actor=None, sheet=sheet, reason="Sót")


@pytest.mark.parametrize(
    ("month", "pay_on"), [(Month(2190, 1), None), (JULY_MONTH, JUNE), (Month(2026, 5), PAY)]
)
def test_a_month_without_anything_or_not_begun_is_not_closed(
    open_site, article, payee, month, pay_on
):
    approved(open_site, article(JULY), payee)
    with pytest.raises(ValidationError, match="NB-19"):
        close(open_site, month, pay_on=pay_on)
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("role", "place"), [("contributor", 0), ("editor", 0), ("approver", 0), ("site_admin", 1)]
)
def test_only_administrators_of_the_site_close(both_sites, article, payee, role, place):
    person = factories.make_person(both_sites[place], factories.Role(role))
    approved(both_sites[0], article(JULY), payee)
    with pytest.raises(PermissionDenied):
        close(both_sites[0], actor=person)
    assert not Sheet.objects.exists()


def test_numbers_are_counted_for_each_site(both_sites, article, payee):
    own, other = both_sites
    stranger = add_payee(other, "Người nơi khác")
    approved(own, article(JULY), payee)
    approved(other, article(JULY, site=other), stranger)
    assert str(close(own)) == str(close(other)) == "01/2026"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_who_close_at_once_make_one_sheet(open_site, article, payee):
    approved(open_site, article(JULY), payee)
    assert told_at_once(*[lambda: close(open_site)] * 2) == ["NB-18", "done"]
    assert Sheet.objects.count() == SheetLine.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_form_that_is_sent_several_times_at_once_is_paid_once(open_site, article, payee):
    page = article(JULY)
    told = told_at_once(*[lambda: propose(open_site, page, payee)] * 8)
    assert told == [*["NB-24"] * 7, "done"]
    assert Entry.objects.get().amount == Part.objects.get().amount == 253_000
