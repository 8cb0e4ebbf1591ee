import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from plugins.royalties import adjusting, closing, register, services
from plugins.royalties.models import BaseUnit, Entry, Payee, Sheet
from portal.desk.calendar import Month
from portal.sites.services import grant_role
from tests import factories
from tests.plugins.royalties.conftest import ADMIN, JULY, add_payee, approved, at, html_of, propose

Role = factories.Role
MONTH = "?thang=2026-07"


def closed(site, article, payee, coefficient="1.5"):
    entry = approved(site, article(JULY), payee, coefficient)
    pay_on = date(2026, 8, 5)
    closing.close_month(actor=None, site=site, month=Month(2026, 7), pay_on=pay_on)
    entry.refresh_from_db()
    return entry


SCREENS = [
    "can-cham/",
    "de-xuat/",
    "bang-ke/",
    "bang-ke/in/",
    "bang-ke/xlsx/",
    "bao-cao/",
    "bao-cao/xlsx/",
    "nguoi-nhan/",
    "dinh-muc/",
    "so-viec/",
]
WRITING = {"nguoi-nhan/moi/": "editor", "bang-ke/chot/": "site_admin"}
WRITING["dinh-muc/du-toan/moi/"] = "site_admin"
ORDER = ["contributor", "editor", "approver", "site_admin"]


@pytest.mark.parametrize("role", ORDER)
def test_screens_are_there_for_editors_and_above(open_site, signed_in, role):
    client = signed_in(factories.make_person(open_site, Role(role)))
    expected = 404 if role == "contributor" else 200
    for path in SCREENS:
        assert client.get(at(open_site, path)).status_code == expected, path
    for path, lowest in WRITING.items():
        may = ORDER.index(role) >= ORDER.index(lowest)
        assert client.get(at(open_site, path)).status_code == (200 if may else 404), path


def test_people_of_another_site_find_nothing(both_sites, article, payee, signed_in):
    own, other = both_sites
    entry = closed(own, article, payee)
    client = signed_in(factories.make_person(other, Role.SITE_ADMIN))
    sheet = Sheet.objects.get()
    single = [
        f"bai/{entry.article_id}/",
        f"muc/{entry.pk}/",
        f"muc/{entry.pk}/dieu-chinh/",
        f"bang-ke/{sheet.pk}/mo-lai/",
        f"bang-ke/{sheet.pk}/da-chi/",
        f"nguoi-nhan/{payee.pk}/",
    ]
    for path in [*SCREENS, *WRITING, *single]:
        assert client.get(at(own, path)).status_code == 404, path
        assert client.post(at(own, path)).status_code in {404, 405}, path
    for path in single:
        assert client.get(at(other, path)).status_code in {404, 405}, path
    assert Sheet.objects.get().state == "closed"


def test_a_role_elsewhere_does_not_count_here(both_sites, article, payee, signed_in):
    own, other = both_sites
    person = factories.make_person(other, Role.SITE_ADMIN, username="hai.noi")
    grant_role(person=person, site=own, role=Role.EDITOR)
    client = signed_in(person)
    approved(own, article(JULY), payee)
    assert client.get(at(own, f"bang-ke/{MONTH}")).status_code == 200
    assert client.get(at(own, "bang-ke/chot/")).status_code == 404
    assert (
        client.post(at(own, f"bang-ke/chot/{MONTH}"), {"pay_on": "2026-08-05"}).status_code == 404
    )
    assert not Sheet.objects.exists()


def test_an_auditor_sees_and_changes_nothing(open_site, article, payee, signed_in):
    register.save_payee(actor=None, site=open_site, values={"tax_code": "8412345678"}, payee=payee)
    entry = propose(open_site, article(JULY), payee)
    client = signed_in(factories.make_person(None, Role.AUDITOR, username="kiem.tra"))
    html = html_of(client, at(open_site, "nguoi-nhan/"))
    assert "••••••5678" in html
    assert "8412345678" not in html
    client.post(at(open_site, f"de-xuat/{MONTH}"), {"act": "approve", "row": [entry.pk]})
    assert Entry.objects.get().state == "proposed"


