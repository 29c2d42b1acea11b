"""The methods appendix as a Word document, upright."""

from __future__ import annotations

import io
from math import ceil
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from themekit.report.docx_table import add_table
from themekit.report.methods_blocks import (
    LEFT,
    Block,
    Grid,
    Heading,
    Listing,
    MethodsModel,
    Paragraph,
    Question,
)
from themekit.report.methods_paper import set_up
from themekit.style.zips import with_fixed_clock

PAPER_MM = 174
PADDING_MM, MM_A_LETTER, MM_A_BOLD_LETTER = 4.5, 1.75, 2.0
"""Of tables' type, in the widest of the fonts that stand in where Calibri is missing."""
CARE = "FFF4E0"


def methods_docx(model: MethodsModel) -> bytes:
    """Return the document, its clock constant."""
    document = Document()
    set_up(document, model.title)
    document.add_heading(model.title, 0)
    document.add_paragraph(model.subtitle, style="Subtitle")
    for block in model.blocks:
        _write(document, block)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_clock(target.getvalue())


def _write(document: Any, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, block.level - 1)
        case Paragraph():
            document.add_paragraph(block.text)
        case Listing():
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        case Question():
            _question(document, block.text)
        case Grid():
            document.add_paragraph(block.caption, style="Caption")
            add_table(document, block.header, block.rows, widths_of(block))


def _question(document: Any, text: str) -> None:
    """Write what is left to the authors, on a ground of its own."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{LEFT}: ").bold = True
    paragraph.add_run(text)
    paragraph.paragraph_format.left_indent = Mm(3)
    paragraph.paragraph_format.space_after = Pt(6)
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": CARE}.items():
        shade.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().append(shade)  # noqa: SLF001 - no other way


def widths_of(grid: Grid) -> tuple[int, ...]:
    """Return widths in millimetres that hold each column's longest word, the rest by content."""
    columns = list(zip(grid.header, *grid.rows, strict=True))
    least = [
        ceil(PADDING_MM + max(_longest(head) * MM_A_BOLD_LETTER, longest * MM_A_LETTER))
        for head, *cells in columns
        for longest in [max(map(_longest, cells), default=0)]
    ]
    wanted = [
        0 if at in grid.numeric else sum(map(len, column)) / len(column)
        for at, column in enumerate(columns)
    ]
    free = PAPER_MM - sum(least)
    if free <= 0:  # a word will break, whatever is done: by what each column needs
        return tuple(max(1, width * PAPER_MM // sum(least)) for width in least)
    total = sum(wanted) or 1
    return tuple(low + int(free * one / total) for low, one in zip(least, wanted, strict=True))


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)
