"""The workbook's sheets of the theme matrix: one to read and print, one of the numbers behind it.

On both, strands stand across. Of the numbers each is a column; one that says nothing of a whole
strand is left out: shares where there are none, disputes where nobody disagrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.report import order, words
from themekit.report.sheet import NARROW, Field, Sheet, Value

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


def _found(cell: Cell) -> int | None:
    """Return the cases that people found: all of them where nothing is only suggested."""
    row = cell.row
    if not row.asked or row.cases is None:
        return None
    if row.basis == "suggested":
        return 0
    return row.found if row.found is not None and row.basis == "mixed" else row.cases


def _alone(cell: Cell) -> int | None:
    """Return the cases that only the machine suggests."""
    found = _found(cell)
    return None if found is None or cell.row.cases is None else max(0, cell.row.cases - found)


_FIGURES = (
    _Figure("cases found by people", _found),
    _Figure("cases only suggested by the machine", _alone),
    _Figure("cases, if all in doubt count", _at_most),
    _Figure("asked", lambda cell: cell.row.asked),
    _Figure(f"share (from {words.FEW} asked)", _share, "share"),
    _Figure("segments", lambda cell: cell.row.segments if cell.row.asked else None),
    _Figure("say the opposite", lambda cell: cell.row.against),
    _Figure("segments disputed", lambda cell: cell.row.disputed, some=True),
    _Figure("segments where both readings stand", lambda cell: cell.row.both_stand, some=True),
)


HEAD = (Field("Outline", 10), Field("Section", 16), Field("Theme", 16), Field("Code", 22))


def matrix_sheet(model: ReportModel) -> Sheet:
    """Lay theme and code in rows and strands across, as readers meet them, to read and to print."""
    strands = (Field(_called(one), 14, apart=one.role in order.APART) for one in model.columns)
    tail = (Field("Checked by people", 13), Field("Basis", 14))
    rows = tuple(
        (row.kind != "code", (*place, *map(_told, row.cells), *_basis(row, model)))
        for place, row in _lines(model)
    )
    title = f"Theme matrix: {order.caption(row for _, row in _lines(model))}"
    return Sheet("Theme matrix", title, (*HEAD, *strands, *tail), rows, frozen=4)


def numbers_sheet(model: ReportModel) -> Sheet:
    """Lay out the numbers behind the words, strand by strand."""
    strands = [(column, tuple(_kept(model, at))) for at, column in enumerate(model.columns)]
    across = tuple(part for strand in strands for part in _across(*strand))
    rows = tuple(
        (
            row.kind != "code",
            (
                *place,
                *(
                    value
                    for cell, (_, figures) in zip(row.cells, strands, strict=True)
                    for value in _values(cell, figures)
                ),
            ),
        )
        for place, row in _lines(model)
    )
    title = "Theme matrix in numbers"
    return Sheet("Numbers", title, (*HEAD, *across), rows, frozen=4, wide=True)


def _lines(model: ReportModel) -> Iterator[tuple[tuple[Value, ...], RowModel]]:
    """Yield every row with the outline, section, theme and code that it stands under."""
    for outline in model.outlines:
        for section in outline.sections:
            for row in section.rows:
                yield (outline.heading, section.heading, *_named(row)), row


def _called(column: Column) -> str:
    """Name a strand; one that stands apart is named so."""
    return column.heading + (f" ({column.role})" if column.role in order.APART else "")


def _told(cell: Cell | None) -> str:
    """Return a figure as readers meet it: people first, segments second."""
    if cell is None:
        return words.NO_FIGURE
    more = [cell.segments_text] if cell.segments_text else []
    return "\n".join([cell.text, *more, *cell.details, *cell.doubts])


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
    for figure in figures:
        name = f"{_called(column)}: {figure.name}"
        yield Field(name, NARROW, figure.kind, column.role in order.APART)


def _named(row: RowModel) -> tuple[Value, Value]:
    """Return theme and code of a row."""
    return (row.theme or None, row.label) if row.kind == "code" else (row.label, None)


def _values(cell: Cell | None, figures: tuple[_Figure, ...]) -> Iterator[Value]:
    """Yield what stands in a strand's columns."""
    for figure in figures:
        yield figure.of(cell) if cell else None


def _basis(row: RowModel, model: ReportModel) -> tuple[Value, Value]:
    """Say how far a row is checked."""
    total = row.total or next((cell for cell in row.cells if cell), None)
    basis = words.BASIS.get(total.row.basis, total.row.basis) if total else None
    return order.checked_of(row, model), basis