def test_from_the_list_of_work_to_the_closed_sheet(
    open_site, article, payee, editor, approver, site_admin, signed_in
):
    page = article(JULY, author="Hải Yến", title="Tin hội nghị")
    client = signed_in(editor)
    assert "Tin hội nghị" in html_of(client, at(open_site, f"can-cham/{MONTH}"))
    form = {
        "kind": "tin",
        "grade": "B",
        "coefficient": "1,5",
        "quantity": "1",
        "payee_0": payee.pk,
        "role_0": "author",
    }
    assert client.post(at(open_site, f"bai/{page.pk}/"), form).status_code == 302
    entry = Entry.objects.get()
    assert (entry.amount, entry.grade) == (379_500, "")
    html_of(client, at(open_site, f"can-cham/{MONTH}"))  # where it is said that it was proposed
    assert "Tin hội nghị" not in html_of(client, at(open_site, f"can-cham/{MONTH}"))
    url = at(open_site, f"de-xuat/{MONTH}")
    client.post(url, {"act": "approve", "row": [entry.pk]})
    assert Entry.objects.get().state == "proposed"
    signed_in(approver).post(url, {"act": "approve", "row": [entry.pk]})
    assert Entry.objects.get().state == "approved"
    client = signed_in(site_admin)
    client.post(at(open_site, f"bang-ke/chot/{MONTH}"), {"pay_on": "2026-08-05"})
    html = html_of(client, at(open_site, f"bang-ke/in/{MONTH}&chi-tiet=1"))
    for words in (
        "01/2026",
        "379.500",
        "Ba trăm bảy mươi chín nghìn năm trăm đồng",
        "Tin hội nghị",
    ):
        assert words in html
    sheet = Sheet.objects.get()
    client.post(at(open_site, f"bang-ke/{sheet.pk}/mo-lai/"), {"reason": "Sót một tin"})
    assert Sheet.objects.get().state == "reopened"
    client.post(at(open_site, f"bang-ke/chot/{MONTH}"), {"pay_on": "2026-08-05"})
    client.post(at(open_site, f"bang-ke/{sheet.pk}/da-chi/"))
    assert Sheet.objects.get().state == "paid"


def test_marked_rows_are_proposed_by_their_usual_grades(
    open_site, article, payee, editor, signed_in
):
    page = article(JULY, author="Hải Yến")
    other = article(JULY, author="Không có", title="Bài lạ")
    values = {"act": "usual", "row": [page.pk, other.pk, "x", "9" * 30]}
    html = (
        signed_in(editor)
        .post(at(open_site, f"can-cham/{MONTH}"), values, follow=True)
        .content.decode()
    )
    assert "Bài lạ" in html
    assert Entry.objects.get().article_id == page.pk


def test_an_adjustment_is_only_taken_back(open_site, article, payee, editor, signed_in):
    entry = closed(open_site, article, payee)
    client = signed_in(editor)
    values = {"coefficient": "2", "reason": "Xem lại"}
    client.post(at(open_site, f"muc/{entry.pk}/dieu-chinh/"), values)
    made = Entry.objects.get(adjusts=entry)
    assert (made.amount, made.month) == (126_500, date(2026, 8, 1))
    html = html_of(client, at(open_site, f"muc/{made.pk}/"))
    assert 'name="kind"' not in html
    client.post(at(open_site, f"muc/{made.pk}/"), {"remove": "1"})
    assert not Entry.objects.filter(adjusts=entry).exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"coefficient": "11", "over_reason": "Hay"}, "NB-09"),
        ({"coefficient": "0"}, "NB-08"),
        ({"coefficient": "", "grade": ""}, "NB-21"),
        ({"payee_0": ""}, "NB-11"),
        ({"share_0": "50"}, "NB-11"),
    ],
)
def test_bad_input_is_one_sentence_with_a_code(
    open_site, article, payee, editor, signed_in, values, code
):
    page = article(JULY)
    form = {"kind": "tin", "grade": "B", "quantity": "1", "payee_0": payee.pk, **values}
    response = signed_in(editor).post(at(open_site, f"bai/{page.pk}/"), form)
    assert response.status_code == 200
    assert f"(mã {code})" in response.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "can-cham/?thang=x",
        "can-cham/?thang=2026-07&p=99999999999999999999",
        "can-cham/?thang=2026-07&tim=%00",
        "de-xuat/?thang=2026-13&trang-thai=x",
        "bang-ke/?thang=99999-01",
        "bao-cao/?tu=x&den=y&theo=z",
        "bao-cao/?tu=1990-01&den=2200-12",
        "dinh-muc/?x=1",
    ],
)
def test_nonsense_in_an_address_is_no_error(open_site, site_admin, signed_in, path):
    assert signed_in(site_admin).get(at(open_site, path)).status_code in {200, 404}


