"""Rates written on their screens, and what a large month costs."""

from datetime import date

from plugins.royalties import closing
from plugins.royalties.models import Act, BaseUnit, Budget, Entry, Part, Payee
from portal.desk.calendar import Month
from portal.sites.models import Role
from tests import factories
from tests.plugins.royalties.conftest import JULY, approved, at, html_of

MONTH = "?thang=2026-07"


def test_a_rate_is_written_as_numbers_are_written_here(open_site, site_admin, signed_in):
    values = {"year": "2026", "month": "", "amount": "120.000.000", "basis": "QĐ 12"}
    client = signed_in(site_admin)
    assert client.post(at(open_site, "dinh-muc/du-toan/moi/"), values).status_code == 302
    row = Budget.objects.get()
    assert (row.site, row.amount) == (open_site, 120_000_000)
    assert "120.000.000" in html_of(client, at(open_site, f"dinh-muc/du-toan/{row.pk}/"))
    response = client.post(at(open_site, "dinh-muc/du-toan/moi/"), values)
    assert "(mã NB-04)" in response.content.decode()
    client.post(at(open_site, f"dinh-muc/du-toan/{row.pk}/"), {"remove": "1"})
    assert not Budget.objects.exists()
    assert Act.objects.filter(kind="rates").count() == 2


def test_rates_of_the_portal_are_changed_by_its_administrators(open_site, site_admin, signed_in):
    row = BaseUnit.objects.get(valid_to=None)
    url = at(open_site, f"dinh-muc/don-vi/{row.pk}/")
    values = {"base_salary": "2.700.000", "percent": "10", "valid_from": "2026-07-01"}
    assert signed_in(site_admin).post(url, values).status_code == 404
    admin = factories.make_person(None, Role.PORTAL_ADMIN, username="quan.tri")
    assert signed_in(admin).post(url, values).status_code == 302
    row.refresh_from_db()
    assert (row.site, row.amount) == (None, 270_000)


def test_a_month_of_600_entries_costs_few_queries(
    open_site, article, payee, site_admin, signed_in, django_assert_max_num_queries
):
    entry = approved(open_site, article(JULY), payee)
    people = [Payee(site=open_site, pen_name=f"P{n}", real_name=f"Tên {n}") for n in range(40)]
    people = Payee.objects.bulk_create(people)
    fields = {f.name: getattr(entry, f.name) for f in Entry._meta.fields if f.name != "id"}
    rows = Entry.objects.bulk_create(Entry(**fields) for _n in range(600))
    Part.objects.bulk_create(
        Part(entry=row, payee=people[n % 40], share=100, amount=row.amount)
        for n, row in enumerate(rows)
    )
    client = signed_in(site_admin)
    for path in (f"bang-ke/{MONTH}", f"bang-ke/xlsx/{MONTH}", f"de-xuat/{MONTH}"):
        client.get(at(open_site, path))
        with django_assert_max_num_queries(34):
            client.get(at(open_site, path))
    with django_assert_max_num_queries(30):
        closing.close_month(
            actor=None, site=open_site, month=Month(2026, 7), pay_on=date(2026, 8, 5)
        )
