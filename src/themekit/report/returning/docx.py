"""An account as a Word document: two upright pages of A4."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from themekit.report.docx_contents import number_pages
from themekit.report.docx_table import add_table
from themekit.report.returning.layout import (
    Block,
    Grid,
    Listing,
    Paragraph,
    Quotation,
    Subheading,
    heading_of,
    sections_of,
)
from themekit.report.returning.room import LARGER, is_roomy
from themekit.style.zips import FIXED_TIME, with_fixed_clock

if TYPE_CHECKING:
    from themekit.report.returning.model import ReturnModel

TEXT, SMALL = 9.0, 8.0
"""Points; larger by `LARGER` where there is room."""
FONT = "Arial"
"""What stands in for it elsewhere is as wide: the two pages stay two."""
HEADINGS = {"Title": 17.0, "Heading 1": 11.5, "Heading 2": TEXT}
INK, QUIET = RGBColor(0x1B, 0x1C, 0x20), RGBColor(0x4D, 0x4F, 0x57)
SHORT, LONG, SIDE, TOP = Mm(210), Mm(297), Mm(18), Mm(13)
CARE = "FFF4E0"
WIDTHS = (48, 60, 24, 42)


def return_docx(model: ReturnModel) -> bytes:
    """Return the document, its clock constant."""
    document = Document()
    scale = LARGER if is_roomy(model) else 1.0
    _set_up(document, model, scale)
    quiet = document.add_paragraph(model.audience)
    _size(quiet, SMALL * scale, QUIET)
    document.add_heading(heading_of(model), 0)
    _size(document.add_paragraph(model.title), TEXT * scale, QUIET)
    for text in model.first:
        _notice(document, text)
    for section in sections_of(model):
        document.add_heading(section.heading, 1)
        for block in section.blocks:
            _write(document, block, scale)
    _size(document.add_paragraph(model.made), SMALL * scale, QUIET)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_clock(target.getvalue())


def _notice(document: Any, text: str) -> None:
    """Write what is said first, on a ground of its own: it is nobody's quotation."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.space_after = Pt(4)
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{CARE}"/>')
    paragraph._p.get_or_add_pPr().append(shade)  # noqa: SLF001 - no other way


def _write(document: Any, block: Block, scale: float) -> None:
    match block:
        case Subheading():
            document.add_heading(block.text, 2)
        case Paragraph():
            if block.label or block.text:
                _said(document.add_paragraph(), block)
        case Listing():
            for item in block.items:
                made = document.add_paragraph(style="List Bullet")
                made.paragraph_format.space_after = Pt(1)
                _said(made, item)
        case Quotation():
            said = document.add_paragraph(f"\u201c{block.text}\u201d", style="Quote")
            said.paragraph_format.keep_with_next = True
            said.paragraph_format.space_after = Pt(0)
            _size(document.add_paragraph(block.credit), SMALL * scale, QUIET)
        case Grid():
            add_table(document, block.head, block.rows, WIDTHS, right=block.right)


def _said(made: Any, block: Paragraph) -> None:
    """Write a paragraph, its label in bold."""
    if block.label:
        end = "" if block.label.endswith((".", "?", "!")) else ":"
        made.add_run(f"{block.label}{end} ").bold = True
    made.add_run(block.text)


def _size(paragraph: Any, points: float, colour: RGBColor) -> None:
    paragraph.paragraph_format.space_after = Pt(3)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(points), colour


def _in_font(style: Any) -> None:
    """Set a style in our type: the template's headings name a theme's, which would win."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[name]
    style.font.name = FONT


def _set_up(document: Any, model: ReturnModel, scale: float) -> None:
    """Set paper, fonts, language and the constant properties."""
    page = document.sections[0]
    page.page_width, page.page_height = SHORT, LONG
    page.left_margin = page.right_margin = SIDE
    page.top_margin = page.bottom_margin = TOP
    page.footer_distance = Mm(6)
    number_pages(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(TEXT * scale)
    normal.paragraph_format.space_after = Pt(2.5)
    normal.paragraph_format.line_spacing = 1.0
    for name in (*HEADINGS, "Quote"):
        style = document.styles[name]
        style.font.color.rgb = INK
        _in_font(style)
        style.paragraph_format.space_before = Pt(3)
        style.paragraph_format.space_after = Pt(2)
        if name in HEADINGS:
            style.font.size = Pt(HEADINGS[name] * scale)
            style.paragraph_format.keep_with_next = True
    document.styles["Heading 1"].paragraph_format.space_before = Pt(7)
    rule = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if rule is not None:  # the template's own blue line
        rule.getparent().remove(rule)
    properties = document.core_properties
    properties.title = f"{heading_of(model)}: {model.title}"[:255]
    properties.author = properties.last_modified_by = "themekit"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1
