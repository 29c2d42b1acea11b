"""Parts that a Word document is put together from: pictures, quotations, appendices."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx.shared import Pt, RGBColor

from themekit.report import charts, fairness, order, placed, words
from themekit.report.docx_table import add_table, hold_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from themekit.report.bars import ChartModel
    from themekit.report.closed import ClosedGroup
    from themekit.report.findings import Sureness
    from themekit.report.model import ReportModel
    from themekit.report.quotes import Quote


CARE = RGBColor(0x7A, 0x3E, 0x00)
"""Of what speaks against a finding, as the pages colour it."""


def labelled(place: Any, label: str, text: str) -> Any:
    """Add a paragraph that opens with a label in bold, and return it."""
    made = place.add_paragraph()
    made.add_run(label).bold = True
    made.add_run(text)
    return made


def write_sure(place: Any, sure: Sureness) -> Any:
    """Write how sure a finding is, the word first, and return the paragraph."""
    made = labelled(place, f"{order.HOW_SURE}: ", "")
    if sure.word:
        made.add_run(f"{sure.word}. ").bold = True
    made.add_run(sure.because)
    return made


def write_against(
    made: Any, opposite: Sequence[tuple[str, str]], said: str, size: float | None = None
) -> None:
    """Add to a paragraph who says the opposite, each figure with its row, then what else does."""
    made.add_run(f"{order.AGAINST}: ").bold = True
    for at, (text, key) in enumerate(opposite):
        made.add_run("; " if at else "")
        run = made.add_run(text)
        run.bold, run.font.size = True, Pt(size) if size else None
        run.font.color.rgb = CARE
        hold_row(made, run, key)  # a run that is held is no run of the paragraph any more
    made.add_run(f"{'. ' if opposite else ''}{said}")


def add_picture(run: Any, chart: ChartModel, width: int) -> None:
    """Draw a chart, its description as the picture's text for those who do not see it."""
    picture = run.add_picture(io.BytesIO(charts.png(chart)), width=width)
    drawn = picture._inline.docPr  # noqa: SLF001 - python-docx has no other way
    drawn.set("descr", chart.description)
    drawn.set("title", chart.title)


def said_by(quote: Quote) -> str:
    """Return what stands below a quotation."""
    return f"{quote.credit} ({quote.codes_text})" if quote.codes else quote.credit


def add_quote(document: Any, quote: Quote) -> None:
    """Write a quotation: what was asked, the words, who said them."""
    if quote.question:
        asked = labelled(document, "Asked: ", quote.question)
        asked.paragraph_format.keep_with_next = True
        asked.paragraph_format.space_after = Pt(1)
    said = document.add_paragraph(f"“{quote.text}”", style="Quote")
    said.paragraph_format.keep_with_next = True
    said.paragraph_format.space_after = Pt(1)
    credit = document.add_paragraph(said_by(quote))
    for run in credit.runs:
        run.font.size = Pt(8.5)
    credit.paragraph_format.space_after = Pt(7)


def write_closed(document: Any, group: ClosedGroup) -> None:
    """Write a table of closed questions under its caption, then what tellers placed."""
    if group.items:
        document.add_paragraph(group.caption, style="Caption")
        rows = [(item.label, item.positive_text, item.answers_text) for item in group.items]
        header = ("Question", "Positive answers", "All answers")
        add_table(document, header, rows, (88, 36, 141), right=(1,))
    if group.placed:
        caption = placed.caption(group.strand, group.wave)
        document.add_paragraph(caption, style="Caption")
        lines = [placed.cells(row) for row in group.placed]
        add_table(document, placed.HEADS, lines, (60, 55, 90, 60))


def _about(document: Any, model: ReportModel) -> None:
    """Write who was asked and how the report was made."""
    document.add_paragraph(words.COUNTS_EXPLAINED)
    document.add_paragraph(words.all_explained(one.role for one in model.columns))
    if model.base:
        header = (
            "Strand", "Role", "How chosen", "When", "Participants", "Segments", "A segment is",
        )  # fmt: skip
        rows = [order.base_cells(one) for one in model.base]
        add_table(document, header, rows, (45, 60, 40, 40, 25, 25, 30), right=(4, 5))
    document.add_paragraph(model.units.text)
    for note in (*model.rests_on, *model.population):
        document.add_paragraph(note)
    for name, value in model.facts:
        fact = document.add_paragraph(style="List Bullet")
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(value)


def _trust(document: Any, model: ReportModel) -> None:
    """Write how far each code's suggestions hold."""
    if model.trust:
        document.add_paragraph(order.TRUST_EXPLAINED)
        rows = order.trust_cells(model)
        add_table(document, order.TRUST_HEADS, rows, (90, 30, 60, 60), right=(1,))
    if model.fair:
        document.add_heading(fairness.HEADING, 2)
        document.add_paragraph(fairness.EXPLAINED)
        for line in model.fair:
            document.add_paragraph(line, style="List Bullet")


def _closed(document: Any, model: ReportModel) -> None:
    """Write the closed questions that belong to no section."""
    for group in model.other_closed:
        write_closed(document, group)


def _codes(document: Any, model: ReportModel) -> None:
    """Write what each code means."""
    rows = [(one.name, one.theme, one.definition or "No definition.") for one in model.codes]
    add_table(document, ("Code", "Theme", "What it means"), rows, (45, 40, 93))


def _quotes(document: Any, model: ReportModel) -> None:
    """List every quotation, code by code."""
    for name, found in order.by_code(model.quotes):
        rows = [(f"“{one.text}”", one.credit) for one in found]
        add_table(document, (name or "No code", "Who says so"), rows, (118, 60))


APPENDICES: Mapping[str, Callable[[Any, ReportModel], None]] = {
    "about": _about,
    "trust": _trust,
    "closed": _closed,
    "codes": _codes,
    "quotes": _quotes,
}
"""What writes each appendix, by its key."""