@pytest.mark.parametrize(
    "path",
    [
        "bai/{0}/",
        "muc/{0}/",
        "muc/{0}/dieu-chinh/",
        "bang-ke/{0}/mo-lai/",
        "bang-ke/{0}/da-chi/",
        "nguoi-nhan/{0}/",
        "dinh-muc/don-vi/{0}/",
    ],
)
def test_numbers_that_no_database_counts_to_are_not_there(open_site, site_admin, signed_in, path):
    client = signed_in(site_admin)
    for number in (2**63 - 1, 2**63, 10**40):
        url = at(open_site, path.format(number))
        expected = {404, 405} if "da-chi" in path else {404}
        assert client.get(url).status_code in expected
        assert client.post(url, {"kind": "tin"}).status_code == 404
    assert client.get(f"{ADMIN}{2**63}/can-cham/").status_code == 404


def test_numbers_that_no_database_counts_to_are_no_rows(
    open_site, article, payee, site_admin, signed_in
):
    page, client, huge = article(JULY), signed_in(site_admin), str(2**63)
    names = {"pen_name": "Minh Khôi", "real_name": "Minh Khôi", "group": "staff"}
    kind = {"code": "x", "name": "X", "most": "1", "valid_from": "2026-07-01", "sort_order": "1"}
    work = {"kind": "tin", "coefficient": "1", "quantity": "1"}
    for path, values in (
        ("nguoi-nhan/moi/", {**names, "account": huge}),
        ("dinh-muc/the-loai/moi/", {**kind, "article_kinds": [huge]}),
        (f"bai/{page.pk}/", {**work, "payee_0": huge}),
    ):
        assert client.post(at(open_site, path), values).status_code == 200, path
    for path, acts in (("can-cham/", ("usual", "exempt")), ("de-xuat/", ("approve", "return"))):
        for act in acts:
            values = {"act": act, "row": [huge, "-1", "9" * 5000], "reason": "x"}
            assert client.post(at(open_site, path + MONTH), values).status_code == 302, path
    assert not Entry.objects.exists()
    assert Payee.objects.get() == payee


def test_a_rate_without_bounds_is_refused_on_the_screen(open_site, site_admin, signed_in):
    values = {
        "fixed_amount": "999999999999999",
        "base_salary": "1",
        "percent": "10",
        "valid_from": "2026-01-01",
    }
    client = signed_in(site_admin)
    for more in ({}, {"fixed_amount": "", "base_salary": "1.000.000.000", "percent": "9999"}):
        response = client.post(at(open_site, "dinh-muc/don-vi/moi/"), {**values, **more})
        assert "(mã NB-22)" in response.content.decode()
    response = client.post(at(open_site, "dinh-muc/don-vi/moi/"), {"base_salary": "x"})
    assert response.status_code == 200
    assert not BaseUnit.objects.filter(site=open_site).exists()


def test_control_characters_in_a_reason_are_dropped(open_site, article, payee, approver, signed_in):
    entry = propose(open_site, article(JULY), payee)
    values = {"act": "return", "row": [entry.pk], "reason": "Cao\x00 quá"}
    signed_in(approver).post(at(open_site, f"de-xuat/{MONTH}"), values)
    assert Entry.objects.get().return_reason == "Cao quá"


def test_numbers_are_whole_for_those_who_close_and_masked_for_others(
    open_site, article, payee, approver, site_admin, signed_in
):
    values = {"tax_code": "8412345678", "bank_account": "0601234567890", "id_number": "079123"}
    register.save_payee(actor=None, site=open_site, values=values, payee=payee)
    closed(open_site, article, payee)
    for path in (f"bang-ke/{MONTH}", f"bang-ke/in/{MONTH}"):
        assert "8412345678" in html_of(signed_in(site_admin), at(open_site, path))
        html = html_of(signed_in(approver), at(open_site, path))
        assert "8412345678" not in html
        assert "0601234567890" not in html
        assert "••••••5678" in html
    html = html_of(signed_in(approver), at(open_site, f"nguoi-nhan/{payee.pk}/"))
    assert "tax_code" not in html
    assert "079123" not in html


def test_an_editor_cannot_write_numbers_by_hand_made_forms(open_site, payee, editor, signed_in):
    values = {"pen_name": "HY", "real_name": "Nguyễn Hải Yến", "is_active": "on"}
    client = signed_in(editor)
    client.post(at(open_site, f"nguoi-nhan/{payee.pk}/"), {**values, "bank_account": "0999"})
    found = Payee.objects.get()
    assert (found.pen_name, found.bank_account) == ("HY", "")


