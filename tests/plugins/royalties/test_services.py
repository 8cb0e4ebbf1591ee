from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plugins.royalties import articles, register, services
from plugins.royalties.models import (
    Act,
    BaseUnit,
    Budget,
    Entry,
    EntryState,
    Part,
    Payee,
    RoyaltySettings,
)
from plugins.royalties.rates import RateBook
from portal.desk.calendar import Month
from portal.news.models import ArticlePage
from tests import factories
from tests.plugins.royalties.conftest import JULY, JUNE, add_payee, approved, propose, work

Role = factories.Role
JULY_MONTH = Month(2026, 7)


def waiting(site, month=JULY_MONTH, **options):
    book = RateBook.load(site)
    rows = articles.waiting(site, month, book, RoyaltySettings.of(site), **options)
    return [article.pk for article in articles.read(rows)]


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2026, 8, 3), 379_500), (date(2026, 6, 3), 351_000), (JUNE, 351_000), (JULY, 379_500)],
)
def test_an_entry_takes_the_unit_of_the_day_of_publication(open_site, article, payee, day, amount):
    entry = propose(open_site, article(day), payee, "1.5")
    assert entry.amount == amount
    assert entry.month == day.replace(day=1)
    assert Part.objects.get().amount == amount


def test_late_in_the_evening_the_day_is_that_of_the_portal(open_site, article, payee):
    entry = propose(open_site, article(JUNE, hour=23), payee, "1.5")
    assert (entry.published_on, entry.amount) == (JUNE, 351_000)


def test_shares_are_divided_among_people(open_site, article, payee):
    other = add_payee(open_site, "Minh Khôi")
    shares = [
        services.Share(payee, Decimal("66.667")),
        services.Share(other, Decimal("33.333"), "photographer"),
    ]
    entry = propose(open_site, article(JULY), payee, "1", shares=shares)
    amounts = list(entry.parts.values_list("amount", flat=True))
    assert sum(amounts) == entry.amount == 253_000
    assert amounts == [168_668, 84_332]


@pytest.mark.parametrize("percents", [["60", "30"], ["60", "50"], ["110", "-10"], []])
def test_shares_that_do_not_make_100_are_refused(open_site, article, payee, percents):
    shares = [services.Share(payee, Decimal(percent)) for percent in percents]
    given = services.Work("tin", Decimal(1), shares)
    with pytest.raises(ValidationError, match="NB-11"):
        services.propose(actor=None, site=open_site, article_id=article(JULY).pk, work=given)
    assert not Entry.objects.exists()


def test_a_payee_of_another_site_is_refused(both_sites, article):
    stranger = add_payee(both_sites[1], "Người nơi khác")
    with pytest.raises(ValidationError, match="NB-12"):
        propose(both_sites[0], article(JULY), stranger)
    assert not Entry.objects.exists()


def test_an_article_of_another_site_is_refused(both_sites, article, payee):
    foreign = article(JULY, site=both_sites[1])
    with pytest.raises(ValidationError, match="NB-07"):
        propose(both_sites[0], foreign, payee)


def test_a_coefficient_above_the_ceiling_needs_a_reason(open_site, article, payee, approver):
    page = article(JULY)
    assert propose(open_site, page, payee, "10", actor=approver).amount == 2_530_000
    with pytest.raises(ValidationError, match="NB-09"):
        propose(open_site, page, payee, "10.01", actor=approver)
    entry = propose(open_site, page, payee, "10.01", actor=approver, over_reason="Tin nóng")
    assert entry.over_reason == "Tin nóng"


def test_an_editor_cannot_go_above_the_ceiling(open_site, article, payee, editor):
    with pytest.raises(ValidationError, match="NB-09"):
        propose(open_site, article(JULY), payee, "11", actor=editor, over_reason="Tin nóng")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("coefficient", "quantity"),
    [("0", 1), ("-1", 1), ("10000.01", 1), ("1", 0), ("1", 1000)],
)
def test_nonsense_is_refused(open_site, article, payee, coefficient, quantity):
    with pytest.raises(ValidationError, match="NB-08"):
        propose(open_site, article(JULY), payee, coefficient, quantity=quantity)


def test_an_entry_of_more_than_a_milliard_is_refused(open_site, article, payee):
    BaseUnit.objects.create(
        site=open_site, valid_from=JULY, base_salary=1, fixed_amount=999_999_999_999_999
    )
    with pytest.raises(ValidationError, match="NB-23"):
        propose(open_site, article(JULY), payee, "10")
    assert not Entry.objects.exists()
    assert not Act.objects.filter(kind="proposed").exists()


def test_an_entry_of_a_milliard_is_taken(open_site, article, payee):
    BaseUnit.objects.create(
        site=open_site, valid_from=JULY, base_salary=1, fixed_amount=1_000_000_000
    )
    assert propose(open_site, article(JULY), payee, "1").amount == 1_000_000_000


