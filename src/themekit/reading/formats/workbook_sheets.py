"""Which sheets of a workbook hold the answers, when there are several.

Sheets of the same columns are one table. Otherwise the one with the most material is read, and
the others are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from themekit.errors import Problem
from themekit.names import folded
from themekit.reading.tables.export_dialects import understand_head
from themekit.reading.tables.table import RawRow, meant

_LOOKED_AT = 2_000  # rows of each sheet, from which its material is reckoned
_HEAD = 60
_LEAST_ROWS = 3
_LEAST_WORDS = 30
_SUBSTANTIAL = 0.2  # of the words of the sheets that are read
_HALF = 0.5
_SHOWN = 5
_ANSWERS_WIDE = 3  # columns from which a sheet called Notes may hold answers all the same
_CODES = re.compile(
    r"codebook|code ?list|variables?|labels?|lookup|settings|choices|options|(?:data ?)?dictionary",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"read[\W_]*me|notes?|about|cover|instructions?|codebook|code ?list|variables?|labels?|key|keys"
    r"|legend|lookup|lists?|info|information|contents|index|metadata|data ?dictionary|dictionary"
    r"|summary|pivot.*|settings|choices|options|guide|guidance|help|title|intro(?:duction)?",
    re.IGNORECASE,
)


class Sheet(NamedTuple):
    """What was seen of a sheet.

    Attributes
    ----------
    place : int
    title : str
    hidden : bool
    columns : tuple of str
        Names of the columns; empty where it holds nothing.
    start : int
        Number of the row in which the answers begin.
    words, rows : int
        Of those looked at, in rows of more than one cell.
    marks : tuple of int
        One a row, equal for rows of the same cells in any order.
    """

    place: int
    title: str
    hidden: bool
    columns: tuple[str, ...] = ()
    start: int = 1
    words: int = 0
    rows: int = 0
    marks: tuple[int, ...] = ()

    @property
    def weight(self) -> float:
        """Words, of which those of a sheet that is about the others weigh little."""
        title = self.title.strip()
        is_table = len(self.columns) >= _ANSWERS_WIDE and self.rows >= _LEAST_ROWS
        about = _ABOUT.fullmatch(title) and not (is_table and not _CODES.fullmatch(title))
        return self.words * (0.05 if about else 1)


class Choice(NamedTuple):
    """Sheets to be read as one table, in their order; and what to say of the others."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


def look_at(place: int, title: str, rows: Iterator[RawRow], *, hidden: bool) -> Sheet:
    """See what a sheet holds from its first rows."""
    seen = list(islice(rows, _LOOKED_AT))
    if not seen:
        return Sheet(place, title, hidden)
    head = understand_head([list(cells) for _, cells in seen[:_HEAD]])
    names = tuple(folded(name) for name in head.header)
    while names and not names[-1]:
        names = names[:-1]
    body = [cells for _, cells in seen[head.rows :] if sum(map(bool, cells)) > 1]
    if len(names) == 1:
        body = [cells for _, cells in seen[head.rows :]]
    start = seen[head.rows][0] if head.rows < len(seen) else seen[-1][0] + 1
    words = sum(cell.count(" ") + 1 for cells in body for cell in cells if cell)
    marks = tuple([hash(tuple(sorted(cell.strip() for cell in cells if cell))) for cells in body])
    return Sheet(place, title, hidden, names, start, words, len(body), marks)


def choose(sheets: Sequence[Sheet], name: str) -> Choice | None:
    """Choose what is read; None where no sheet holds anything."""
    seen = [one for one in sheets if not one.hidden and one.columns]
    seen = seen or [one for one in sheets if one.columns][:1]
    if not seen:
        return None
    alike: dict[tuple[str, ...], list[Sheet]] = {}
    for one in seen:
        alike.setdefault(tuple(sorted(one.columns)), []).append(one)
    # With equal weight the sheet that comes first is read: `max` keeps the first.
    chosen = max(alike.values(), key=lambda group: sum(one.weight for one in group))
    read = _different([one for one in chosen if one.rows] or chosen[:1])
    return Choice(read, tuple(_told(sheets, read, name)))


