"""A table in a Word document: heading row repeated, rows never torn, words never broken.

A cell whose figure rests on a row of the matrix is a content control with the tag ``row:KEY``, so
that whoever copies it into a report of their own takes along what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TABLE_POINTS, DENSE_POINTS = 8.5, 7
MANY_COLUMNS = 8  # from so many columns on the letters are small
GROUND = "F6F5F1"


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands in a cell, and the key of the row that it rests on."""

    text: str
    row: str = ""


def add_table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Marked]],
    widths: Sequence[float],
    *,
    bold: Sequence[bool] = (),
    right: Collection[int] = (),
) -> None:
    """Add a table to `document`.

    Parameters
    ----------
    document : docx.document.Document
    header : sequence of str
    rows : sequence of rows, each as long as `header`
    widths : sequence of float
        In millimetres, one a column.
    bold : sequence of bool
        Which rows are set in bold; none where it is empty.
    right : collection of int
        Columns that hold numbers and are set to the right.
    """
    table = document.add_table(rows=len(rows) + 1, cols=len(header), style="Light Shading")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _look(table)
    points = DENSE_POINTS if len(header) >= MANY_COLUMNS else TABLE_POINTS
    strong = [True, *(bold or [False] * len(rows))]
    lines = [header, *rows]
    for at, row in enumerate(table.rows):
        _mark(row, "cantSplit")
        for number, cell in enumerate(row.cells):
            cell.width = Mm(widths[number])
            paragraph = _fill(cell, lines[at][number], bold=strong[at], points=points)
            if number in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if at and strong[at]:
                _shade(cell)
    _mark(table.rows[0], "tblHeader")
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(2)


def hold_row(paragraph: Any, run: Any, key: str) -> None:
    """Put a run of a paragraph into a content control with the tag ``row:KEY``."""
    control, properties, content = (OxmlElement(f"w:{n}") for n in ("sdt", "sdtPr", "sdtContent"))
    tag = OxmlElement("w:tag")
    tag.set(qn("w:val"), f"row:{key}")
    properties.append(tag)
    control.append(properties)
    control.append(content)
    paragraph._p.replace(run._r, control)  # noqa: SLF001 - python-docx knows no content controls
    content.append(run._r)  # noqa: SLF001 - as above


def _fill(cell: Any, what: str | Marked, *, bold: bool, points: float) -> Any:
    """Write into a cell."""
    marked = what if isinstance(what, Marked) else Marked(what)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(marked.text)
    run.bold = bold
    run.font.size = Pt(points)
    if marked.row:
        hold_row(paragraph, run, marked.row)
    return paragraph


def _look(table: Any) -> None:
    """Leave out the stripes and the bold first column of the table's style; narrow its margins."""
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way
    look = properties.find(qn("w:tblLook"))
    for name, value in {"firstColumn": "0", "noHBand": "1", "val": "0620"}.items():
        look.set(qn(f"w:{name}"), value)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "60")  # twentieths of a point
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look.addprevious(margins)


def _shade(cell: Any) -> None:
    """Set a cell off by a light ground."""
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": GROUND}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - no other way


def _mark(row: Any, name: str) -> None:
    """Set a switch of a table row."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))  # noqa: SLF001 - no other way
