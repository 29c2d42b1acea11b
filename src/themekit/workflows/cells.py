"""The theme matrix as a page whose cells open the passages that they count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from themekit.matrix import ALL, REPORT
from themekit.records import MatrixRow


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes
    ----------
    strand : str
        With its wave, where it has several.
    passages : int or None
        How many passages it counts, and its list shows; None where passages of different units
        are not added.
    cases, asked : int or None
        None where they are not told.
    """

    strand: str
    passages: int | None
    cases: int | None
    asked: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a theme or a code, strand by strand.

    Attributes
    ----------
    named : str
        What the row's key stands for.
    name : str
    heading : bool
        Whether it is a theme's.
    cells : tuple of Cell
    """

    named: str
    name: str
    heading: bool
    cells: tuple[Cell, ...]


def row_name(row: MatrixRow) -> str:
    """Return what a row's key stands for, the same in every strand."""
    return json.dumps([row.outline, row.section, row.theme, row.code_id])


def lines_of(rows: Iterable[MatrixRow], hidden: Callable[[str], bool] | None = None) -> list[Line]:
    """Put the rows of the report's outline side by side.

    Parameters
    ----------
    rows : iterable of MatrixRow
    hidden : callable, optional
        Tells of a segment that it is kept from who looks: then it is counted nowhere here, and
        people, of whom it might tell, are not counted at all.
    """
    lines: dict[str, list[MatrixRow]] = {}
    for row in rows:
        if row.outline == REPORT:
            lines.setdefault(row_name(row), []).append(row)
    return [
        Line(
            named,
            found[0].code or found[0].theme,
            not found[0].code_id,
            tuple(_cell(one, hidden) for one in found),
        )
        for named, found in lines.items()
    ]


def _cell(row: MatrixRow, hidden: Callable[[str], bool] | None) -> Cell:
    holding = [one for one in row.holding if hidden is None or not hidden(one)]
    together = row.strand == ALL
    passages = None if together and row.segments is None else len(holding)
    if hidden is not None:
        return Cell(place_of(row), passages, None, None)
    return Cell(place_of(row), passages, row.cases, row.asked)


def place_of(row: MatrixRow) -> str:
    """Return the strand of a cell, and its wave where the strand has several."""
    return f"{row.strand}, {row.wave}" if row.wave else row.strand


def places_of(rows: Iterable[MatrixRow]) -> list[str]:
    """Return the strands and waves that have cells, in order, without `all`."""
    return list(dict.fromkeys(place_of(row) for row in rows if row.strand != ALL))


def cell_named(rows: Sequence[MatrixRow], named: str, strand: str | None) -> MatrixRow | None:
    """Return a cell by what its row's key stands for; over all strands where none is named."""
    wanted = strand or ALL
    return next((one for one in rows if place_of(one) == wanted and row_name(one) == named), None)


def said_of_cell(row: MatrixRow) -> str:
    """Say which passages a cell counts."""
    where = "" if row.strand == ALL else f" in {place_of(row)}"
    return f"where {row.code or row.theme or row.section} applies or is suggested{where}"
