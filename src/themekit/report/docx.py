"""The report as a Word document: two pages in short, the findings section by section, appendices.

Upright pages for what is read; sideways ones for the findings, whose tables have a column a strand.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt, RGBColor

from themekit.report import docx_parts, order
from themekit.report.docx_contents import number_pages, start_contents, write_contents
from themekit.report.docx_section import write_all_codes, write_section
from themekit.report.docx_summary import write_contradictions, write_recommendations, write_summary
from themekit.style.zips import FIXED_TIME, with_fixed_clock

if TYPE_CHECKING:
    from themekit.report.model import ReportModel

SHORT, LONG, MARGIN = Mm(210), Mm(297), Mm(16)
SIDE = Mm(13)
TOP, FOOT = Mm(10), Mm(5)
HELD_BACK = 7.5  # points: what is above the two pages must leave them two
INK = RGBColor(0x1B, 0x1C, 0x20)
HEADINGS = {"Title": 19, "Subtitle": 11, "Heading 1": 16, "Heading 2": 12.5, "Heading 3": 10.5}
OTHERS = ("Caption", "Intense Quote", "Quote")


@dataclass(frozen=True, slots=True)
class DocxRenderer:
    """Renders ``theme_matrix.docx``."""

    name: str = "docx"
    suffix: str = ".docx"

    def render(self, model: ReportModel) -> bytes:
        """Return the document, its clock constant."""
        document = Document()
        _set_up(document, model)
        _head(document, model)
        if model.summary:
            write_summary(document, model.summary)
        contents = start_contents(document)
        _turn(document, sideways=True)
        write_all_codes(document, model)
        for at, outline in enumerate(model.outlines):
            document.add_heading(outline.heading, 1)
            for line in order.how_to_read(outline):
                document.add_paragraph(line)
            for section in outline.sections:
                write_section(document, section, model)
            if not at:
                write_contradictions(document, model)
                write_recommendations(document, model)
        for one in order.appendices(model):
            if one.key != "segments":  # who opens passages does so on a screen
                if one.key in ("codes", "about"):
                    _turn(document, sideways=one.key == "about")
                document.add_heading(one.heading, 1)
                docx_parts.APPENDICES[one.key](document, model)
        if model.advice:
            document.add_paragraph(model.advice)
        write_contents(document, contents)
        target = io.BytesIO()
        document.save(target)
        return with_fixed_clock(target.getvalue())


def _set_up(document: Any, model: ReportModel) -> None:
    """Set paper, fonts, language and the constant properties."""
    _lay(document.sections[0], sideways=False)
    number_pages(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for name in (*HEADINGS, *OTHERS):
        style = document.styles[name]
        style.font.color.rgb = INK
        style.paragraph_format.space_after = Pt(3)
        if name in HEADINGS:
            style.font.size = Pt(HEADINGS[name])
    document.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(12)
    document.styles["Heading 3"].paragraph_format.space_before = Pt(8)
    for name in ("Caption", "Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].paragraph_format.keep_with_next = True
    properties = document.core_properties
    properties.title = model.title[:255]
    properties.author = properties.last_modified_by = "themekit"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1


def _lay(page: Any, *, sideways: bool) -> None:
    """Set a section's paper."""
    page.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (LONG, SHORT) if sideways else (SHORT, LONG)
    page.left_margin = page.right_margin = MARGIN if sideways else SIDE
    page.top_margin, page.bottom_margin, page.footer_distance = TOP, TOP, FOOT


def _turn(document: Any, *, sideways: bool) -> None:
    """Start a new page that lies sideways or stands upright."""
    _lay(document.add_section(WD_SECTION.NEW_PAGE), sideways=sideways)


def _head(document: Any, model: ReportModel) -> None:
    """Write the title, what the report rests on, the notice and how much is doubted."""
    document.add_heading(model.title, 0)
    if model.subtitle:
        document.add_paragraph(model.subtitle, style="Subtitle")
    if model.summary:
        rests = document.add_paragraph(f"{model.summary.rests_on} {model.summary.date}".strip())
        rests.runs[0].font.size = Pt(9)
    if model.notice:
        notice = document.add_paragraph(style="Intense Quote")
        notice.add_run("Not yet checked. ").bold = True
        notice.add_run(model.notice)
    if model.doubts:
        document.add_paragraph(style="Intense Quote").add_run(model.doubts).bold = True
    for line in model.held_back:
        document.add_paragraph(line).runs[0].font.size = Pt(HELD_BACK)
