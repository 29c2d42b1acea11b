"""A table as a survey tool exports it, checked and squared: what table readers return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from themekit.errors import InputError, Problem
from themekit.reading.dialects import Head, understand_head
from themekit.reading.ticks import join_ticks

MAX_COLUMNS = 10_000
MAX_CELLS = 50_000_000
_LOOKED_AT = 4
_SHOWN = 20
_JOINED_SHOWN = 3
_GUARDED = "=+-@\t\r\n"

RawRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Header, rows, and where each row stands in the file.

    Attributes
    ----------
    header : tuple of str
        Column names, all different.
    rows : tuple of tuple of str
        Each as long as the header.
    lines : tuple of int
        1-based line (text) or row (workbook) at which each row starts.
    wordings : tuple of str
        What was asked: the name, unless the file tells the wording apart from it (Qualtrics).
    problems : tuple of Problem
        Notes and warnings; what is wrong beyond use is raised.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    wordings: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def build_table(
    rows: Iterable[RawRow], name: str, problems: Iterable[Problem] = (), *, pad: bool = False
) -> Table:
    """Square raw rows into a table: find the header, drop blank rows, refuse ragged ones.

    Parameters
    ----------
    rows : iterable of (int, sequence of str)
        Line and cells of each row, the header's among them.
    name : str
        The file, as errors should name it.
    problems : iterable of Problem
        Passed on.
    pad : bool
        Whether a short row means empty cells at its end (a workbook stores no empty cells).

    Raises
    ------
    InputError
        No header, a repeated column name, too many columns, or rows of another length, all told.
    """
    filled = (row for row in rows if any(row[1]) and "".join(row[1]).strip())
    top = list(islice(filled, _LOOKED_AT))
    if not top:
        raise InputError.one(name, None, "The table is empty: it has no row of column names.")
    if max(len(cells) for _, cells in top) > 2 * MAX_COLUMNS:
        raise _too_wide(name, top[0][0], max(len(cells) for _, cells in top))
    head = understand_head([list(cells) for _, cells in top])
    header = _named(head, top[head.rows :])
    _check_header(header, name, top[0][0])
    body = _Body(name, len(header), pad)
    for row in (*top[head.rows :], *filled):
        body.add(row)
    body.check()
    wordings = tuple(head.wordings[: len(header)]) or header
    squared, told = tuple(body.rows), list(head.notes)
    joined = join_ticks(header, wordings, head.options[: len(header)], squared)
    if joined is not None:
        header, wordings = joined.header, joined.wordings
        squared = tuple(joined.row(row) for row in squared)
        shown = ", ".join(repr(question[:60]) for question in joined.questions[:_JOINED_SHOWN])
        told.append(f"Options ticked in columns of their own were joined by ';': {shown}.")
    notes = [Problem(name, None, note, severity="note") for note in told]
    return Table(header, squared, tuple(body.lines), wordings, (*problems, *notes))


class _Body:
    """Collects rows of one width, and what is wrong with the others."""

    def __init__(self, name: str, width: int, pad: bool) -> None:  # noqa: FBT001 -- private
        self.name, self.width, self.pad = name, width, pad
        self.rows: list[tuple[str, ...]] = []
        self.lines: list[int] = []
        self.ragged: list[tuple[int, int]] = []

    def add(self, row: RawRow) -> None:
        """Take one row, squared if that loses nothing."""
        line, cells = row
        if len(cells) != self.width:
            extra = any(cell.strip() for cell in cells[self.width :])
            if extra or (len(cells) < self.width and not self.pad):
                self.ragged.append((line, len(cells)))
                return
            cells = [*cells[: self.width], *[""] * (self.width - len(cells))]
        self.rows.append(tuple(unguard(cells) if "'" in "".join(cells) else cells))
        self.lines.append(line)
        if len(self.rows) * self.width > MAX_CELLS:
            message = f"The table has more than {MAX_CELLS:,} cells."
            raise InputError.one(self.name, line, message, "leave out columns, or split the file")

    def check(self) -> None:
        """Raise every ragged row found, the first of them in full."""
        problems = [
            Problem(
                self.name,
                line,
                f"Row {line} has {cells} cells, the header {self.width}.",
                "look for a separator inside a text without quotation marks, or a title above the "
                "column names",
            )
            for line, cells in self.ragged[:_SHOWN]
        ]
        if len(self.ragged) > _SHOWN:
            more = f"{len(self.ragged) - _SHOWN:,} more rows have another number of cells."
            problems.append(Problem(self.name, self.ragged[_SHOWN][0], more))
        if problems:
            raise InputError(problems)


def unguard(cells: Sequence[str]) -> Iterator[str]:
    """Take off the apostrophe that our writer sets before what a spreadsheet would calculate."""
    for cell in cells:
        yield cell[1:] if cell[:1] == "'" and cell[1:2] in _GUARDED and len(cell) > 1 else cell


def _named(head: Head, body: list[RawRow]) -> tuple[str, ...]:
    """Return the column names: empty ones at the end dropped, others named by their place."""
    names = [name.strip() for name in unguard(head.header)]
    used = max((len(cells) for _, cells in body if any(cells[len(names) - 1 :])), default=0)
    while names and not names[-1] and len(names) > used:
        names.pop()
    return tuple(name or f"column {at}" for at, name in enumerate(names, 1))


def _check_header(header: tuple[str, ...], name: str, line: int) -> None:
    """Refuse too many columns, and two of one name."""
    if len(header) > MAX_COLUMNS:
        raise _too_wide(name, line, len(header))
    first: dict[str, int] = {}
    problems = [
        Problem(
            name,
            line,
            f"Columns {first[column]} and {at} have the same name {column[:80]!r}.",
            "rename one of them",
        )
        for at, column in enumerate(header, 1)
        if first.setdefault(column, at) != at
    ]
    if problems:
        raise InputError(problems[:_SHOWN])


def _too_wide(name: str, line: int, columns: int) -> InputError:
    """Build the error for too many columns."""
    message = f"The table has {columns:,} columns; {MAX_COLUMNS:,} is the most that is read."
    return InputError.one(name, line, message, "is the separator right, and is this a survey?")
