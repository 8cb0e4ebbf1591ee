"""The report as a workbook."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.clock.counting import ZONE
from portal.desk.facts import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portal.desk.report import LatePost, Line, Report

WIDEST = 60
_FORMULA = re.compile(r"^\s*[=+\-@\t\r|]")


def workbook_of(report: Report, late: Sequence[LatePost], *, heading: str) -> Workbook:
    """Two sheets: the lines with their sum, and the late articles with their reasons."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Report")
    _write(sheet, [[heading], [_("Period"), report.question.period], []])
    first = 4
    _write(sheet, [_headings(), *(_line(line) for line in [*report.lines, report.total])])
    _dress(sheet, first)
    others: Any = book.create_sheet(_("Late articles"))
    _write(others, [_late_headings(), *(_late(post) for post in late)])
    _dress(others, 1)
    return book


def _headings() -> list[str]:
    own = [
        _("Site, person or month"),
        _("Posts"),
        _("With a limit"),
        _("In time"),
        _("Late"),
        _("Share in time (%)"),
        _("Median minutes from the event to publication"),
        _("Late without a reason"),
        _("Articles whose way is known"),
    ]
    phases = [_("%(phase)s, minutes on average") % {"phase": label} for label in PHASES.values()]
    return [*own, *phases]


def _line(line: Line) -> list[Any]:
    means = line.means
    own = [line.label, line.posts, line.counted, line.in_time, line.late, line.share, line.median]
    return [*own, line.unexplained, line.measured, *(means.get(name) for name in PHASES)]


def _late_headings() -> list[str]:
    return [
        _("Title"),
        _("Member site"),
        _("Person"),
        _("Time of the event"),
        _("To be published by"),
        _("First published"),
        _("Late by"),
        _("Reason"),
        _("Note"),
    ]


def _late(post: LatePost) -> list[Any]:
    return [
        post.title,
        post.site,
        post.person,
        post.event_at,
        post.due_at,
        post.published_at,
        post.late_by,
        post.reason,
        post.note,
    ]


def _write(sheet: Any, rows: Iterable[list[Any]]) -> None:
    for row in rows:
        sheet.append([safe(value) for value in row])


def safe(value: Any) -> Any:
    """Text that a spreadsheet takes for a formula gets an apostrophe; moments lose their zone."""
    if isinstance(value, datetime):
        return value.astimezone(ZONE).replace(tzinfo=None)
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if _FORMULA.match(text) else text


def _dress(sheet: Any, heading: int) -> None:
    for cell in sheet[heading]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, column in enumerate(sheet.iter_cols(min_row=heading), start=1):
        longest = max((len(str(cell.value or "")) for cell in column), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest, 10), WIDEST)
    sheet.freeze_panes = sheet.cell(row=heading + 1, column=2)
