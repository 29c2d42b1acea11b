"""Excel workbooks: the first sheet with content, as rows of text.

The sheet's XML is walked here rather than by openpyxl: a sheet with a million empty rows takes two
seconds instead of seven, and a formula without a stored value is seen instead of read as empty.
What a number means (dates, escapes) is openpyxl's knowledge.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from themekit.errors import InputError, Problem
from themekit.reading.bytesafe import attribute, local, open_archive, whole
from themekit.reading.table import MAX_COLUMNS, RawRow, Table, build_table
from themekit.reading.xlsxparts import Book, open_book, rich_text, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

suffixes = (".xlsx", ".xlsm")

_MAX_WHOLE = 1e15


def read(data: bytes, name: str) -> Table:
    """Read the first sheet that holds anything."""
    archive = open_archive(data, name, "Excel workbook")
    book = open_book(archive)
    for sheet, part in book.sheets:
        walk = _Sheet(book, name, sheet)
        rows = (row for element in stream(archive, part, "row") if (row := walk.row(element))[1])
        first = next(rows, None)
        if first is not None:
            others = [other for other, _ in book.sheets if other != sheet]
            # The problems are told after the rows are used up, so that they are all known.
            return build_table(chain([first], rows), name, walk.problems(others), pad=True)
    raise InputError.one(name, None, "The workbook holds no cell with content.")


class _Sheet:
    """Turns row elements into text, and remembers what could not be."""

    def __init__(self, book: Book, name: str, sheet: str) -> None:
        self.book, self.name, self.sheet = book, name, sheet
        self.line = 0
        self.uncomputed: list[str] = []

    def row(self, element: Any) -> RawRow:
        """Return a row's number and its cells up to the last one with content."""
        self.line = whole(attribute(element, "r"), self.line + 1)
        cells: list[str] = []
        at = -1
        for cell in element:
            at = _column(cell.get("r") or "", at + 1)
            text = self._text(cell)
            if not text:
                continue
            if at >= MAX_COLUMNS:
                message = (
                    f"Row {self.line} has a cell in column {at + 1:,}; {MAX_COLUMNS:,} is the most."
                )
                raise InputError.one(
                    self.name, self.line, message, "delete what lies far to the right"
                )
            cells += [""] * (at + 1 - len(cells))
            cells[at] = text
        return self.line, cells

    def problems(self, others: list[str]) -> Iterator[Problem]:
        """Say which sheet was read, and which cells had no value."""
        if others:
            left = ", ".join(repr(other) for other in others[:5])
            yield Problem(
                self.name,
                None,
                f"Sheet {self.sheet!r} was read; left out: {left}.",
                severity="note",
            )
        if self.uncomputed:
            yield Problem(
                self.name,
                None,
                f"{len(self.uncomputed)} cells hold a formula without a stored value and are read "
                f"as empty (first: {self.uncomputed[0]}).",
                "open the file in its spreadsheet program and save it",
                "warning",
            )

    def _text(self, cell: Any) -> str:
        """Return what a reader would call the cell's content."""
        value, formula = None, False
        for child in cell:
            kind = local(child)
            if kind == "v":
                value = child.text
            elif kind == "is":
                return rich_text(child)
            elif kind == "f":
                formula = True
        if value is None:
            if formula:
                self.uncomputed.append(cell.get("r") or f"row {self.line}")
            return ""
        return self._value(cell.get("t") or "n", value, cell.get("s") or "0")

    def _value(self, kind: str, value: str, style: str) -> str:
        """Turn a stored value into text by the cell's type."""
        if kind == "s":
            at = whole(value, -1)
            if not 0 <= at < len(self.book.strings):
                message = f"Row {self.line} refers to a text that the workbook does not hold."
                raise InputError.one(self.name, self.line, message, "the file is damaged")
            return self.book.strings[at]
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind != "n":
            return value.replace("\r\n", "\n")
        is_date = whole(style, 0) in self.book.dates
        return (_moment(value, self.book.epoch) if is_date else "") or _number(value)


def _column(reference: str, follows: int) -> int:
    """Return the 0-based column of a reference such as ``AB12``; `follows` where there is none."""
    column = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        column = min(26 * column + ord(letter) - 64, 10 * MAX_COLUMNS)
    return column - 1 if column else follows


def _number(value: str) -> str:
    """Write a number as people do: no ``.0``, no seventeen digits."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < _MAX_WHOLE:
        return str(int(number))
    return repr(number)


def _moment(value: str, epoch: datetime) -> str:
    """Write a date as ISO 8601, with its time only where it has one."""
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(float(value), epoch)
    except (ValueError, OverflowError):
        return ""
    if isinstance(moment, datetime):
        rounded = moment + timedelta(microseconds=500_000)
        text = rounded.replace(microsecond=0).isoformat(" ")
        return text.removesuffix(" 00:00:00")
    return str(moment) if moment is not None else ""
