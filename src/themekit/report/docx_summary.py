"""What of a Word document is read first and last: the two pages in short, what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from themekit.report import order
from themekit.report.docx_parts import add_picture, labelled, said_by
from themekit.report.docx_table import hold_row

if TYPE_CHECKING:
    from themekit.report.model import ReportModel
    from themekit.report.summary import SummaryModel, SummarySection

SMALL = 8.5
LEFT, RIGHT = 86, 92
DOTS_WIDTH = Mm(82)


def write_summary(document: Any, summary: SummaryModel) -> None:
    """Write a section each at a glance: its sentence; beside each other its figures and words."""
    document.add_heading(order.IN_SHORT, 1)
    for one in summary.sections:
        heading = document.add_heading(f"{one.number} {one.heading}", 2)
        heading.paragraph_format.space_before = Pt(7)
        _claim(document, one)
        _beside(document, one)
        more = f" {one.more}" if one.more else ""
        _small(labelled(document, "How sure: ", f"{one.sure}{more}"))
    for text in (summary.left_out, summary.advice):
        if text:
            document.add_paragraph(text)


def _claim(document: Any, one: SummarySection) -> None:
    """Write the finding; a sentence that rests on a row is held together with its key."""
    claim = document.add_paragraph()
    claim.paragraph_format.keep_with_next = True
    claim.paragraph_format.space_after = Pt(2)
    run = claim.add_run(one.finding)
    run.bold, run.italic = one.written, not one.written
    run.font.size = Pt(11 if one.written else SMALL)
    if one.row and one.written:
        hold_row(claim, run, one.row)


def _beside(document: Any, one: SummarySection) -> None:
    """Set what was counted beside what was said: a frame without lines, never torn."""
    frame = document.add_table(rows=1, cols=2)
    frame.autofit = False
    left, right = frame.rows[0].cells
    for cell, width in ((left, LEFT), (right, RIGHT)):
        cell.width = Mm(width)
    for number, label in one.closed:
        line = _line(left)
        line.add_run(number).bold = True
        line.add_run(f"  {label} (asked)")
        _small(line)
    if one.chart:
        caption = _line(left)
        run = caption.add_run(one.chart.title)
        _small(caption)
        if one.row:
            hold_row(caption, run, one.row)
        add_picture(_line(left).add_run(), one.chart, DOTS_WIDTH)
    elif one.figure:
        caption = _line(left)
        run = caption.add_run(one.figure)
        _small(caption)
        if one.row:
            hold_row(caption, run, one.row)
    if one.quote:
        if one.quote.question:
            _small(labelled(right, "Asked: ", one.quote.question))
        _line(right).add_run(f"“{one.quote.text}”").italic = True
        _small(_line(right, said_by(one.quote)))
    else:
        _small(_line(right, "No quotation of this section is confirmed by a person."))
    for cell in (left, right):
        if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
            first = cell.paragraphs[0]._p  # noqa: SLF001 - a cell starts with an empty paragraph
            first.getparent().remove(first)


def _line(cell: Any, text: str = "") -> Any:
    """Start a line of a cell, close to the one before."""
    made = cell.add_paragraph(text)
    made.paragraph_format.space_after = Pt(1)
    made.paragraph_format.keep_with_next = True
    return made


def _small(paragraph: Any) -> None:
    """Set a paragraph in small letters."""
    paragraph.paragraph_format.space_after = Pt(1)
    for run in paragraph.runs:
        run.font.size = Pt(SMALL)


def write_contradictions(document: Any, model: ReportModel) -> None:
    """List the places that do not say the same."""
    if model.contradictions:
        document.add_heading(order.CONTRADICTIONS, 1)
    for one in model.contradictions:
        document.add_paragraph(one.said).paragraph_format.keep_with_next = True
        for place in (one.first, one.second):
            document.add_paragraph(place, style="List Bullet")


def write_recommendations(document: Any, model: ReportModel) -> None:
    """Write the recommendations, each with the findings that it rests on."""
    if model.recommendations:
        document.add_heading(order.RECOMMENDATIONS, 1)
    for one in model.recommendations:
        advised = document.add_paragraph()
        advised.paragraph_format.keep_with_next = True
        advised.add_run(f"{one.id}  {one.text}").bold = True
        to = f"To: {one.addressee}. " if one.addressee else ""
        document.add_paragraph(f"{to}{one.said}")
        for number, statement in one.rests_on:
            document.add_paragraph(f"{number}: {statement}", style="List Bullet")
