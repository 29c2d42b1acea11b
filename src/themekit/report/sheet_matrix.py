"""The workbook's sheet of the theme matrix: strands across, each first as readers meet it.

Then come the numbers behind the words, each a column; one that says nothing of a whole strand is
left out: shares where there are none, disputes where nobody disagrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.report import words
from themekit.report.sheet import MIDDLE, NARROW, Field, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.model import ReportModel


def _share(cell: Cell) -> float | None:
    """Return the share of a cell where 20 or more were asked."""
    return cell.row.share if cell.share_text else None


def _at_most(cell: Cell) -> int | None:
    """Return the cases with those in doubt, where there are any."""
    return cell.row.cases_if if cell.row.cases_if != cell.row.cases else None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of a cell; left out of a strand where no cell has it, `some`: where all are 0."""

    name: str
    of: Callable[[Cell], Value]
    kind: Literal["integer", "share"] = "integer"
    some: bool = False


_FIGURES = (
    _Figure("cases", lambda cell: cell.row.cases if cell.row.asked else None),
    _Figure("cases, if all in doubt count", _at_most),
    _Figure("asked", lambda cell: cell.row.asked),
    _Figure(f"share (from {words.FEW} asked)", _share, "share"),
    _Figure("segments", lambda cell: cell.row.segments if cell.row.asked else None),
    _Figure("say the opposite", lambda cell: cell.row.against),
    _Figure("segments disputed", lambda cell: cell.row.disputed, some=True),
    _Figure("segments where both readings stand", lambda cell: cell.row.both_stand, some=True),
)


def matrix_sheet(model: ReportModel) -> Sheet:
    """Lay theme and code in rows and strands across, outline after outline."""
    head = (Field("Outline", 14), Field("Section", MIDDLE), Field("Theme"), Field("Code", 30))
    strands = [(column, tuple(_kept(model, at))) for at, column in enumerate(model.columns)]
    across = tuple(part for strand in strands for part in _across(*strand))
    tail = (Field("Checked", NARROW), Field("Basis", MIDDLE))
    rows = tuple(
        (
            row.kind != "code",
            (
                outline.heading,
                section.heading,
                *_named(row),
                *(
                    value
                    for cell, (_, figures) in zip(row.cells, strands, strict=True)
                    for value in _values(cell, figures)
                ),
                *_basis(row),
            ),
        )
        for outline in model.outlines
        for section in outline.sections
        for row in section.rows
    )
    return Sheet("Theme matrix", "Theme matrix", (*head, *across, *tail), rows, frozen=4)


def _kept(model: ReportModel, at: int) -> Iterator[_Figure]:
    """Yield the figures that say something of a strand."""
    rows = (row for one in model.outlines for section in one.sections for row in section.rows)
    cells = [cell for row in rows if (cell := row.cells[at])]
    for figure in _FIGURES:
        values = [figure.of(cell) for cell in cells]
        if any(values) or (not figure.some and any(value is not None for value in values)):
            yield figure


def _across(column: Column, figures: tuple[_Figure, ...]) -> Iterator[Field]:
    """Name the columns of a strand."""
    apart = column.role in {"validation", "context"}
    name = column.heading + (f" ({column.role})" if apart else "")
    yield Field(name, 14, apart=apart)
    for figure in figures:
        yield Field(f"{name}: {figure.name}", NARROW, figure.kind, apart)


def _named(row: RowModel) -> tuple[Value, Value]:
    """Return theme and code of a row."""
    return (row.theme or None, row.label) if row.kind == "code" else (row.label, None)


def _values(cell: Cell | None, figures: tuple[_Figure, ...]) -> Iterator[Value]:
    """Yield what stands in a strand's columns."""
    yield cell.count if cell else None
    for figure in figures:
        yield figure.of(cell) if cell else None


def _basis(row: RowModel) -> tuple[Value, Value]:
    """Say how far a row is checked."""
    total = row.total or next((cell for cell in row.cells if cell), None)
    basis = words.BASIS.get(total.row.basis, total.row.basis) if total else None
    return row.checked_text, basis
