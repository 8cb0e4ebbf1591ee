"""Exports of Wagtail's own lists."""

import io

import pytest
from openpyxl import load_workbook

from portal.pages.spreadsheets import harmless
from tests import factories


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1"])
def test_text_like_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Bài", "", 5, -5, None])
def test_other_cells_stay(cell):
    assert harmless(cell) is cell


def test_exported_report_holds_no_formula(site, approver, signed_in):
    factories.make_article(site, approver, title="=HYPERLINK(1)")
    report = "/quan-tri/reports/aging-pages/?export="

    text = b"".join(signed_in(approver).get(f"{report}csv").streaming_content).decode()
    book = b"".join(signed_in(approver).get(f"{report}xlsx").streaming_content)
    cells = [cell.value for row in load_workbook(io.BytesIO(book)).active for cell in row]

    assert "'=HYPERLINK(1)" in text
    assert ",=" not in text
    assert not text.startswith("=")
    assert "'=HYPERLINK(1)" in cells
