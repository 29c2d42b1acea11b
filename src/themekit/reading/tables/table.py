"""A table as a survey tool exports it, checked and squared: what table readers return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError, Problem
from themekit.names import folded
from themekit.reading.slugs import unused
from themekit.reading.tables.export_dialects import Head, understand_head
from themekit.reading.tables.option_columns import join_option_columns

if TYPE_CHECKING:
    from themekit.reading.tables.option_names import Option

MAX_COLUMNS = 10_000
MAX_CELLS = 50_000_000
_LOOKED_AT = 60  # rows from which the head is told
_SHOWN = 20
_JOINED_SHOWN = 3
_GUARDED = "=+-@\t\r\n"

RawRow = tuple[int, Sequence[str]]


class Part(NamedTuple):
    """A column as the file has it, which was joined with others of its question."""

    name: str
    wording: str
    cells: tuple[str, ...]


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
    choices : tuple of (name, tuple of str)
        Of columns in which several answers stand, each before a ``;``: all that could be ticked.
    sheets : tuple of str
        The sheet of each row, where the rows of several were put together; else empty. The last
        column says it too.
    parts : tuple of Part
        Columns that were joined, under their old names.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    wordings: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sheets: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def with_parts(table: Table, names: Iterable[str]) -> Table:
    """Put those joined columns that somebody calls by their old names beside the others."""
    wanted = set(map(folded, names)) - set(map(folded, table.header))
    parts = [part for part in table.parts if folded(part.name) in wanted]
    if not parts:
        return table
    cells = zip(*(part.cells for part in parts), strict=True)
    return replace(
        table,
        header=(*table.header, *(part.name for part in parts)),
        wordings=(*table.wordings, *(part.wording for part in parts)),
        rows=tuple([(*row, *more) for row, more in zip(table.rows, cells, strict=True)]),
    )


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
    filled = _Filled(rows)
    answers = iter(filled)
    top = list(islice(answers, _LOOKED_AT))
    if not top:
        raise InputError.one(name, None, "The table is empty: it has no row of column names.")
    if max(len(cells) for _, cells in top) > 2 * MAX_COLUMNS:
        raise _too_wide(name, top[0][0], max(len(cells) for _, cells in top))
    head = understand_head([list(cells) for _, cells in top])
    header = _named(head, top[head.rows :])
    _check_header(header, name, top[0][0])
    body = _Body(name, len(header), pad, gaps=any(not cell.strip() for cell in head.header))
    for row in (*top[head.rows :], *answers):
        body.add(row)
    body.check()
    wordings = tuple(head.wordings[: len(header)]) or header
    told = [*head.notes, *filled.notes()]
    table = Table(header, tuple(body.rows), tuple(body.lines), wordings, tuple(problems))
    table, more = _with_joined(table, head.options[: len(header)], name)
    notes = [Problem(name, None, note, severity="note") for note in told]
    if head.doubtful and body.lines:
        more = (_may_be_wordings(name, body.lines[0]), *more)
    return replace(table, problems=(*table.problems, *notes, *more))


def build_table_of_sheets(
    pairs: Iterable[tuple[RawRow, str]], name: str, problems: Iterable[Problem] = ()
) -> Table:
    """Square the rows of several sheets into one table, with a column that names the sheet.

    Parameters
    ----------
    pairs : iterable of (row, str)
        Each row with its sheet; only the first sheet has a head.
    name, problems
        As for `build_table`.
    """
    rows = ((_SheetLine.of(line, sheet), cells) for (line, cells), sheet in pairs)
    table = build_table(rows, name, problems, pad=True)
    column = unused("sheet", {folded(one) for one in table.header}, " ")
    sheets = tuple([line.sheet for line in table.lines if isinstance(line, _SheetLine)])
    return replace(
        table,
        header=(*table.header, column),
        wordings=(*table.wordings, column),
        rows=tuple([(*row, sheet) for row, sheet in zip(table.rows, sheets, strict=True)]),
        lines=tuple(map(int, table.lines)),
        sheets=sheets,
    )


class _SheetLine(int):
    """The number of a row that knows its sheet."""

    sheet: str

    @classmethod
    def of(cls, line: int, sheet: str) -> _SheetLine:
        """Make one."""
        made = cls(line)
        made.sheet = sheet
        return made


def _with_joined(
    table: Table, options: Sequence[Option | None], name: str
) -> tuple[Table, tuple[Problem, ...]]:
    """Join the options of a question that stand in columns of their own; say what was done."""
    joined = join_option_columns(table.header, table.wordings, options, table.rows)
    if joined is None:
        return table, ()
    problems = []
    if joined.questions:
        told = (
            f"Options ticked in columns of their own were joined by ';': {_some(joined.questions)}."
        )
        problems.append(Problem(name, None, told, severity="note"))
        parts = [
            Part(table.header[at], table.wordings[at], tuple([row[at] for row in table.rows]))
            for places in joined.places
            if len(places) > 1
            for at in places
        ]
        table = replace(
            table,
            parts=tuple(parts),
            header=joined.header,
            wordings=joined.wordings,
            rows=tuple([joined.row(row) for row in table.rows]),
            choices=joined.choices,
        )
    if joined.lists:
        told = f"Columns that list the same ticks again were left out: {_some(joined.lists)}."
        problems.append(Problem(name, None, told, severity="note"))
    if joined.apart:
        message = (
            "Columns that look like the options of one question were kept apart: "
            f"{_some(joined.apart)}."
        )
        hint = (
            "name them 'Question [Option]' in a copy of the file, and they are read as one; "
            + meant("options-over-columns", name)
        )
        problems.append(Problem(name, None, message, hint, "warning", "options-over-columns"))
    return table, tuple(problems)


def _may_be_wordings(name: str, line: int) -> Problem:
    message = f"Row {line} may hold what was asked, not an answer; it is read as an answer."
    hint = f"delete it from a copy of the file; {meant('rows-not-answers', name)}"
    return Problem(name, line, message, hint, "warning", "rows-not-answers")


def meant(doubt: str, name: str) -> str:
    """Return the part of a hint that says how study.yaml tells that all is as it should be."""
    return f"if it is meant, write 'expected: {{{doubt}: [{name}]}}' in study.yaml"


def _some(names: Sequence[str]) -> str:
    """Return the first few of some names."""
    more = f" and {len(names) - _JOINED_SHOWN} more" if len(names) > _JOINED_SHOWN else ""
    return ", ".join(repr(name[:60]) for name in names[:_JOINED_SHOWN]) + more


class _Filled:
    """Passes on rows with content, and counts those that hold only separators."""

    def __init__(self, rows: Iterable[RawRow]) -> None:
        self.rows, self.blank = rows, 0

    def __iter__(self) -> Iterator[RawRow]:
        """Yield the rows in which something stands."""
        for row in self.rows:
            if any(row[1]) and "".join(row[1]).strip():
                yield row
            else:
                self.blank += bool(row[1])

    def notes(self) -> list[str]:
        """Say how many were left out."""
        if not self.blank:
            return []
        return [
            "1 blank row was left out."
            if self.blank == 1
            else f"{self.blank:,} blank rows were left out."
        ]


class _Body:
    """Collects rows of one width, and what is wrong with the others."""

    def __init__(self, name: str, width: int, pad: bool, *, gaps: bool) -> None:  # noqa: FBT001 -- private
        self.name, self.width, self.pad, self.gaps = name, width, pad, gaps
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
        hint = (
            "some columns have no name: if the names stand in two rows or in merged cells, write "
            "them into one row in a copy of the file, a name for every column"
            if self.gaps or self.pad
            else "look for a separator inside a text without quotation marks, or a title above the "
            "column names"
        )
        problems = [
            Problem(
                self.name, line, f"Row {line} has {cells} cells, the header {self.width}.", hint
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
