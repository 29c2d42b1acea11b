"""A section of the findings in a Word document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from themekit.report import order, overview, words
from themekit.report.docx_parts import (
    add_picture,
    add_quote,
    labelled,
    write_against,
    write_closed,
    write_sure,
)
from themekit.report.docx_table import Marked, add_table, hold_row
from themekit.report.rows import row_key

if TYPE_CHECKING:
    from themekit.report.cells import Cell
    from themekit.report.model import ReportModel, SectionModel

CHART_WIDTH = Mm(88)
MOST_BARS = 12
"""Of one picture: it stands with its headings on a page that lies on its side."""
PAPER_MM, LABEL_MM, NAME_MM, ID_MM = 265, 42, 54, 18


def write_section(document: Any, section: SectionModel, model: ReportModel) -> None:
    """Write a section: findings, what was asked, what was raised, words, whose voice."""
    document.add_heading(f"{section.number} {section.heading}", 2)
    if section.findings:
        _findings(document, section)
    if section.statement:
        labelled(document, f"{order.STATEMENT}: ", section.statement)
    if not section.supported:
        document.add_paragraph().add_run(words.NO_SUPPORT).italic = True
    if section.closed:
        document.add_heading(order.ASKED, 3)
        for chart in section.closed_charts:
            _chart(document, chart)
        for group in section.closed:
            write_closed(document, group)
    if section.rows:
        document.add_heading(order.RAISED, 3)
        for chart in section.charts:
            _chart(document, chart)
        _matrix(document, section, model)
    _quotes(document, section)
    if section.voices:
        _voices(document, section)


def write_all_codes(document: Any, model: ReportModel) -> None:
    """Write all codes in one table, a column a strand; nothing where a section's is the same."""
    lines = overview.lines_of(model)
    if not lines:
        return
    document.add_heading(overview.HEADING, 1)
    document.add_paragraph(overview.caption(lines), style="Caption")
    rows: list[list[str | Marked]] = [
        [overview.label_of(line), *map(_alone, line[1].cells)] for line in lines
    ]
    figure = (PAPER_MM - NAME_MM) / max(1, len(model.columns))
    widths = (NAME_MM, *([figure] * len(model.columns)))
    names = (_named(column.heading, column.role) for column in model.columns)
    bold = [row.kind != "code" for _, row in lines]
    add_table(document, ("Theme and codes", *names), rows, widths, bold=bold)


def _alone(cell: Cell | None) -> Marked:
    """Return the figure of a cell, and the row that it rests on."""
    return Marked(overview.figure(cell), row_key(cell.row)) if cell else Marked(words.NO_FIGURE)


def _findings(document: Any, section: SectionModel) -> None:
    """Write the study's findings and what each strand says of them."""
    document.add_heading(order.FINDINGS, 3)
    for one in section.findings:
        claim = document.add_paragraph()
        claim.paragraph_format.keep_with_next = True
        claim.add_run(f"{one.id}  ")
        run = claim.add_run(one.statement)
        run.bold = True
        if one.row:
            hold_row(claim, run, one.row)
        if one.dissent.by_strand or one.against:
            against = document.add_paragraph()
            against.paragraph_format.keep_with_next = True
            write_against(against, one.dissent.by_strand, order.against_text(one))
        sure = write_sure(document, one.sure)
        by = ", ".join(part for part in (one.author, one.status) if part)
        sure.add_run(f" ({by})" if by else "")
    strands = order.support_of(section.findings[0])
    if not strands:
        return
    header = ("Finding", *(_named(words.strand(one.strand), one.role) for one in strands))
    rows: list[list[str | Marked]] = [
        [one.id, *(Marked("\n".join(order.support_text(s)), s.row) for s in order.support_of(one))]
        for one in section.findings
    ]
    width = (PAPER_MM - ID_MM) / len(strands)
    document.add_paragraph(order.FIGURES_EXPLAINED).paragraph_format.keep_with_next = True
    document.add_paragraph(f"{section.heading}: {order.SUPPORT}", style="Caption")
    add_table(document, header, rows, (ID_MM, *([width] * len(strands))))


def _named(name: str, role: str) -> str:
    """Return the heading of a strand's column; one that stands apart is named so."""
    return f"{name} ({role})" if role in order.APART else name


def _matrix(document: Any, section: SectionModel, model: ReportModel) -> None:
    """Write the section's table; themes in bold, strands that stand apart named so."""
    names = [_named(column.heading, column.role) for column in model.columns]
    rows: list[list[str | Marked]] = [
        [order.label_of(row, section), *map(_cell, row.cells), order.checked_of(row, model)]
        for row in section.rows
    ]
    bold = [row.kind != "code" for row in section.rows]
    figure = (PAPER_MM - LABEL_MM) / (len(names) + 1)
    widths = (LABEL_MM, *([figure] * (len(names) + 1)))
    document.add_paragraph(f"{section.heading}: {order.caption(section.rows)}", style="Caption")
    header = ("Theme and codes", *names, "Checked by people")
    add_table(document, header, rows, widths, bold=bold)


def _cell(cell: Cell | None) -> Marked:
    """Return a figure and what makes it doubtful; the rest of it is in theme_matrix.csv."""
    if cell is None:
        return Marked(words.NO_FIGURE)
    return Marked("\n".join([cell.text, *order.cell_lines(cell)]), row_key(cell.row))


def _chart(document: Any, chart: Any) -> None:
    """Draw a chart under its title, in pictures that a page holds, all of one scale."""
    document.add_paragraph(chart.title, style="Caption")
    pictures = -(-len(chart.bars) // MOST_BARS)
    size = -(-len(chart.bars) // pictures)
    for at in range(0, len(chart.bars), size):
        told = chart.description if not at else f"The chart goes on: {chart.title}."
        part = replace(chart, bars=chart.bars[at : at + size], description=told)
        add_picture(document.add_paragraph().add_run(), part, CHART_WIDTH)


def _quotes(document: Any, section: SectionModel) -> None:
    """Write the quotations under what each stands for, and where none speaks against it."""
    if section.quotes or section.silent:
        document.add_heading(order.QUOTED, 3)
    place = ""
    for one in section.quotes:
        if one.place and one.place != place:
            _place(document, order.PLACES.get(one.place, one.place))
        place = one.place
        add_quote(document, one)
    if section.silent:
        _place(document, order.PLACES["against"])
        document.add_paragraph(section.silent).runs[0].italic = True


def _place(document: Any, name: str) -> None:
    """Write what the quotations that follow stand for."""
    label = document.add_paragraph()
    label.paragraph_format.keep_with_next = True
    label.paragraph_format.space_after = Pt(1)
    label.add_run(name).bold = True


def _voices(document: Any, section: SectionModel) -> None:
    """Write whose voice the section is."""
    if section.voices is None:
        return
    document.add_heading(order.VOICES, 3)
    for note in section.voices.notes:
        document.add_paragraph(note)
    if section.voices.voices:
        rows = [order.voice_cells(one) for one in section.voices.voices]
        add_table(document, order.VOICE_HEADS, rows, (60, 25, 25, 25, 25, 80), right=range(1, 5))
