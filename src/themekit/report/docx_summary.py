"""What of a Word document is read first and last: the two pages in short, what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from themekit.report import order
from themekit.report.docx_parts import add_picture, labelled, write_against, write_sure
from themekit.report.docx_table import hold_row

if TYPE_CHECKING:
    from themekit.report.model import ReportModel
    from themekit.report.quotes import Quote
    from themekit.report.summary import SummaryModel, SummarySection

SMALL, SAID, CLAIM, HEADING = 7, 7.5, 9, 9
COLUMN_GAP = 340  # twentieths of a point
LEFT, RIGHT = 86, 96
DOTS_WIDTH = Mm(64)
SPLIT, QUIET = 6.5, RGBColor(0x4D, 0x4F, 0x57)


def write_summary(document: Any, summary: SummaryModel) -> None:
    """Write a section each at a glance: its sentence; beside each other its figures and words."""
    document.add_heading(order.IN_SHORT, 1)
    if summary.caveats or summary.legend:
        _columns(document, 2)
        for heading, lines in ((order.CAVEATS, summary.caveats), (order.LEGEND, summary.legend)):
            if lines:
                _heading(document, heading)
            for name, said in lines:
                _small(labelled(document, f"{name}: ", said))
        _columns(document, 1)
    for one in summary.sections:
        _heading(document, f"{one.number} {one.heading}")
        _claim(document, one)
        if one.written or one.closed or one.figure or one.quote:
            _beside(document, one)
        _weighed(document, one)
    for text in (summary.left_out, summary.advice):
        if text:
            document.add_paragraph(text)


def _heading(document: Any, text: str) -> None:
    heading = document.add_heading(text, 2)
    heading.paragraph_format.space_before = Pt(3)
    heading.paragraph_format.space_after = Pt(0)
    heading.runs[0].font.size = Pt(HEADING)


def _claim(document: Any, one: SummarySection) -> None:
    """Write the finding; a sentence that rests on a row is held together with its key."""
    claim = document.add_paragraph()
    claim.paragraph_format.keep_with_next = True
    claim.paragraph_format.space_after = Pt(2)
    run = claim.add_run(one.finding)
    run.bold, run.italic = one.written, not one.written
    run.font.size = Pt(CLAIM if one.written else SMALL)
    if one.row and one.written:
        hold_row(claim, run, one.row)
    if one.more:
        claim.add_run(f"  ({one.more})").font.size = Pt(SMALL)


def _beside(document: Any, one: SummarySection) -> None:
    """Set what was counted beside what was said: a frame without lines, never torn."""
    frame = document.add_table(rows=1, cols=2)
    frame.autofit = False
    left, right = frame.rows[0].cells
    left.width, right.width = Mm(LEFT), Mm(RIGHT)
    if one.closed:
        asked = _line(left)
        asked.add_run(f"{order.asked_text(one)}:")
        _small(asked)
    for number, label, split in one.closed:
        line = _line(left)
        line.add_run(number).bold = True
        line.add_run(f"  {label}")
        _small(line)
        if split:
            _quiet(_line(left, split))
    if one.size:
        _small(_line(left, one.size))
    _row(left, one)
    if one.quote or one.written:
        _said(right, one.quote)
    for cell in (left, right):
        first = cell.paragraphs[0]._p  # noqa: SLF001 - a cell starts with an empty paragraph
        if len(cell.paragraphs) > 1:
            first.getparent().remove(first)


def _row(cell: Any, one: SummarySection) -> None:
    """Write the row that carries a section: as a picture under its name, else in words."""
    if not one.figure:
        if one.written and not one.closed:
            _small(_line(cell, order.NO_FIGURE))
        return
    caption = _line(cell)
    if one.chart:
        caption.add_run(one.chart.title)
        add_picture(_line(cell).add_run(), one.chart, DOTS_WIDTH)
    else:
        caption.add_run(f"{one.figure}: ")
    told = one.beside if one.chart else one.figures
    line = _line(cell) if one.chart and told else caption
    for at, (text, key) in enumerate(told):
        line.add_run("; " if at else "")
        run = line.add_run(text)
        run.font.size = Pt(SMALL)
        hold_row(line, run, key)
    _small(line)
    _small(caption)


def _weighed(document: Any, one: SummarySection) -> None:
    """Write how sure it is; on a line of its own who says the opposite, what is against it."""
    if one.sure:
        line = write_sure(document, one.sure)
        line.paragraph_format.keep_with_next = order.is_against_told(one)
        _small(line)
    if order.is_against_told(one):
        line = document.add_paragraph()
        nobody = order.NOBODY_AGAINST if one.nobody_against else ""
        told = (nobody, order.otherwise_text(one), order.against_text(one))
        write_against(line, one.opposite, " ".join(part for part in told if part), SMALL)
        _small(line)


def _columns(document: Any, number: int) -> None:
    """Go on in so many columns, on the same page."""
    part = document.add_section(WD_SECTION.CONTINUOUS)
    columns = part._sectPr.find(qn("w:cols"))  # noqa: SLF001 - python-docx has no other way
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(COLUMN_GAP))


def _said(cell: Any, quote: Quote | None) -> None:
    """Write the strongest quotation: what was asked, the words, who speaks."""
    if quote is None:
        _small(_line(cell, order.NO_QUOTE))
        return
    if quote.question:
        asked = _line(cell)
        asked.add_run("Asked: ").bold = True
        asked.add_run(quote.question)
        _small(asked)
    said = _line(cell)
    run = said.add_run(f"“{' '.join(quote.text.split())}”")
    run.italic, run.font.size = True, Pt(SAID)
    _small(_line(cell, order.speaker_of(quote)))


def _line(place: Any, text: str = "") -> Any:
    """Start a line of a cell or of the page, close to the one before."""
    made = place.add_paragraph(text)
    made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.keep_with_next = True
    return made


def _small(paragraph: Any) -> None:
    """Set a paragraph in small letters."""
    paragraph.paragraph_format.space_after = Pt(0)
    for run in paragraph.runs:
        run.font.size = Pt(SMALL)


def _quiet(paragraph: Any) -> None:
    """Set a paragraph smaller still, and grey: it says what a figure above is made of."""
    _small(paragraph)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(SPLIT), QUIET


def write_contradictions(document: Any, model: ReportModel) -> None:
    """List the places that do not say the same."""
    if model.contradictions:
        document.add_heading(order.CONTRADICTIONS, 1)
    for one in model.contradictions:
        found = document.add_paragraph(style="List Bullet")
        found.add_run(f"{order.between(one)}: ").bold = True
        found.add_run(one.said)


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
    if order.unused_text(model):
        document.add_paragraph(order.unused_text(model))
