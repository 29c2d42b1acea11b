"""A sheet as a workbook: the same plan is the same bytes."""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from themekit.exchange.formulas import guarded
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
_WIDEST = 220
"""So many characters across are still legible on the width of a page."""
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
        "line": {"font_size": 12},
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
    page.set_column(0, 0, 96)
    page.hide_gridlines(2)
    page.write_string(0, 0, guarded(plan.study), formats["title"])
    for at, line in enumerate(plan.how, start=FIRST_ROW):
        page.write_string(at, 0, guarded(line), formats["line"])
    page.protect("", _MAY)
    _on_paper(page, fits=True, landscape=False)


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
        page.write_string(0, at, guarded(column.title), formats["head"])
        page.write_string(1, at, guarded(column.help), formats["help"])
    for number, row in enumerate(plan.rows, start=FIRST_ROW):
        for at, column in enumerate(plan.columns):
            _cell(page, (number, at), column, row, formats)
    last = FIRST_ROW + max(len(plan.rows), 1) - 1
    for at, column in enumerate(plan.columns):
        _offer(page, at, last, column, plan)
    page.freeze_panes(FIRST_ROW, plan.frozen)
    page.protect("", _MAY)
    fits = sum(one.width for one in plan.columns) <= _WIDEST
    _on_paper(page, fits=fits, repeat=plan.frozen)


def _cell(
    page: Any, place: tuple[int, int], column: Column, row: SheetRow, formats: dict[str, Any]
) -> None:
    key = column.key
    is_open = column.is_open or key in row.unlocked
    name = "quiet" if key in row.quiet else "open" if is_open else "fixed"
    text = row.cells.get(key, "")
    if text:
        page.write_string(*place, guarded(text), formats[name])
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
             "error_title": "Not in the list", "error_message": told},
        )  # fmt: skip


def _to_read(book: Workbook, tab: Tab, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(tab.title)
    if tab.intro:
        page.write_string(0, 0, tab.intro)
    for at, column in enumerate(tab.columns):
        page.set_column(at, at, column.width)
        page.write_string(1, at, guarded(column.title), formats["head"])
    for number, row in enumerate(tab.rows, start=FIRST_ROW):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, at, cell, formats["fixed"])
            else:
                page.write_string(number, at, guarded(cell), formats["fixed"])
    page.freeze_panes(FIRST_ROW, 1)
    if tab.rows:
        page.autofilter(1, 0, FIRST_ROW + len(tab.rows) - 1, len(tab.columns) - 1)
    page.protect("", _MAY)
    _on_paper(page, fits=True)


def _on_paper(page: Any, *, fits: bool, landscape: bool = True, repeat: int = 0) -> None:
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&L&A&R&P of &N")
    if landscape:
        page.set_landscape()
        page.repeat_rows(0, FIRST_ROW - 1)
    if fits:
        page.fit_to_pages(1, 0)
    elif repeat:
        page.repeat_columns(0, repeat - 1)


def letter(at: int) -> str:
    """Return what a spreadsheet calls a column, by its number from 0."""
    return str(xl_col_to_name(at))