def workbook(response):
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content))


def test_the_workbook_holds_the_figures_as_numbers(
    open_site, article, payee, site_admin, signed_in
):
    other = add_payee(open_site, "=cmd", "=HYPERLINK(1)")
    closed(open_site, article, payee, "8")
    adjusting.adjust(
        actor=None, entry=Entry.objects.get(), coefficient=Decimal(2), reason="Chấm nhầm"
    )
    approved(open_site, article(JULY), other)
    book = workbook(signed_in(site_admin).get(at(open_site, f"bang-ke/xlsx/{MONTH}")))
    leaf = book.worksheets[0]
    rows = list(leaf.iter_rows(values_only=True))
    assert rows[0][0] == open_site.organisation
    assert rows[2][0] == "Số: 01/2026"
    assert rows[5][1:4] == ("Nguyễn Thị Hải Yến", "Hải Yến", None)
    assert rows[5][8:11] == (2_024_000, 202_400, 1_821_600)
    assert rows[6][8:11] == (2_024_000, 202_400, 1_821_600)
    assert leaf.cell(row=6, column=9).number_format == "#,##0"
    words = "Một triệu tám trăm hai mươi mốt nghìn sáu trăm đồng."
    assert rows[8][0] == f"Bằng chữ: {words}"
    work = list(book.worksheets[1].iter_rows(values_only=True))[1]
    assert work[1] == datetime(2026, 7, 1)
    assert (work[5], work[7], work[9], work[10]) == (8, 253_000, 100, 2_024_000)
    august = workbook(signed_in(site_admin).get(at(open_site, "bang-ke/xlsx/?thang=2026-08")))
    names = [row[1] for row in august.worksheets[0].iter_rows(min_row=6, values_only=True)]
    assert "'=HYPERLINK(1)" in names


@pytest.mark.parametrize(
    ("group", "label", "works", "amount"),
    [
        ("tac-gia", "Hải Yến (Nguyễn Thị Hải Yến)", 2, 632_500),
        ("the-loai", "Tin", 1, 379_500),
        ("thang", "07/2026", 2, 632_500),
        ("bai", "Tin hội nghị", 1, 379_500),
        ("trang", "Tuy Phong", 2, 632_500),
    ],
)
def test_a_report_sums_what_is_approved(
    both_sites, article, payee, site_admin, signed_in, group, label, works, amount
):
    own, other = both_sites
    approved(own, article(JULY, title="Tin hội nghị"), payee, "1.5")
    approved(own, article(JULY, title="Ảnh đẹp"), payee, "1", kind_code="anh")
    propose(own, article(JULY), payee, "9")
    approved(other, article(JULY, site=other), add_payee(other, "Người nơi khác"), "9")
    client = signed_in(site_admin)
    query = f"?tu=2026-07&den=2026-08&theo={group}"
    book = workbook(client.get(at(own, f"bao-cao/xlsx/{query}")))
    rows = {row[0]: row[1:] for row in book.active.iter_rows(min_row=5, values_only=True)}
    assert rows[label][0] == works
    assert rows[label][2] == amount
    assert rows["Tổng cộng"][2] == 632_500
    assert label in html_of(client, at(own, f"bao-cao/{query}"))


def test_everybody_sees_the_own_royalties_only(open_site, article, contributor, signed_in):
    mine = add_payee(open_site, "Của tôi", account=contributor)
    other = add_payee(open_site, "Của người khác")
    shares = [services.Share(mine, Decimal(60)), services.Share(other, Decimal(40))]
    approved(open_site, article(JULY, title="Bài chung"), mine, "1", shares=shares)
    approved(open_site, article(JULY, title="Bài của người khác"), other)
    closing.close_month(actor=None, site=open_site, month=Month(2026, 7), pay_on=date(2026, 8, 5))
    html = html_of(signed_in(contributor), f"{ADMIN}cua-toi/")
    assert "Bài chung" in html
    assert "151.800" in html
    assert "Của người khác" not in html
    assert "Bài của người khác" not in html


def test_the_start_page_tells_approvers_what_waits(
    open_site, article, payee, editor, approver, signed_in
):
    propose(open_site, article(JULY), payee)
    link = at(open_site, "de-xuat/?thang=2026-07&amp;trang-thai=proposed")
    assert link in html_of(signed_in(approver), "/quan-tri/")
    assert link not in html_of(signed_in(editor), "/quan-tri/")
