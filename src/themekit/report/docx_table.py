"""A table in a Word document: heading row repeated, rows never torn, words never broken.

A cell whose figure rests on a row of the matrix is a content control with the tag ``row:KEY``, so
that whoever copies it into a report of their own takes along what it rests on. Tables are written
as XML at once: cell by cell they would take longer than all the rest of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TABLE_POINTS, DENSE_POINTS = 8.5, 7
MANY_COLUMNS = 8  # from so many columns on the letters are small
GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="F6F5F1"/>'
TWIPS = 56.7  # in a millimetre
PROPERTIES = (
    '<w:tblPr><w:tblStyle w:val="LightShading"/><w:tblW w:w="{width}" w:type="dxa"/>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0620" w:firstRow="1" '
    'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
)


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
    points = DENSE_POINTS if len(header) >= MANY_COLUMNS else TABLE_POINTS
    twips = [round(width * TWIPS) for width in widths]
    strong = bold or [False] * len(rows)
    made = "".join(
        _row(row, twips, points, right, bold=is_bold)
        for row, is_bold in zip(rows, strong, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    head = _row(header, twips, points, right, bold=True, head=True)
    properties = PROPERTIES.format(width=sum(twips))
    xml = f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{head}{made}</w:tbl>"
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(2)
    gap._p.addprevious(parse_xml(xml))  # noqa: SLF001 - python-docx takes no table as it is


def _row(
    cells: Sequence[str | Marked],
    twips: Sequence[int],
    points: float,
    right: Collection[int],
    *,
    bold: bool,
    head: bool = False,
) -> str:
    """Write a row; the head is repeated on every page."""
    ground = GROUND if bold and not head else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}</w:tcPr>'
        f"{_paragraph(cell, points, bold=bold, right=at in right, head=head)}</w:tc>"
        for at, (cell, width) in enumerate(zip(cells, twips, strict=True))
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"


def _paragraph(cell: str | Marked, points: float, *, bold: bool, right: bool, head: bool) -> str:
    """Write what stands in a cell; a head never stands alone at the foot of a page."""
    text, key = (cell.text, cell.row) if isinstance(cell, Marked) else (cell, "")
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    run = f'<w:r><w:rPr>{weight}<w:sz w:val="{round(points * 2)}"/></w:rPr>{lines}</w:r>'
    if key:
        tag = f'<w:sdtPr><w:tag w:val="row:{escape(key)}"/></w:sdtPr>'
        run = f"<w:sdt>{tag}<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    side = '<w:jc w:val="right"/>' if right else ""
    keep = "<w:keepNext/>" if head else ""
    return f'<w:p><w:pPr>{keep}<w:spacing w:after="0"/>{side}</w:pPr>{run}</w:p>'


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
