"""Tables of a PDF: lines whose parts stand below each other in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.verify.read.pdf_lines import Cell, Line

_FEWEST = 2
"""So many lines, and so many columns, make a table."""
_SAME = 0.5
"""Parts of one line may differ in height by so much of a letter's size."""
_LOOK_BACK = 3
_FOLLOWS = 3.0
"""A row follows within so many sizes of a letter."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the texts of its rows, all of the same length.

    Attributes
    ----------
    page : int
    rows : tuple of tuple of str
    """

    page: int
    rows: tuple[tuple[str, ...], ...]


def with_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield lines, those that make a table together as one.

    Parameters
    ----------
    lines : sequence of Line
        In reading order.
    """
    group: list[Line] = []
    for line in [*_joined(lines), None]:
        if line is not None and group and _goes_on(group, line):
            group.append(line)
            continue
        yield from _made(group)
        group = [] if line is None else [line]


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join parts of one row that were written as lines of their own.

    Where the text of a cell is broken, its rest comes before the other cells of its row.
    """
    out: list[Line] = []
    for line in lines:
        for at in range(len(out) - 1, max(-1, len(out) - 1 - _LOOK_BACK), -1):
            if _is_beside(out[at], line):
                out[at] = _beside(out[at], line)
                break
        else:
            out.append(line)
    return out


def _is_beside(one: Line, other: Line) -> bool:
    """Tell whether a line stands at the right of another, at its height."""
    same = one.page == other.page and abs(one.low - other.low) < _SAME * other.size
    return same and other.left > one.right


def _beside(one: Line, other: Line) -> Line:
    text, cells = f"{one.text.rstrip()} {other.text}", (*one.cells, *other.cells)
    return replace(one, text=text, right=other.right, cells=cells)


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    """Tell whether a line may be a row of the table that the lines before it begin."""
    last = group[-1]
    near = last.page == line.page and 0 < line.low - last.low < _FOLLOWS * line.size
    if not near or len(group[0].cells) < _FEWEST:
        return False
    return len(line.cells) >= _FEWEST or _is_rest(line, group)


def _is_rest(line: Line, group: Sequence[Line]) -> bool:
    """Tell whether a line is the rest of a cell that was broken."""
    return line.text.lstrip()[:1].islower() and any(
        one.left - 1 <= line.left and line.right <= one.right + line.size
        for one in _columns([cell for before in group for cell in before.cells])
    )


def _made(group: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield a group of lines as a table; as they are if they make none."""
    columns = _columns([cell for line in group for cell in line.cells])
    places = [[_place(cell, columns) for cell in line.cells] for line in group]
    whole = all(len(set(row)) == len(row) for row in places)
    if len(group) < _FEWEST or len(columns) < _FEWEST or not whole:
        yield from group
        return
    rows: list[list[str]] = []
    for line, row in zip(group, places, strict=True):
        if len(row) == 1 and rows and line.text.lstrip()[:1].islower():
            rows[-1][row[0]] = f"{rows[-1][row[0]]} {line.text.strip()}".strip()
            continue
        texts = [""] * len(columns)
        for place, cell in zip(row, line.cells, strict=True):
            texts[place] = cell.text
        rows.append(texts)
    yield Table(group[0].page, tuple(map(tuple, rows)))


def _columns(cells: Sequence[Cell]) -> list[Cell]:
    """Join what overlaps from side to side into columns, from the left."""
    out: list[Cell] = []
    for cell in sorted(cells, key=lambda one: one.left):
        if out and cell.left < out[-1].right:
            out[-1] = out[-1]._replace(right=max(out[-1].right, cell.right))
        else:
            out.append(cell)
    return out


def _place(cell: Cell, columns: Sequence[Cell]) -> int:
    return next(at for at, one in enumerate(columns) if one.left <= cell.left <= one.right)
