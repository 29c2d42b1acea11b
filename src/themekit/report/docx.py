"""The report as a Word document: a heading, a table, closed questions and quotations a section."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt, RGBColor

from themekit.report import charts, words
from themekit.report.docx_table import add_table
from themekit.style.zips import FIXED_TIME, with_fixed_clock

if TYPE_CHECKING:
    from themekit.report.bars import ChartModel
    from themekit.report.cells import Cell
    from themekit.report.closed import ClosedGroup
    from themekit.report.model import ReportModel, SectionModel
    from themekit.report.quotes import Quote

A4, MARGIN = (Mm(297), Mm(210)), Mm(18)
INK = RGBColor(0x1F, 0x23, 0x28)
CHART_WIDTH = Mm(100)
PAPER_MM, LABEL_MM = 261, 50


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
        _about(document, model)
        for outline in model.outlines:
            document.add_heading(outline.heading, 1)
            for section in outline.sections:
                _section(document, section, model)
        if model.other_closed:
            document.add_heading("Other closed questions", 1)
            for group in model.other_closed:
                _closed(document, group)
        target = io.BytesIO()
        document.save(target)
        return with_fixed_clock(target.getvalue())


def _set_up(document: Any, model: ReportModel) -> None:
    """Set paper, fonts, language and the constant properties."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Intense Quote"):
        document.styles[name].font.color.rgb = INK
    document.styles["Caption"].paragraph_format.keep_with_next = True
    properties = document.core_properties
    properties.title = model.title[:255]
    properties.author = properties.last_modified_by = "themekit"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1


def _head(document: Any, model: ReportModel) -> None:
    """Write title, subtitle, the notice and how much is doubted."""
    document.add_heading(model.title, 0)
    if model.subtitle:
        document.add_paragraph(model.subtitle, style="Subtitle")
    if model.notice:
        notice = document.add_paragraph(style="Intense Quote")
        notice.add_run("Not yet checked. ").bold = True
        notice.add_run(model.notice)
    if model.doubts:
        document.add_paragraph(style="Intense Quote").add_run(model.doubts).bold = True


def _about(document: Any, model: ReportModel) -> None:
    """Write who was asked and how the report was made."""
    document.add_heading("What this rests on", 1)
    document.add_paragraph(words.COUNTS_EXPLAINED)
    document.add_paragraph(words.all_explained(model.columns))
    if model.base:
        header = (
            "Strand",
            "Role",
            "How chosen",
            "When",
            "Participants",
            "Segments",
            "A segment is",
        )
        rows = [
            (
                base.name,
                base.role,
                base.sample or "not stated",
                base.when or "not stated",
                f"{base.cases:,}",
                f"{base.segments:,}",
                base.unit,
            )
            for base in model.base
        ]
        add_table(document, header, rows, (45, 60, 40, 40, 25, 25, 26))
    document.add_paragraph(model.units.text)
    for note in (*model.rests_on, *model.population):
        document.add_paragraph(note)
    for name, value in model.facts:
        fact = document.add_paragraph(style="List Bullet")
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(value)


def _section(document: Any, section: SectionModel, model: ReportModel) -> None:
    """Write one section of the findings."""
    document.add_heading(f"{section.number} {section.heading}", 2)
    if section.statement:
        document.add_paragraph(section.statement)
    if not section.supported:
        document.add_paragraph().add_run(words.NO_SUPPORT).italic = True
    if section.rows:
        _matrix(document, section, model)
    for chart in section.charts:
        _picture(document, chart)
    for group in section.closed:
        _closed(document, group)
    for chart in section.closed_charts:
        _picture(document, chart)
    for quote in section.quotes:
        _quote(document, quote)


def _matrix(document: Any, section: SectionModel, model: ReportModel) -> None:
    """Write the section's table; themes in bold, strands that stand apart named so."""
    apart = {"validation", "context"}
    names = [c.heading + (f" ({c.role})" if c.role in apart else "") for c in model.columns]
    rows = [[row.label, *map(_cell, row.cells), row.checked_text] for row in section.rows]
    bold = [row.kind != "code" for row in section.rows]
    figure = (PAPER_MM - LABEL_MM) // (len(names) + 1)
    widths = (LABEL_MM, *([figure] * (len(names) + 1)))
    add_table(document, ("Theme and codes", *names, "Checked"), rows, widths, bold=bold)


def _cell(cell: Cell | None) -> str:
    """Return a figure: people first, segments second."""
    if cell is None:
        return words.NO_FIGURE
    more = [cell.segments_text] if cell.row.segments else []
    return "\n".join([cell.text, *more, *cell.details, *cell.doubts])


def _closed(document: Any, group: ClosedGroup) -> None:
    """Write a table of closed questions under its caption."""
    document.add_paragraph(group.caption, style="Caption")
    rows = [(item.label, item.positive_text, item.answers_text) for item in group.items]
    add_table(document, ("Question", "Positive answers", "All answers"), rows, (100, 45, 115))


def _picture(document: Any, chart: ChartModel) -> None:
    """Draw a chart, its description as the picture's text for those who do not see it."""
    document.add_paragraph(chart.title, style="Caption")
    document.add_picture(io.BytesIO(charts.png(chart)), width=CHART_WIDTH)
    drawn = document.inline_shapes[-1]._inline.docPr  # noqa: SLF001 - python-docx has no other way
    drawn.set("descr", chart.description)
    drawn.set("title", chart.title)


def _quote(document: Any, quote: Quote) -> None:
    """Write a quotation and its attribution."""
    said = document.add_paragraph(f"“{quote.text}”", style="Quote")
    said.paragraph_format.keep_with_next = True
    under = f" ({quote.codes_text})" if quote.codes else ""
    document.add_paragraph(f"{quote.credit}{under}")
