"""The report as a workbook: what it rests on, the matrix, quotations, questions, segments."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from themekit.report import words
from themekit.report.sheets import sheets
from themekit.style.zips import FIXED_TIME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.model import ReportModel
    from themekit.report.sheet import Sheet, Value

MOST_CHARACTERS = 32_767  # what a cell holds
OPTIONS = {
    "in_memory": True,  # also keeps the clock of the zip constant
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
HEADER_ROW = 2
LINE_POINTS, MOST_POINTS = 13, 400  # a row is at most 409 points high
SET_OFF = "-theme"


@dataclass(frozen=True, slots=True)
class XlsxRenderer:
    """Renders ``theme_matrix.xlsx``."""

    name: str = "xlsx"
    suffix: str = ".xlsx"

    def render(self, model: ReportModel) -> bytes:
        """Return the workbook; no text in it is taken for a formula or a link."""
        target = io.BytesIO()
        with Workbook(target, OPTIONS) as book:
            book.set_properties({"title": model.title, "created": FIXED_TIME, "author": "themekit"})
            formats = _formats(book)
            for sheet in sheets(model):
                _write(book, formats, sheet, " ".join(filter(None, (model.doubts, model.notice))))
        return target.getvalue()


def _formats(book: Workbook) -> dict[str, Any]:
    """Make the cell formats by name."""
    base = {"valign": "top", "font_size": 10}
    head = {"text_wrap": True, "bold": True, "bottom": 2, "valign": "bottom"}
    cells: dict[str, dict[str, object]] = {
        "text": {"text_wrap": True},
        "integer": {"num_format": "#,##0", "align": "right"},
        "share": {"num_format": "0 %"},
    }
    wanted: dict[str, dict[str, object]] = {
        **cells,
        **{
            f"{kind}{SET_OFF}": {**wish, "bold": True, "bg_color": "#EEF0F2"}
            for kind, wish in cells.items()
        },
        "header": head,
        "apart": {**head, "italic": True},
        "title": {"bold": True, "font_size": 14},
        "notice": {"bold": True, "bg_color": "#FFF8E1"},
    }
    return {name: book.add_format({**base, **wish}) for name, wish in wanted.items()}


def _write(book: Workbook, formats: dict[str, Any], sheet: Sheet, notice: str) -> None:
    """Write one sheet: title, notice, header, rows."""
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, _fit(sheet.title), formats["title"])
    if notice:
        page.write_string(1, 0, _fit(notice), formats["notice"])
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        kind = "apart" if column.apart else "header"
        page.write_string(HEADER_ROW, at, _fit(column.name), formats[kind])
    last = HEADER_ROW
    page.set_row(HEADER_ROW, _height([column.name for column in sheet.columns], sheet))
    for last, (bold, row) in enumerate(sheet.rows, start=HEADER_ROW + 1):
        page.set_row(last, _height(row, sheet, bold=bold))
        for at, cell in enumerate(row):
            style = formats[sheet.columns[at].kind + (SET_OFF if bold else "")]
            if isinstance(cell, (int, float)):
                page.write_number(last, at, cell, style)
            elif cell:
                page.write_string(last, at, _fit(cell), style)
            elif bold:
                page.write_blank(last, at, None, style)
    page.freeze_panes(HEADER_ROW + 1, sheet.frozen)
    if last > HEADER_ROW and sheet.filtered:
        page.autofilter(HEADER_ROW, 0, last, len(sheet.columns) - 1)
    _set_up_print(page, sheet)


def _set_up_print(page: Any, sheet: Sheet) -> None:
    """Let a sheet print on A4, a wide one on A3: head on every page, number below."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&RPage &P of &N")
    page.repeat_rows(HEADER_ROW)
    if sheet.wide:
        page.repeat_columns(0, sheet.frozen - 1)
        page.set_paper(8)  # A3: on A4 it is torn over dozens of pages
        page.fit_to_pages(3, 0)
    else:
        page.fit_to_pages(1, 0)


def _height(row: Sequence[Value], sheet: Sheet, *, bold: bool = True) -> float:
    """Return how high a row has to be: not every program fits it to wrapped text by itself."""
    letters = 1.0 if bold else 1.15  # a column's width is in digits; most letters are narrower
    lines = max(
        (
            sum(
                max(1, math.ceil(len(line) / (column.width * letters))) for line in cell.split("\n")
            )
            for cell, column in zip(row, sheet.columns, strict=True)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return min(lines * LINE_POINTS + 2, MOST_POINTS)


def _fit(text: str) -> str:
    """Cut a text that a cell cannot hold, and mark the cut."""
    return words.trim_end(text, MOST_CHARACTERS - 5) if len(text) > MOST_CHARACTERS else text
