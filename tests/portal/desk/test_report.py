"""The report of the clock, on the screen and as a workbook."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.http import QueryDict
from django.utils import timezone

from portal.clock.counting import ZONE
from portal.clock.models import LateNote, LateReason
from portal.desk import report
from portal.desk.models import DeskRow
from portal.desk.spreadsheet import safe
from portal.sites.models import Role
from portal.sites.structure import current
from tests import factories
from tests.portal.desk import desk
from tests.portal.desk.desk import LIST

URL = f"{LIST}bao-cao/"
OCTOBER = "tu=2026-10&den=2026-10"
AT = datetime(2026, 10, 15, 9, 0, tzinfo=ZONE)


@pytest.fixture
def articles(site, other_site, contributor, approver):
    """Three of one site, of which one is late, and a late one of another."""
    stranger = factories.make_person(other_site, Role.APPROVER)
    found = [
        desk.imported(site, contributor, AT, after_hours=2, title="Hai giờ"),
        desk.imported(site, contributor, AT, after_hours=4, title="Bốn giờ"),
        desk.imported(site, approver, AT, after_hours=30, title="=1+1"),
        desk.imported(other_site, stranger, AT, after_hours=50, title="Của La Gi"),
    ]
    minutes = {"writing": 60, "editing": 30, "approving": 20, "before": 5, "waiting": 5}
    row = DeskRow.objects.filter(pk=found[0].pk)
    row.update(**{f"minutes_{name}": number for name, number in minutes.items()})
    return found


def _report(user, query):
    question = report.Question.parse(QueryDict(query))
    return report.report_of(question, user, current())


def test_lines_of_sites_hold_the_true_figures(articles, admin):
    found = _report(admin, OCTOBER)
    line = next(line for line in found.lines if line.label == "Tuy Phong")
    assert (line.posts, line.counted, line.in_time, line.late) == (3, 3, 2, 1)
    assert (line.share, line.median) == (66.7, 240)
    assert line.means == {"before": 5, "writing": 60, "editing": 30, "approving": 20, "waiting": 5}
    assert sum(part.width for part in line.parts) == 1000
    assert (found.total.posts, found.total.late) == (4, 2)


def test_lines_of_people_and_months(articles, admin, contributor, approver):
    found = _report(admin, f"{OCTOBER}&theo=nguoi")
    assert {(line.key, line.posts) for line in found.lines} >= {
        (contributor.pk, 2),
        (approver.pk, 1),
    }
    found = _report(admin, "tu=2026-09&den=2026-11&theo=thang")
    assert [(line.label, line.posts) for line in found.lines] == [("10/2026", 4)]


def test_month_ends_at_midnight_of_the_portal(site, approver, admin):
    last = datetime(2026, 10, 31, 23, 59, tzinfo=ZONE)
    desk.imported(site, approver, last)
    desk.imported(site, approver, last + timedelta(minutes=1))
    assert _report(admin, OCTOBER).total.posts == 1


def test_only_who_sees_a_site_sees_its_figures(articles, approver, other_site, signed_in):
    assert _report(approver, OCTOBER).total.posts == 3
    assert _report(approver, f"{OCTOBER}&trang={other_site.pk}").total.posts == 0
    text = signed_in(approver).get(f"{URL}?{OCTOBER}").content.decode()
    assert "La Gi" not in text
    paper = signed_in(approver).get(f"{URL}in/?{OCTOBER}").content.decode()
    assert "La Gi" not in paper
    assert "=1+1" in paper


def test_screen_and_paper_show_the_lines(articles, admin, signed_in):
    for url in (f"{URL}?{OCTOBER}", f"{URL}in/?{OCTOBER}&theo=nguoi"):
        response = signed_in(admin).get(url)
        assert response.status_code == 200
        text = response.content.decode()
        assert "<svg" in text
        assert "style=" not in text.split("<main")[-1] or "desk-" in text
    assert "Của La Gi" in text


def test_workbook_holds_the_lines_and_the_late_ones_without_formulas(articles, admin, signed_in):
    late = articles[2]
    reason = LateReason.objects.get(code="khac")
    LateNote.objects.create(pk=late.pk, reason=reason, note="@cmd", given_at=timezone.now())
    answer = signed_in(admin).get(f"{URL}xlsx/?{OCTOBER}")
    assert answer["Content-Disposition"].endswith('2026-10-2026-10.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lines, late_ones = book.worksheets
    values = [[cell.value for cell in row] for row in lines.iter_rows(min_row=5)]
    assert ["Tuy Phong", 3, 3, 2, 1, 66.7, 240] in [row[:7] for row in values]
    cells = [cell for row in late_ones.iter_rows() for cell in row]
    assert {"'=1+1", "'@cmd"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "|x"])
def test_text_like_a_formula_is_harmless(text):
    assert safe(text).startswith("'")


def test_other_values_stay_as_they_are():
    assert safe("Tin – bài\x00") == "Tin – bài"
    assert (safe(-5), safe(None)) == (-5, None)
    assert safe(AT) == datetime(2026, 10, 15, 9, 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        ("tu=2026-12&den=2026-10", ("2026-10", "2026-12")),
        ("tu=2000-01&den=2026-10", ("2000-01", "2002-12")),
        ("tu=2000-11&den=2026-10", ("2000-11", "2003-10")),
        ("tu=2026-10&theo=x&trang=²", ("2026-10", "2026-10")),
    ],
)
def test_questions_of_addresses(query, expected):
    found = report.Question.parse(QueryDict(query))
    if expected:
        assert (found.first.key, found.last.key) == expected
    assert found.group == report.SITE
    assert found.site_id is None


def test_month_that_is_none_is_told(approver, signed_in):
    for part in ("", "in/", "xlsx/"):
        assert signed_in(approver).get(f"{URL}{part}?tu=abc").status_code == 200
    assert "BB-13" in signed_in(approver).get(f"{URL}?tu=abc").content.decode()
