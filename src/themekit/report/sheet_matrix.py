"""The workbook's sheet of the theme matrix: strands across, five figures each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.sheet import MIDDLE, NARROW, Field, Sheet, Value

if TYPE_CHECKING:
    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.model import ReportModel


def matrix_sheet(model: ReportModel) -> Sheet:
    """Lay theme and code in rows and strands across, outline after outline."""
    head = (Field("Outline", 14), Field("Section", MIDDLE), Field("Theme"), Field("Code", 30))
    across = tuple(part for column in model.columns for part in _across(column))
    tail = (Field("Checked", NARROW), Field("Basis", MIDDLE))
    rows = tuple(
        (row.kind != "code", (outline.heading, section.heading, *_named(row), *_figures(row)))
        for outline in model.outlines
        for section in outline.sections
        for row in section.rows
    )
    return Sheet("Theme matrix", "Theme matrix", (*head, *across, *tail), rows, frozen=4)


def _across(column: Column) -> tuple[Field, ...]:
    """Name the five columns of a strand."""
    apart = column.role in {"validation", "context"}
    name = column.heading + (f" ({column.role})" if apart else "")
    return (
        Field(f"{name}: cases", NARROW, "integer", apart),
        Field(f"{name}: asked", NARROW, "integer", apart),
        Field(f"{name}: share (from {words.FEW} asked)", NARROW, "share", apart),
        Field(f"{name}: segments", NARROW, "integer", apart),
        Field(f"{name}: say the opposite", NARROW, "integer", apart),
    )


def _named(row: RowModel) -> tuple[Value, Value]:
    """Return theme and code of a row."""
    return (row.theme or None, row.label) if row.kind == "code" else (row.label, None)


def _figures(row: RowModel) -> tuple[Value, ...]:
    """Return a row's figures, five a strand, then how far they are checked."""
    total = row.total or next((cell for cell in row.cells if cell), None)
    basis = words.BASIS.get(total.row.basis, total.row.basis) if total else None
    figures = (value for cell in row.cells for value in _cell(cell))
    return (*figures, row.checked_text, basis)


def _cell(cell: Cell | None) -> tuple[Value, ...]:
    """Return cases, asked, share, segments, against; in words where they are withheld."""
    if cell is None:
        return (None,) * 5
    if cell.row.suppressed:
        return (words.WITHHELD, None, None, None, None)
    if not cell.row.asked:
        return (words.NOT_ASKED if cell.row.asked == 0 else None, cell.row.asked, None, None, None)
    share = cell.row.share if cell.row.asked >= words.FEW else None
    return (cell.row.cases, cell.row.asked, share, cell.row.segments, cell.row.against)
