"""The small tables beside a study (cases.csv, questions.csv) -> rows with line numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit._yaml import nearest, read_bytes
from themekit.errors import InputError, Problem, one_sentence
from themekit.names import folded, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_DELIMITERS = (",", ";", "\t")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SLIP = 0.8  # how like a known column an attribute must be to be taken for a slip
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line and its cells by column, stripped."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return a cell; empty where the table has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns (known ones in lower case) and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    path: Path, shown: str, known: Sequence[str]
) -> tuple[Table | None, tuple[Problem, ...]]:
    """Read a table whose header is its first row.

    Parameters
    ----------
    path : Path
    shown : str
        The path as the user would type it.
    known : sequence of str
        Column names with a meaning; the others keep their spelling.

    Returns
    -------
    Table or None
        None where the file as a whole cannot be used.
    tuple of Problem
        A row with too many or too few cells is an error and is left out.
    """
    data, problem = read_bytes(path, shown)
    if data is None:
        return None, (problem,) if problem else ()
    try:
        with one_sentence(shown):
            return _read(data, shown, known)
    except InputError as error:
        return None, error.problems


def _read(
    data: bytes, shown: str, known: Sequence[str]
) -> tuple[Table | None, tuple[Problem, ...]]:
    """Read the bytes of a table."""
    lines, problems = table_lines(data, shown)
    if not lines:
        return None, problems
    columns, found = _header(lines[0], shown, known)
    problems = (*problems, *found)
    rows = []
    for line, written in lines[1:]:
        cells = trimmed(written, len(columns))
        if len(cells) == len(columns):
            rows.append(Row(line, dict(zip(columns, cells, strict=True))))
        else:
            message = f"the row has {len(cells)} cells where the header has {len(columns)}"
            hint = "put a cell that holds the separator in double quotes"
            problems = (*problems, Problem(shown, line, message, hint))
    return Table(columns, tuple(rows)), problems


def table_lines(
    data: bytes, shown: str, *, stripped: bool = True
) -> tuple[list[tuple[int, list[str]]], tuple[Problem, ...]]:
    """Return the rows of a table that hold anything, the header among them, each with its line.

    Parameters
    ----------
    data : bytes
        UTF-8, UTF-16 as Excel saves it, or Windows-1252; separated by commas, semicolons or tabs.
    shown : str
        The file as the user would type it.
    stripped : bool
        Whether white space around cells is dropped; words that people wrote keep theirs.

    Returns
    -------
    list of (int, list of str)
        Empty where the file cannot be used.
    tuple of Problem
    """
    text, problems = _decode(data, shown)
    if text is None:
        return [], tuple(problems)
    try:
        lines = list(_records(text, _delimiter(text), stripped=stripped))
    except csv.Error as error:
        return [], (*problems, Problem(shown, None, f"the table cannot be read: {error}"))
    if not lines:
        problems.append(Problem(shown, None, f"'{shown}' is empty"))
    return lines, tuple(problems)


def _decode(data: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """Decode UTF-8, else UTF-16 by its mark, else what Excel writes on Windows, and say so."""
    if b"\x00" in data and not data.startswith(_UTF16):
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        return None, [Problem(shown, line, "the file holds NUL bytes", "save it as CSV in UTF-8")]
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None, [Problem(shown, line, "the file is not UTF-8", "save it as CSV in UTF-8")]
    message = "the file is not UTF-8 and was read as Windows-1252"
    return text, [Problem(shown, line, message, "save it as CSV in UTF-8", "warning")]


def _delimiter(text: str) -> str:
    """Return the separator that the header row holds most of."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=header.count)


def _records(text: str, delimiter: str, *, stripped: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that holds anything, with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start, [_cell(cell, stripped=stripped) for cell in cells]
        start = reader.line_num + 1


def _cell(text: str, *, stripped: bool) -> str:
    """Strip a cell, and take away the apostrophe that keeps spreadsheets from running it."""
    text = text.strip() if stripped else text
    return text[1:] if _GUARDED.match(text) else text


def trimmed(cells: list[str], width: int) -> list[str]:
    """Drop empty cells at the end that go beyond `width`: spreadsheets leave them behind."""
    end = len(cells)
    while end > width and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _header(
    first: tuple[int, list[str]], shown: str, known: Sequence[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Name the columns: known ones in lower case, nameless and repeated ones are errors."""
    line, cells = first[0], trimmed(first[1], 1)
    columns = [folded(cell) if folded(cell) in known else visible(cell) for cell in cells]
    problems = []
    for index, column in enumerate(columns):
        if not column:
            message = f"column {index + 1} has no name in the header"
            problems.append(Problem(shown, line, message, "name it or delete it"))
        elif folded(column) in map(folded, columns[:index]):
            message = f"two columns are called '{column}'"
            problems.append(Problem(shown, line, message, "rename one"))
        elif column not in known:
            close = nearest(column, [one for one in known if one not in columns], _SLIP)
            if close:
                message = f"the column '{column}' has no meaning of its own here"
                hint = f"did you mean '{close}'?"
                problems.append(Problem(shown, line, message, hint, "warning"))
    return tuple(columns), problems
