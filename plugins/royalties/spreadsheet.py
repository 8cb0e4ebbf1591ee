"""Sheets and reports as workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from plugins.royalties.words import amount_in_words
from portal.desk.spreadsheet import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.royalties.models import Sheet
    from plugins.royalties.reports import Line, Report
    from plugins.royalties.sheets import Table
    from portal.desk.calendar import Month
    from portal.sites.models import MemberSite

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Shown with the separators of the reader's own Excel: 379.500 in Vietnamese.
MONEY, COEFFICIENT, DATE = "#,##0", "0.00", "dd/mm/yyyy"
WIDEST = 60
THIN = Side(style="thin")


def answer(book: Workbook, name: str) -> HttpResponse:
    """The workbook as a file to keep."""
    found = HttpResponse(content_type=XLSX)
    found["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    book.save(found)
    return found


def of_sheet(site: MemberSite, month: Month, sheet: Sheet | None, table: Table) -> Workbook:
    """Two leaves: payees with their sums, and every share."""
    book = Workbook()
    leaf: Any = book.active
    leaf.title = _("Month sheet")
    state = _("Draft, not closed") if sheet is None else f"{_('Number')}: {sheet}"
    title = _("Sheet of royalties of %(month)s") % {"month": month.label}
    _put(leaf, [[site.organisation], [title], [state], []])
    _put(leaf, [_line_headings()])
    for line in table.lines:
        _put(leaf, [_line(line)], {4: "0", **dict.fromkeys((9, 10, 11), MONEY)})
    total = ["", _("Together"), "", "", table.works, "", "", ""]
    _put(leaf, [[*total, table.gross, table.tax, table.net]], dict.fromkeys((9, 10, 11), MONEY))
    _dress(leaf, heading=5, money_total=True)
    _put(leaf, [[], [f"{_('In words')}: {amount_in_words(table.net)}."]])
    details: Any = book.create_sheet(_("Works"))
    _put(details, [_item_headings()])
    formats = {2: DATE, 6: COEFFICIENT, 8: MONEY, 10: COEFFICIENT, 11: MONEY}
    for line, items in table.with_items():
        for item in items:
            _put(details, [_item(line, item)], formats)
    _dress(details, heading=1)
    return book


def _line_headings() -> list[str]:
    return [
        _("Line number"),
        _("Full name"),
        _("Pen name"),
        _("Tax code"),
        _("Works"),
        _("Bank account"),
        _("Bank"),
        _("Tax rule"),
        _("Royalties"),
        _("Tax withheld"),
        _("To be paid"),
        _("Signature"),
    ]


def _line(line: Any) -> list[Any]:
    return [
        line.position,
        line.real_name,
        line.pen_name,
        line.tax_code,
        line.works,
        line.bank_account,
        line.bank_name,
        line.tax_note,
        line.gross,
        line.tax,
        line.net,
        "",
    ]


def _item_headings() -> list[str]:
    return [
        _("Full name"),
        _("Day of publication"),
        _("Title"),
        _("Category of the work"),
        _("Grade"),
        _("Coefficient"),
        _("Number of works"),
        _("Unit (VND)"),
        _("Work done"),
        _("Share (%)"),
        _("Amount"),
        _("Adjustment"),
    ]


def _item(line: Any, item: Any) -> list[Any]:
    return [
        line.real_name,
        item.published_on,
        item.title,
        item.kind_name,
        item.grade,
        item.coefficient,
        item.quantity,
        item.unit,
        item.get_role_display(),
        item.share,
        item.amount,
        "×" if item.is_adjustment else "",
    ]


def of_report(report: Report, *, heading: str) -> Workbook:
    """One leaf with the lines and their sum."""
    book = Workbook()
    leaf: Any = book.active
    leaf.title = _("Report")
    _put(leaf, [[heading], [_("Period"), report.question.period], []])
    names = [str(report.question.label), _("Works"), _("Coefficients"), _("Amount")]
    _put(leaf, [names])
    formats = {3: COEFFICIENT, 4: MONEY}
    for line in [*report.lines, report.total]:
        _put(leaf, [_report_line(line)], formats)
    _dress(leaf, heading=4, money_total=True)
    return book


def _report_line(line: Line) -> list[Any]:
    return [line.label, line.works, line.coefficients, line.amount]


def _put(leaf: Any, rows: Sequence[Sequence[Any]], formats: dict[int, str] | None = None) -> None:
    for row in rows:
        leaf.append([safe(value) for value in row])
        for column, pattern in (formats or {}).items():
            leaf.cell(row=leaf.max_row, column=column).number_format = pattern


def _dress(leaf: Any, *, heading: int, money_total: bool = False) -> None:
    box = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    for row in leaf.iter_rows(min_row=heading):
        for cell in row:
            cell.border = box
    for cell in leaf[heading]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center")
    if money_total:
        for cell in leaf[leaf.max_row]:
            cell.font = Font(bold=True)
    for number, column in enumerate(leaf.iter_cols(min_row=heading), start=1):
        longest = max((len(_shown(cell)) for cell in column), default=0)
        leaf.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, 8), WIDEST)
    for row in range(1, heading):
        leaf.cell(row=row, column=1).font = Font(bold=True, size=13)
    leaf.freeze_panes = leaf.cell(row=heading + 1, column=2)
    leaf.page_setup.orientation = "landscape"
    leaf.page_setup.paperSize = leaf.PAPERSIZE_A4
    leaf.page_setup.fitToHeight = 0
    leaf.sheet_properties.pageSetUpPr.fitToPage = True


def _shown(cell: Any) -> str:
    if cell.number_format == MONEY and isinstance(cell.value, int | float):
        return f"{cell.value:,.0f}"
    return str(cell.value if cell.value is not None else "")
