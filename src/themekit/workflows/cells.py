"""The theme matrix as a page whose cells open the passages that they count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from themekit.matrix import ALL, REPORT
from themekit.records import MatrixRow
from themekit.report.counting import trust_by_code, trusted
from themekit.report.inputs import ReportInputs
from themekit.report.order import cell_lines
from themekit.report.rows import report_cell

Part = Literal["found", "suggested"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What people found, and what the machine alone suggests."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes
    ----------
    strand : str
        With its wave, where it has several.
    found, suggested : int or None
        In how many passages people found it, and in how many others the machine alone suggests it,
        as their lists show them; None where passages of different units are not added.
    told : tuple of str
        What the report says of it, line by line: the figure of people or the estimate with its
        interval, and what makes it doubtful. Empty where it is not to be told.
    """

    strand: str
    found: int | None
    suggested: int | None
    told: tuple[str, ...] = ()


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
    trust : str
        How far the code's suggestions hold, and how much they miss; empty for a theme, and where it
        is not to be told.
    """

    named: str
    name: str
    heading: bool
    cells: tuple[Cell, ...]
    trust: str = ""


def row_name(row: MatrixRow) -> str:
    """Return what a row's key stands for, the same in every strand."""
    return json.dumps([row.outline, row.section, row.theme, row.code_id])


def lines_of(inputs: ReportInputs, hidden: Callable[[str], bool] | None = None) -> list[Line]:
    """Put the rows of the report's outline side by side, in the report's words.

    Parameters
    ----------
    inputs : ReportInputs
        The study with its matrix.
    hidden : callable, optional
        Tells of a segment that it is kept from who looks: then it is counted nowhere here, and
        people, of whom it might tell, are not counted at all.
    """
    lines: dict[str, list[MatrixRow]] = {}
    for row in inputs.matrix.rows:
        if row.outline == REPORT:
            lines.setdefault(row_name(row), []).append(row)
    trust = {} if hidden else trust_by_code(inputs.matrix)
    return [
        Line(
            named,
            found[0].code or found[0].theme,
            not found[0].code_id,
            tuple(_cell(one, inputs, hidden) for one in found),
            trusted(known) if (known := trust.get(found[0].code_id)) and known.measured else "",
        )
        for named, found in lines.items()
    ]


def told_of(inputs: ReportInputs, code_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the report says of a code: by strand and wave, then over all.

    Parameters
    ----------
    inputs : ReportInputs
    code_id : str
    """
    rows = (row for row in inputs.matrix.rows if row.outline == REPORT and row.code_id == code_id)
    found = {place_of(row): _told(row, inputs) for row in rows}
    several = len(found) > 2  # noqa: PLR2004 -- one strand and all of them say the same twice
    return [(place, told) for place, told in found.items() if told and (several or place != ALL)]


def _cell(row: MatrixRow, inputs: ReportInputs, hidden: Callable[[str], bool] | None) -> Cell:
    told = () if hidden else _told_beneath(row, inputs)
    if row.strand == ALL and row.segments is None:
        return Cell(place_of(row), None, None, told)
    found, suggested = (
        sum(hidden is None or not hidden(one) for one in passages_of(row, part)) for part in PARTS
    )
    return Cell(place_of(row), found, suggested, told)


def _told_beneath(row: MatrixRow, inputs: ReportInputs) -> tuple[str, ...]:
    """Return the same where the numbers of passages stand above it: they are not said twice."""
    if not row.asked and row.strand == ALL:
        return ()
    cell = report_cell(row, inputs)
    is_said = cell.counting is not None and cell.text == cell.counting.words
    text = () if is_said and row.segments is not None else (cell.text,)
    return (*text, *cell_lines(cell, beside_numbers=True))


def _told(row: MatrixRow, inputs: ReportInputs) -> tuple[str, ...]:
    """Return what the report says of a row of the matrix, line by line."""
    if not row.asked and row.strand == ALL:
        return ()
    cell = report_cell(row, inputs)
    return (cell.text, *cell_lines(cell))


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


def passages_of(row: MatrixRow, part: Part) -> tuple[str, ...]:
    """Return the ids of the segments of a cell that people found, or that are suggested alone."""
    if part == "suggested":
        return row.alone
    alone = frozenset(row.alone)
    return tuple(one for one in row.holding if one not in alone)


def said_of_cell(row: MatrixRow, part: Part) -> str:
    """Say which passages a number of a cell counts."""
    name = row.code or row.theme or row.section
    where = "" if row.strand == ALL else f" in {place_of(row)}"
    if part == "found":
        return f"where people found {name}{where}"
    return f"where {name} is suggested{where}, and nobody has looked for it"