def test_the_same_entry_is_not_proposed_twice(open_site, article, payee):
    page = article(JULY)
    entry = propose(open_site, page, payee, "1.5")
    for quantity in (1, 2):
        with pytest.raises(ValidationError, match="NB-24"):
            propose(open_site, page, payee, "1.50", quantity=quantity)
    services.approve(actor=None, site=open_site, entry_ids=[entry.pk])
    with pytest.raises(ValidationError, match="NB-24"):
        propose(open_site, page, payee, "1.5")
    assert Entry.objects.get().amount == 379_500


def test_another_entry_of_the_same_article_is_taken(open_site, article, payee):
    page, other = article(JULY), add_payee(open_site, "Minh Khôi")
    halves = [services.Share(payee, Decimal(50)), services.Share(other, Decimal(50))]
    propose(open_site, page, payee, "1")
    propose(open_site, page, payee, "2")
    propose(open_site, page, other, "1")
    propose(open_site, page, payee, "1", kind_code="anh")
    propose(open_site, page, payee, "1", shares=halves)
    propose(open_site, page, payee, "1", shares=[services.Share(payee, role="photographer")])
    propose(open_site, article(JULY), payee, "1")
    assert Entry.objects.count() == 7


def test_what_was_sent_back_or_taken_back_is_proposed_anew(open_site, article, payee):
    page = article(JULY)
    services.remove(actor=None, entry=propose(open_site, page, payee))
    entry = propose(open_site, page, payee)
    services.send_back(actor=None, site=open_site, entry_ids=[entry.pk], reason="Cao quá")
    propose(open_site, page, payee)
    with pytest.raises(ValidationError, match="NB-24"):
        services.change(actor=None, entry=entry, work=work(payee))
    assert set(Entry.objects.values_list("state", flat=True)) == {"returned", "proposed"}


def test_a_change_that_changes_nothing_is_taken(open_site, article, payee):
    entry = propose(open_site, article(JULY), payee)
    services.change(actor=None, entry=entry, work=work(payee, quantity=2))
    services.change(actor=None, entry=entry, work=work(payee, quantity=2))
    assert Entry.objects.get().amount == 506_000


def test_a_kind_that_earns_nothing_is_refused(open_site, article, payee):
    with pytest.raises(ValidationError, match="NB-10"):
        propose(open_site, article(JULY), payee, kind_code="thong-bao")


@pytest.mark.parametrize(
    ("role", "place"),
    [("contributor", 0), ("editor", 1), ("approver", 1), ("site_admin", 1)],
)
def test_who_does_not_edit_the_site_proposes_nothing(both_sites, article, payee, role, place):
    person = factories.make_person(both_sites[place], Role(role))
    with pytest.raises(PermissionDenied):
        propose(both_sites[0], article(JULY), payee, actor=person)
    assert not Entry.objects.exists()
    assert not Act.objects.filter(kind="proposed").exists()


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_who_does_not_approve_in_the_site_approves_nothing(open_site, article, payee, role):
    person = factories.make_person(open_site, Role(role))
    entry = propose(open_site, article(JULY), payee)
    with pytest.raises(PermissionDenied):
        services.approve(actor=person, site=open_site, entry_ids=[entry.pk])
    with pytest.raises(PermissionDenied):
        services.send_back(actor=person, site=open_site, entry_ids=[entry.pk], reason="Cao quá")
    assert Entry.objects.get().state == EntryState.PROPOSED


def test_the_newsroom_of_the_province_has_no_business_with_member_sites(
    province, open_site, article, payee
):
    person = factories.make_person(None, Role.NEWSROOM, username="toa.soan")
    with pytest.raises(PermissionDenied):
        propose(open_site, article(JULY), payee, actor=person)


def test_approval_passes_over_what_is_not_proposed_or_of_others(both_sites, article, payee):
    own, other = both_sites
    stranger = add_payee(other, "Người nơi khác")
    foreign = propose(other, article(JULY, site=other), stranger)
    entry = propose(own, article(JULY), payee)
    assert services.approve(actor=None, site=own, entry_ids=[entry.pk, foreign.pk, 999]) == 1
    assert services.approve(actor=None, site=own, entry_ids=[entry.pk]) == 0
    assert set(Entry.objects.values_list("pk", "state")) == {
        (entry.pk, "approved"),
        (foreign.pk, "proposed"),
    }


def test_somebody_else_approves_where_the_site_says_so(open_site, article, payee, approver):
    RoyaltySettings.objects.create(site=open_site, four_eyes=True)
    entry = propose(open_site, article(JULY), payee, actor=approver)
    with pytest.raises(ValidationError, match="NB-15"):
        services.approve(actor=approver, site=open_site, entry_ids=[entry.pk])
    other = factories.make_person(open_site, Role.APPROVER, username="duyet.khac")
    assert services.approve(actor=other, site=open_site, entry_ids=[entry.pk]) == 1