def _different(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Leave out copies and extracts: sheets most of whose rows stand in a larger one."""
    kept: list[Sheet] = []
    for one in sorted(sheets, key=lambda sheet: -sheet.rows):  # the first of equal ones stays first
        again = (sum(map(set(other.marks).__contains__, one.marks)) for other in kept)
        if not kept or max(again) <= _HALF * len(one.marks):
            kept.append(one)
    return tuple(one for one in sheets if one in kept)


def _told(sheets: Sequence[Sheet], read: Sequence[Sheet], name: str) -> Iterator[Problem]:
    """Say which sheets were read, which not, and which of those look like answers too."""
    others = [one for one in sheets if one not in read]
    if len(read) > 1:
        message = (
            f"Sheets {_titles(read)} have the same columns and were read together; "
            "the column 'sheet' tells them apart."
        )
        yield Problem(name, None, message, severity="note")
    if others:
        hidden = [one for one in others if one.hidden]
        plain = [one for one in others if not one.hidden]
        what = f"; left out: {_titles(plain)}" if plain else ""
        what += f"; hidden and left out: {_titles(hidden)}" if hidden else ""
        plural = "Sheet {} was" if len(read) == 1 else "Sheets {} were"
        yield Problem(name, None, f"{plural.format(_titles(read))} read{what}.", severity="note")
    yield from _doubted(others, read, name)


def _doubted(others: Sequence[Sheet], read: Sequence[Sheet], name: str) -> Iterator[Problem]:
    """Doubt that sheets which look like answers too are rightly left out."""
    alike = [one for one in others if _is_alike(one, read) and one.rows and not one.hidden]
    if alike:
        message = f"Left out, since it repeats rows of {_titles(read)}: {_titles(alike)}."
        yield _other_sheets(name, message, "if they are other people's answers,", alike[0])
    rich = [one for one in others if one not in alike and _is_rich(one, read)]
    if rich:
        message = (
            f"{'Sheet' if len(rich) == 1 else 'Sheets'} {_titles(rich)} with other columns than "
            f"{_titles(read)} {'was' if len(rich) == 1 else 'were'} not read."
        )
        yield _other_sheets(name, message, "to read it too,", rich[0])


def _is_alike(one: Sheet, read: Sequence[Sheet]) -> bool:
    return sorted(one.columns) == sorted(read[0].columns)


def _is_rich(one: Sheet, read: Sequence[Sheet]) -> bool:
    """Tell whether a sheet holds as much as answers do."""
    if one.hidden or not one.rows:
        return False
    if one.rows > sum(sheet.rows for sheet in read):
        return True
    enough = max(_LEAST_WORDS, _SUBSTANTIAL * sum(sheet.words for sheet in read))
    is_table = one.rows >= _LEAST_ROWS and len(one.columns) > 1
    return is_table and one.words >= enough and not _ABOUT.fullmatch(one.title.strip())


def _other_sheets(name: str, message: str, why: str, sheet: Sheet) -> Problem:
    hint = (
        f"{why} save {sheet.title!r} as a file of its own and name it under 'sources'; "
        f"{meant('other-sheets', name)}"
    )
    return Problem(name, None, message, hint, "warning", "other-sheets")


def one_after_the_other(
    sheets: Sequence[Sheet], rows_of: Callable[[Sheet], Iterable[RawRow]]
) -> Iterator[tuple[RawRow, str]]:
    """Yield the rows of several sheets under the head of the first, each with its sheet."""
    first = sheets[0]
    names = first.columns
    for one in sheets:
        rows = rows_of(one) if one is first else _in_order(one, names, rows_of(one))
        yield from ((row, one.title) for row in rows)


def _in_order(one: Sheet, names: Sequence[str], rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Yield the answers of a sheet with its columns in the order of another's."""
    places = [one.columns.index(name) for name in names]
    ordered = places == list(range(len(names)))
    for number, cells in rows:
        if number < one.start:
            continue
        if not ordered:
            padded = [*cells, *[""] * (len(names) - len(cells))]
            cells = [*[padded[at] for at in places], *cells[len(names) :]]  # noqa: PLW2901
        yield number, cells


def _titles(sheets: Sequence[Sheet]) -> str:
    more = f" and {len(sheets) - _SHOWN} more" if len(sheets) > _SHOWN else ""
    return ", ".join(repr(one.title) for one in sheets[:_SHOWN]) + more
