"""A table as a workbook of one sheet, the same bytes for the same table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from themekit.errors import UsageError
from themekit.report import words
from themekit.report.xlsx import MOST_CHARACTERS, OPTIONS
from themekit.style.zips import FIXED_TIME

if TYPE_CHECKING:
    from themekit.report.csvtext import Table

MOST_ROWS = 1_048_576


def workbook(table: Table, name: str) -> bytes:
    """Return a table as a workbook; no text in it is taken for a formula or a link.

    Raises
    ------
    UsageError
        If it has more rows, or a cell more characters, than a workbook holds.
    """
    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": name, "created": FIXED_TIME, "author": "themekit"})
        page = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bottom": 2})
        for at, title in enumerate(table.header):
            page.write_string(0, at, title, bold)
        for number, row in enumerate(table.rows, start=1):
            if number >= MOST_ROWS:
                raise UsageError(f"A workbook holds {MOST_ROWS:,} rows: export a .csv file.")
            for at, cell in enumerate(row):
                if isinstance(cell, int | float):
                    page.write_number(number, at, cell)
                elif cell:
                    page.write_string(number, at, _whole(cell, number, table.header[at]))
        page.freeze_panes(1, 0)
    return target.getvalue()


def _whole(text: str, row: int, column: str) -> str:
    """Return a text fit for XML; one that a cell would cut is refused."""
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"Row {row:,}, column {column}: a cell of a workbook holds {MOST_CHARACTERS:,} "
            f"characters, and this text has {len(text):,}. Export a .csv file."
        )
    return words.clean(text)