def test_what_is_sent_back_is_changed_and_proposed_again(open_site, article, payee, editor):
    entry = approved(open_site, article(JULY), payee, "2")
    with pytest.raises(ValidationError, match="NB-13"):
        services.change(actor=editor, entry=entry, work=work(payee, "1"))
    with pytest.raises(ValidationError, match="NB-16"):
        services.send_back(actor=None, site=open_site, entry_ids=[entry.pk], reason=" ")
    services.send_back(actor=None, site=open_site, entry_ids=[entry.pk], reason="Cao quá")
    services.change(actor=editor, entry=entry, work=work(payee, "1"))
    entry.refresh_from_db()
    assert (entry.state, entry.amount, entry.return_reason) == ("proposed", 253_000, "")
    assert entry.parts.count() == 1


def test_a_removed_entry_puts_its_article_on_the_list_again(open_site, article, payee):
    page = article(JULY)
    entry = propose(open_site, page, payee)
    assert waiting(open_site) == []
    services.remove(actor=None, entry=entry)
    assert waiting(open_site) == [page.pk]


def test_the_list_of_work_holds_the_month_without_kinds_that_earn_nothing(open_site, article):
    page = article(JULY)
    notice = article(JULY, kind="thong-bao")
    copy = article(JULY)
    ArticlePage.objects.filter(pk=copy.pk).update(origin=page)
    article(JUNE)
    assert waiting(open_site) == [page.pk]
    assert waiting(open_site, shows_all=True) == [page.pk, notice.pk, copy.pk]


def test_articles_marked_as_earning_nothing_leave_the_list(open_site, article, editor):
    page = article(JULY)
    assert services.exempt(actor=editor, site=open_site, article_ids=[page.pk]) == 1
    assert waiting(open_site) == []
    assert Entry.objects.get().amount == 0


def test_usual_grades_are_proposed_where_the_author_is_known(open_site, article, payee, editor):
    known = article(JULY, author="hải yến")
    unknown = article(JULY, author="Hải Yên", title="Bài không rõ tác giả")
    told = services.propose_usual(actor=editor, site=open_site, article_ids=[known.pk, unknown.pk])
    assert list(told.left.values()) == [["Bài không rõ tác giả"]]
    assert told.made == 1
    entry = Entry.objects.get()
    assert (entry.article_id, entry.grade, entry.amount) == (known.pk, "B", 253_000)
    services.propose_usual(actor=editor, site=open_site, article_ids=[known.pk])
    assert Entry.objects.count() == 1


def test_nobody_is_proposed_where_two_sign_alike(open_site, article, payee):
    add_payee(open_site, "Hải Yến", "Trần Hải Yến")
    page = article(JULY, author="Hải Yến")
    services.propose_usual(actor=None, site=open_site, article_ids=[page.pk])
    assert not Entry.objects.exists()


def test_an_article_that_was_paid_elsewhere_is_not_on_the_list(both_sites, article):
    own, other = both_sites
    page = article(JULY)
    entry = propose(own, page, add_payee(own, "Minh Khôi"))
    Entry.objects.filter(pk=entry.pk).update(site=other)
    assert waiting(own) == []


def test_a_site_that_blocks_takes_nothing_beyond_the_budget(open_site, article, payee):
    Budget.objects.create(site=open_site, year=2026, amount=300_000)
    page = article(JULY)
    propose(open_site, page, payee, "1")
    other = work(payee, "1", kind_code="anh")
    done = services.propose(actor=None, site=open_site, article_id=page.pk, work=other)
    assert "206.000" in done.warnings[0]
    assert "NB-20" in done.warnings[0]
    RoyaltySettings.objects.create(site=open_site, blocks_over_budget=True)
    with pytest.raises(ValidationError, match="NB-20"):
        propose(open_site, page, payee, "1", kind_code="tranh")
    assert Entry.objects.count() == 2


def test_a_budget_of_the_month_is_looked_at_too(open_site, article, payee):
    Budget.objects.create(site=open_site, year=2026, amount=9_000_000)
    Budget.objects.create(site=open_site, year=2026, month=7, amount=253_000)
    RoyaltySettings.objects.create(site=open_site, blocks_over_budget=True)
    propose(open_site, article(JULY), payee, "1")
    propose(open_site, article(JUNE), payee, "1")
    with pytest.raises(ValidationError, match="07/2026"):
        propose(open_site, article(JULY), payee, "1")


def test_private_numbers_are_written_by_those_who_close(open_site, payee, editor, site_admin):
    names = {"pen_name": "Hải Yến", "real_name": "Nguyễn Hải Yến"}
    register.save_payee(actor=editor, site=open_site, values=names, payee=payee)
    with pytest.raises(PermissionDenied):
        register.save_payee(
            actor=editor, site=open_site, values={"bank_account": "0123"}, payee=payee
        )
    assert Payee.objects.get().bank_account == ""
    register.save_payee(
        actor=site_admin, site=open_site, values={"bank_account": "0123456789"}, payee=payee
    )
    assert Payee.objects.get().masked_bank_account == "••••••6789"


def test_each_act_is_in_the_book(open_site, article, payee, editor):
    propose(open_site, article(JULY), payee, actor=editor)
    act = Act.objects.filter(kind="proposed").get()
    assert (act.site, act.actor_name) == (open_site, editor.get_full_name())
    assert "253.000" in act.text
