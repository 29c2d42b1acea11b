"""A table in a Word document: heading row repeated, rows never torn, small type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE_POINTS = 8
GROUND = "EEF0F2"


def add_table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    bold: Sequence[bool] = (),
) -> None:
    """Add a table to `document`.

    Parameters
    ----------
    document : docx.document.Document
    header : sequence of str
    rows : sequence of rows, each as long as `header`
    widths : sequence of int
        In millimetres, one a column.
    bold : sequence of bool
        Which rows are set in bold; none where it is empty.
    """
    table = document.add_table(rows=len(rows) + 1, cols=len(header), style="Light Shading")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _look(table)
    strong = [True, *(bold or [False] * len(rows))]
    lines = [header, *rows]
    for at, row in enumerate(table.rows):
        _mark(row, "cantSplit")
        for cell, text, width in zip(row.cells, lines[at], widths, strict=True):
            cell.width = Mm(width)
            _fill(cell, text, bold=strong[at])
            if at and strong[at]:
                _shade(cell)
    _mark(table.rows[0], "tblHeader")
    document.add_paragraph()


def _fill(cell: Any, text: str, *, bold: bool) -> None:
    """Write `text` into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(TABLE_POINTS)


def _look(table: Any) -> None:
    """Leave out the stripes and the bold first column of the table's style."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no other way
    for name, value in {"firstColumn": "0", "noHBand": "1", "val": "0620"}.items():
        look.set(qn(f"w:{name}"), value)


def _shade(cell: Any) -> None:
    """Set a cell off by a light ground."""
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": GROUND}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - no other way


def _mark(row: Any, name: str) -> None:
    """Set a switch of a table row."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))  # noqa: SLF001 - no other way
