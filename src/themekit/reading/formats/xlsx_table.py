"""Excel workbooks by openpyxl: the sheets with the answers, as rows of text.

calamine reads faster, but lays a sheet out whole: one cell in its far corner ends the process.
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from themekit.errors import InputError, Problem
from themekit.reading.bytesafe import Archive, open_archive
from themekit.reading.formats.workbook_sheets import (
    Choice,
    Sheet,
    choose,
    look_at,
    one_after_the_other,
)
from themekit.reading.tables.table import (
    MAX_COLUMNS,
    RawRow,
    Table,
    build_table,
    build_table_of_sheets,
)

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

suffixes = (".xlsx", ".xlsm")

_MAX_WHOLE = 1e15
_LAST_ROW = 1_048_576  # of any workbook; a damaged row number is larger
# What openpyxl opens of a workbook; parts that other programs put beside may be in any encoding.
_PARTS = re.compile(r"(?!customXml/|.*/(?:drawings|externalLinks|media|pivot\w*)/).+\.(?:xml|rels)")
_SHEETS = re.compile(r".*/worksheets/[^/]+")
# Cells and rows that say where they are and nothing else: people format columns to the very end.
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d+"(?: s="\d+")?/>')
_EMPTY_ROW = re.compile(rb'<row r="\d+"[^<>]*?(?:/>|></row>)')


def read(data: bytes, name: str) -> Table:
    """Read the sheet that holds the answers, or several of the same columns."""
    archive = open_archive(data, name, "Excel workbook")
    thinner = _Thinner()
    copy = archive.checked_copy(_PARTS, _SHEETS, thinner)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on parts of a workbook that are not read here
        try:
            return _chosen_table(_Book(copy, thinner.formulas), archive)
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever damage led it to
            raise archive.broken("a part of it is damaged or missing") from error


class _Thinner:
    """Takes what is empty out of a worksheet, chunk by chunk, and notices formulas."""

    def __init__(self) -> None:
        self.formulas = False

    def __call__(self, chunk: bytes) -> bytes:
        """Return the chunk without empty cells and rows; one cut in two by its edge may stay."""
        self.formulas = self.formulas or b"<f" in chunk or b":f" in chunk
        return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", chunk))


def _chosen_table(book: _Book, archive: Archive) -> Table:
    """Return the sheet with the answers, or all those that have the same columns as one table."""
    name = archive.name
    if len(book.sheets) == 1:
        only = Sheet(0, book.sheets[0].title, book.sheets[0].sheet_state != "visible", ("",))
        choice: Choice | None = Choice((only,), ())
    else:
        choice = choose(
            [
                look_at(
                    at,
                    sheet.title,
                    book.rows(sheet, name),
                    hidden=sheet.sheet_state != "visible",
                )
                for at, sheet in enumerate(book.sheets)
            ],
            name,
        )
    if choice is None:
        raise _empty(name)
    parts = [book.sheets[one.place] for one in choice.sheets]
    # The problems are told after the rows are used up, so that they are all known.
    problems = chain(choice.problems, *(book.problems(sheet, name) for sheet in parts))
    if len(parts) > 1:
        pairs = one_after_the_other(
            choice.sheets, lambda one: book.rows(book.sheets[one.place], name)
        )
        return build_table_of_sheets(pairs, name, problems)
    rows = book.rows(parts[0], name)
    first = next(rows, None)
    if first is None:
        raise _empty(name)
    return build_table(chain([first], rows), name, problems, pad=True)


def _empty(name: str) -> InputError:
    return InputError.one(name, None, "The workbook holds no cell with content.")


class _Book:
    """A workbook as openpyxl opens it, one sheet of which is read row by row."""

    def __init__(self, file: io.BytesIO, calculated: bool) -> None:  # noqa: FBT001 -- private
        self.file, self.calculated = file, calculated
        self.sheets = self._open()
        self.last: dict[str, int] = {}

    def _open(self, *, formulas: bool = False) -> list[Any]:
        """Open the workbook for the values of its formulas, or for the formulas themselves."""
        from openpyxl import load_workbook

        sheets: list[Any] = load_workbook(
            self.file, read_only=True, data_only=not formulas, keep_links=False
        ).worksheets
        for sheet in sheets:
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        return sheets

    def rows(self, sheet: Any, name: str) -> Iterator[RawRow]:
        """Yield the number and the cells of each row with content, up to the last one filled."""
        rows = sheet.iter_rows(max_row=_LAST_ROW, values_only=True)
        for number, values in enumerate(rows, 1):
            if not values:
                continue
            cells = [_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                message = (
                    f"Row {number} has a cell in column {len(cells):,}; "
                    f"{MAX_COLUMNS:,} is the most."
                )
                raise InputError.one(name, number, message, "delete what lies far to the right")
            if cells:
                self.last[sheet.title] = number
                yield number, cells

    def problems(self, sheet: Any, name: str) -> Iterator[Problem]:
        """Say which cells of a sheet had no value."""
        missing = self._uncomputed(sheet) if self.calculated else []
        if missing:
            message = (
                f"{len(missing)} cells hold a formula without a stored value and are read as empty "
                f"(first: {missing[0]})."
            )
            hint = "open the file in its spreadsheet program and save it"
            yield Problem(name, None, message, hint, "warning")

    def _uncomputed(self, sheet: Any) -> list[str]:
        """Return the places of formulas that were never calculated, down to the last row read."""
        again = next(one for one in self._open(formulas=True) if one.title == sheet.title)
        last = self.last[sheet.title]
        asked, given = again.iter_rows(max_row=last), sheet.iter_rows(max_row=last)
        return [
            cell.coordinate
            for cells, values in zip(asked, given, strict=True)
            for cell, value in zip(cells, values, strict=True)
            # One whose result is an empty text has no value either, but it says its kind.
            if cell.data_type == "f" and value.value is None and value.data_type != "str"
        ]


def _text(value: Any) -> str:
    """Write a value as people do: whole numbers without ``.0``, dates as ISO 8601."""
    if isinstance(value, str):
        return _unescaped(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < _MAX_WHOLE:
        return str(int(value))
    if isinstance(value, datetime):
        rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return rounded.isoformat(" ").removesuffix(" 00:00:00")
    return "" if value is None else str(value)


def _unescaped(text: str) -> str:
    """Undo Excel's ``_x000D_``, which may stand for half a character or for NUL as well."""
    if "_x" in text:
        from openpyxl.utils.escape import unescape

        plain = str(unescape(text)).replace("\x00", "\ufffd")
        text = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
