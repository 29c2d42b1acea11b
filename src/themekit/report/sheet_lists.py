"""The workbook's lists: quotations, closed and open questions, segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import placed, words
from themekit.report.sheet import MIDDLE, NARROW, WIDE, Field, Sheet, Value

if TYPE_CHECKING:
    from themekit.records import QuestionRow
    from themekit.report.closed import ClosedItem
    from themekit.report.model import ReportModel
    from themekit.report.shown import ShownSegment


def quotes_sheet(model: ReportModel) -> Sheet | None:
    """List the quotations; in public without ids."""
    ids = (Field("Segment", 30), Field("Case", NARROW), Field("Document", MIDDLE))
    rest = (
        Field("Attribution"),
        Field("Code", 30),
        Field("Opposes", 30),
        Field("Text", WIDE),
        Field("Status", NARROW),
        Field("Coded by", 30),
        Field("Codebook version", NARROW),
    )
    rows = tuple(
        (
            False,
            (
                *(() if model.public else (q.segment_id, q.case, q.document)),
                q.attribution,
                ", ".join(q.codes),
                ", ".join(q.opposed),
                q.text,
                q.status,
                ", ".join(q.coders),
                q.codebook_version,
            ),
        )
        for q in model.quotes
    )
    columns = rest if model.public else (*ids, *rest)
    return Sheet("Quotes", "Quotations, code by code", columns, rows) if rows else None


def closed_sheet(model: ReportModel) -> Sheet | None:
    """List the closed questions, each once, answer by answer."""
    columns = (
        Field("Section"),
        Field("Strand"),
        Field("Wave", NARROW),
        Field("Question", 44),
        Field("Answer"),
        Field("n", NARROW, "integer"),
        Field("Answered", NARROW, "integer"),
        Field("Asked", NARROW, "integer"),
        Field(f"Share (from {words.FEW} answers)", NARROW, "share"),
    )
    groups = [g for section in model.outlines[0].sections for g in section.closed]
    rows = tuple(
        (
            bold,
            _closed_line(i, answer, n),
        )
        for group in [*groups, *model.other_closed]
        for i in group.items
        for bold, answer, n in [
            *((False, answer, n) for answer, n in i.answers),
            *([(True, "Positive answers", i.positive)] if i.positive is not None else []),
        ]
    )
    return Sheet("Closed questions", "Closed questions", columns, rows) if rows else None


def _closed_line(item: ClosedItem, answer: str, n: int) -> tuple[Value, ...]:
    """Return one answer to one closed question, its share only where enough answered."""
    share = n / item.answered if item.answered >= words.FEW else None
    place = (item.section, item.strand, item.wave, item.label)
    return (*place, answer, n, item.answered, item.asked, share)


def placed_sheet(model: ReportModel) -> Sheet | None:
    """List what tellers placed themselves, question by question and wave by wave."""
    place = (Field("Section"), Field("Strand"), Field("Wave", NARROW))
    columns = (*place, *(Field(head, 44) for head in placed.HEADS))
    groups = [g for section in model.outlines[0].sections for g in section.closed]
    rows = tuple(
        (False, (row.section, row.strand, row.wave, *placed.cells(row)))
        for group in [*groups, *model.other_closed]
        for row in group.placed
    )
    title = "Placed by the tellers themselves"
    return Sheet("Placed", title, columns, rows) if rows else None


def by_question_sheet(model: ReportModel) -> Sheet | None:
    """List open question x code."""
    columns = (
        Field("Strand"),
        Field("Wave", NARROW),
        Field("Question", 44),
        Field("Code", 30),
        Field("Cases", NARROW, "integer"),
        Field("only suggested", NARROW, "integer"),
        Field("Answered", NARROW, "integer"),
        Field("Asked", NARROW, "integer"),
        Field("Basis", 30),
    )
    rows = tuple((False, _question_line(row)) for row in model.by_question)
    return Sheet("By question", "Codes by open question", columns, rows) if rows else None


def _question_line(row: QuestionRow) -> tuple[Value, ...]:
    """Return one code of one open question: what people found, and beside it what nobody read."""
    place = (row.strand, row.wave, row.question, row.code)
    found = None if row.unchecked else row.found
    suggested = (row.cases - row.found) or None
    return (
        *place,
        found,
        suggested,
        row.answered,
        row.asked,
        words.BASIS.get(row.basis, row.basis),
    )


def segments_sheet(model: ReportModel) -> Sheet:
    """List the segments behind the figures."""
    columns = (
        Field("Segment", 30),
        Field("Strand"),
        Field("Document"),
        Field("Case", NARROW),
        Field("Speaker", NARROW),
        Field("Asked", 40),
        Field("Text", WIDE),
        Field("Codes", 44),
    )
    rows = tuple((False, _segment_line(segment)) for segment in model.segments)
    title = "Segments behind the figures (all of them are in segments.csv)"
    return Sheet("Segments", title, columns, rows, frozen=1)


def _segment_line(segment: ShownSegment) -> tuple[Value, ...]:
    """Return one segment with its codes in words."""
    codes = "; ".join(f"{code.name} ({code.status})" for code in segment.codes)
    place = (segment.id, segment.strand, segment.document, segment.case, segment.speaker)
    return (*place, segment.question, segment.text, codes)
