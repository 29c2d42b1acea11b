"""The bytes of a sheet that came back -> its rows, each cell with its place.

Spreadsheets merge, move and delete: what makes a file illegible is said of the file as a whole,
with every fault and its cell, before anything of it is taken.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, get_args

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from themekit._yaml import nearest
from themekit.errors import InputError, Problem, one_sentence
from themekit.exchange.formulas import unguarded
from themekit.exchange.sheets.model import ABOUT, HOW, SHEET_FORMAT, About, Filled, FilledRow, Kind
from themekit.exchange.sheets.workbook import ABOUT_KEYS, FIRST_ROW
from themekit.names import folded

_MOST_UNPACKED = 200_000_000
_MOST_ROWS = 200_000
_SLIP = 0.75


def is_sheet(data: bytes) -> bool:
    """Tell whether a file may be a sheet of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
            whole = archive.read("xl/workbook.xml") if size <= _MOST_UNPACKED else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return False
    return ABOUT.encode() in whole


class SheetFile:
    """A workbook that came back, opened.

    Parameters
    ----------
    name : str
        Of the file, for what is said of it.
    data : bytes

    Attributes
    ----------
    about : About

    Raises
    ------
    InputError
        If it is none of ours, or does not say any more which.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        with one_sentence(name):
            self._book = load_workbook(io.BytesIO(data), data_only=True)
            self.about = self._read_about()

    def _read_about(self) -> About:
        told: dict[str, str] = {}
        if ABOUT in self._book.sheetnames:
            for row in self._book[ABOUT].iter_rows(max_col=2, max_row=20, values_only=True):
                told[text_of(row[0])] = text_of(row[1]) if len(row) > 1 else ""
        form, study, kind, through, named = (told.get(key, "") for key in ABOUT_KEYS)
        hint = f"the sheet '{ABOUT}' has to be as it was: write the file anew with 'export'"
        if form != SHEET_FORMAT and form.partition("/")[0] == SHEET_FORMAT.partition("/")[0]:
            raise InputError.one(self.name, None, f"it is of the form {form}, not {SHEET_FORMAT}",
                                 "a newer themekit wrote it: install that one")  # fmt: skip
        if kind not in get_args(Kind) or not through.isdecimal() or not study or not form:
            raise InputError.one(self.name, None, "it does not say which sheet it is", hint)
        shown = "keys" if named == "keys" else "names"
        return About(study, kind, int(through), shown)  # type: ignore[arg-type]

    def read(self, title: str, titles: Mapping[str, str]) -> Filled:
        """Return what was filled in.

        Parameters
        ----------
        title : str
            Of the tab.
        titles : mapping of key to str
            Of all columns that it has to have.

        Raises
        ------
        InputError
            With every fault by which rows cannot be told: the tab is gone, a column is gone, cells
            are merged.
        """
        with one_sentence(self.name):
            if title not in self._book.sheetnames:
                there = [one for one in self._book.sheetnames if one not in (HOW, ABOUT)]
                hint = f"the sheets are {', '.join(there)}: give it its name back"
                raise InputError.one(self.name, None, f"the sheet '{title}' is gone", hint)
            page = self._book[title]
            keys, problems, notes = self._header(page, title, titles)
            problems += self._merged(page, title)
            if problems:
                raise InputError(problems)
            rows = tuple(self._rows(page, title, keys))
        return Filled(self.name, self.about, rows, tuple(notes))

    def _header(
        self, page: Any, title: str, titles: Mapping[str, str]
    ) -> tuple[dict[int, str], list[Problem], list[Problem]]:
        """Return the key of each column by its number from 1, what is missing, what is not read."""
        wanted = {folded(said): key for key, said in titles.items()}
        keys: dict[int, str] = {}
        problems, notes, strange = [], [], dict[int, str]()
        for cell in next(page.iter_rows(max_row=1), ()):
            said = text_of(cell.value)
            key = wanted.get(folded(said))
            where = self._at(title, cell.column, 1)
            if key in keys.values():
                problems.append(Problem(where, None, f"two columns are called '{said}'",
                                        "delete or rename one"))  # fmt: skip
            elif key:
                keys[cell.column] = key
            elif said:
                strange[cell.column] = said
        gone = [key for key in titles if key not in keys.values()]
        for key in gone:
            close = nearest(titles[key], list(strange.values()), _SLIP)
            at = next((number for number, said in strange.items() if said == close), 0)
            where = self._at(title, at, 1) if at else f"{self.name}, sheet '{title}', row 1"
            hint = f"it says '{close}' there" if close else "put the column back as it was"
            problems.append(
                Problem(where, None, f"the column '{titles[key]}' is gone", hint)
            )  # fmt: skip
        if not problems:
            notes = [
                Problem(self._at(title, at, 1), None, f"the column '{said}' is not one of the "
                        "sheet's and is not taken", "", "warning")
                for at, said in strange.items()
            ]  # fmt: skip
        return keys, problems, notes

    def _merged(self, page: Any, title: str) -> Iterator[Problem]:
        for one in sorted(page.merged_cells.ranges, key=str):
            yield Problem(
                f"{self.name}, sheet '{title}', cells {one.coord}", None,
                "cells are merged, so that it is not clear for which row their words are",
                "unmerge them, and write the words into each row they are for",
            )  # fmt: skip

    def _rows(self, page: Any, title: str, keys: Mapping[int, str]) -> Iterator[FilledRow]:
        letters = {key: get_column_letter(number) for number, key in keys.items()}
        for cells in page.iter_rows(min_row=FIRST_ROW + 1, max_row=_MOST_ROWS):
            found = {
                keys[one.column]: said
                for one in cells
                if one.value is not None and one.column in keys and (said := text_of(one.value))
            }
            if found:
                yield FilledRow(self.name, title, cells[0].row, found, letters)

    def _at(self, title: str, column: int, row: int) -> str:
        return f"{self.name}, sheet '{title}', cell {get_column_letter(column)}{row}"


def text_of(value: Any) -> str:
    """Return what a cell says, also where a spreadsheet has made a number or a date of it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return unguarded(unescape(value).replace("\r\n", "\n").replace("\r", "\n"))
    return unguarded(value)


def repeated(rows: Iterable[FilledRow], keys: tuple[str, ...]) -> Iterator[tuple[FilledRow, int]]:
    """Yield the rows whose id another row above has, with the number of that row."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        id_ = tuple(row.get(key) for key in keys)
        if any(id_):
            line = first.setdefault(id_, row.line)
            if line != row.line:
                yield row, line
