"""A sheet as a workbook: the same plan is the same bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from themekit.exchange.sheets.model import (
    ABOUT,
    HOW,
    SHEET_FORMAT,
    Column,
    SheetPlan,
    SheetRow,
    Tab,
)
from themekit.style.zips import FIXED_TIME

FIRST_ROW = 2
"""Row, from 0, in which what is filled in, and what is to be read, begins."""
ABOUT_KEYS = ("format", "study", "kind", "decisions through", "ids")
MOST_CHARACTERS = 32_767  # what a cell holds
_WIDEST = 230
"""So many characters across are still legible on the width of a page."""
_PAGE = 96
_LINE_POINTS, _MOST_POINTS = 15.0, 405.0  # a row is at most 409 points high
_OPEN, _QUIET = "#eaf2f6", "#5b5e66"
_OPTIONS = {
    "in_memory": True,  # also keeps the clock of the zip constant
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MAY = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True,
    "format_rows": True, "autofilter": True, "sort": False,
}  # fmt: skip


def workbook(plan: SheetPlan) -> bytes:
    """Return a plan as the bytes of an .xlsx file; no text in it is taken for a formula."""
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": plan.title, "created": FIXED_TIME, "author": ""})
        formats = _formats(book)
        _how(book, plan, formats)
        _to_fill(book, plan, formats)
        for tab in plan.tabs:
            _to_read(book, tab, formats)
        _about(book, plan, formats)
    return target.getvalue()


def _formats(book: Workbook) -> dict[str, Any]:
    base = {"text_wrap": True, "valign": "top", "font_size": 11}
    frame = {"border": 1, "border_color": "#b9c4ca"}
    wanted: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 16},
        "line": {"font_size": 12, "valign": "vcenter"},
        "head": {"bold": True, "bottom": 2, "bg_color": "#dde3e7"},
        "help": {"italic": True, "font_size": 9, "font_color": _QUIET, "bottom": 1},
        "fixed": {**frame, "font_color": "#26282d"},
        "open": {**frame, "bg_color": _OPEN, "locked": False, "num_format": "@"},
        "quiet": {**frame, "bg_color": _OPEN, "locked": False, "num_format": "@", "italic": True,
                  "font_color": _QUIET},
    }  # fmt: skip
    return {name: book.add_format({**base, **wish}) for name, wish in wanted.items()}


def _how(book: Workbook, plan: SheetPlan, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(HOW)
    page.set_column(0, 0, _PAGE)
    page.hide_gridlines(2)
    page.write_string(0, 0, _whole(plan.study), formats["title"])
    for at, line in enumerate(plan.how, start=FIRST_ROW):
        page.set_row(at, 1.3 * _height([(line, _PAGE)]))
        page.write_string(at, 0, _whole(line), formats["line"])
    page.protect("", _MAY)
    _on_paper(page, landscape=False)


def _about(book: Workbook, plan: SheetPlan, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 60)
    page.write_string(0, 0, "Please leave what stands here: it says which sheet this is.")
    about = plan.about
    told = (SHEET_FORMAT, about.study, about.kind, str(about.through), about.named)
    for at, (name, value) in enumerate(zip(ABOUT_KEYS, told, strict=True), start=FIRST_ROW):
        page.write_string(at, 0, name, formats["fixed"])
        page.write_string(at, 1, value, formats["fixed"])
    page.protect("", _MAY)


def _to_fill(book: Workbook, plan: SheetPlan, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(plan.title)
    for at, column in enumerate(plan.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, _whole(column.title), formats["head"])
        page.write_string(1, at, _whole(column.help), formats["help"])
    page.set_row(0, _height([(one.title, one.width - 2) for one in plan.columns]))
    page.set_row(1, 0.75 * _height([(one.help, one.width) for one in plan.columns]))
    for number, row in enumerate(plan.rows, start=FIRST_ROW):
        told = [(row.cells.get(one.key, ""), one.width) for one in plan.columns]
        # What a row holds is to be seen at once; an empty one grows as it is written in.
        if (height := _height(told)) > _LINE_POINTS:
            page.set_row(number, height)
        for at, column in enumerate(plan.columns):
            _cell(page, (number, at), column, row, formats)
    last = FIRST_ROW + max(len(plan.rows), 1) - 1
    for at, column in enumerate(plan.columns):
        _offer(page, at, last, column, plan)
    page.freeze_panes(FIRST_ROW, plan.frozen)
    page.protect("", _MAY)
    across = math.ceil(sum(one.width for one in plan.columns) / _WIDEST)
    _on_paper(page, across=across, repeat=plan.frozen)


def _cell(
    page: Any, place: tuple[int, int], column: Column, row: SheetRow, formats: dict[str, Any]
) -> None:
    key = column.key
    is_open = column.is_open or key in row.unlocked
    name = "quiet" if key in row.quiet else "open" if is_open else "fixed"
    text = row.cells.get(key, "")
    if text:
        page.write_string(*place, _whole(text), formats[name])
    else:
        page.write_blank(*place, None, formats[name])
    if note := row.notes.get(key):
        page.write_comment(*place, note, {"x_scale": 2, "author": ""})


def _offer(page: Any, at: int, last: int, column: Column, plan: SheetPlan) -> None:
    """Have a column offer what may stand in it."""
    source: Any = list(column.choices)
    for tab in plan.tabs:
        if column.source == tab.title and tab.rows:
            source = f"='{tab.title}'!$A${FIRST_ROW + 1}:$A${FIRST_ROW + len(tab.rows)}"
    if source:
        told = "Please choose from the list."
        page.data_validation(
            FIRST_ROW, at, last, at,
            {"validate": "list", "source": source, "ignore_blank": True,
             # What a tab lists is not all that may stand there: 'none', too.
             "error_type": "warning" if column.source else "stop",
             "error_title": "Not in the list", "error_message": told},
        )  # fmt: skip


def _to_read(book: Workbook, tab: Tab, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(tab.title)
    if tab.intro:
        page.write_string(0, 0, tab.intro)
    for at, column in enumerate(tab.columns):
        page.set_column(at, at, column.width)
        page.write_string(1, at, _whole(column.title), formats["head"])
    for number, row in enumerate(tab.rows, start=FIRST_ROW):
        widths = (one.width for one in tab.columns)
        page.set_row(number, _height(list(zip(map(str, row), widths, strict=True))))
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, at, cell, formats["fixed"])
            else:
                page.write_string(number, at, _whole(cell), formats["fixed"])
    page.freeze_panes(FIRST_ROW, 1)
    if tab.rows:
        page.autofilter(1, 0, FIRST_ROW + len(tab.rows) - 1, len(tab.columns) - 1)
    page.protect("", _MAY)
    _on_paper(page)


def _whole(text: str) -> str:
    """Return a text that fits into a cell: words that are too long for one end with a sign."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Return how high a row is, in points, whose texts are broken to the widths beside them."""
    lines = (
        sum(max(1, math.ceil(1.05 * len(part) / width)) for part in text.split("\n"))
        for text, width in cells
    )
    return min(_LINE_POINTS * max(lines, default=1), _MOST_POINTS)


def _on_paper(page: Any, *, across: int = 1, landscape: bool = True, repeat: int = 0) -> None:
    """Set up how a tab is printed: on so many pages across, its head and its ids on each."""
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&L&A&R&P of &N")
    page.fit_to_pages(across, 0)
    if landscape:
        page.set_landscape()
        page.repeat_rows(0, FIRST_ROW - 1)
    if across > 1 and repeat:
        page.repeat_columns(0, repeat - 1)
