"""Which sheets the workbook has, in order, and the first one: what the workbook is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import order, words
from themekit.report.sheet import READ_ME, Field, Sheet
from themekit.report.sheet_findings import (
    findings_sheet,
    groups_sheet,
    recommendations_sheet,
    short_sheet,
    trust_sheet,
)
from themekit.report.sheet_lists import (
    by_question_sheet,
    closed_sheet,
    placed_sheet,
    quotes_sheet,
    segments_sheet,
)
from themekit.report.sheet_matrix import matrix_sheet, numbers_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from themekit.report.base import StrandBase
    from themekit.report.model import ReportModel
    from themekit.report.sheet import Line

MOST_SEGMENTS = 20_000


def sheets(model: ReportModel) -> Iterator[Sheet]:
    """Yield the sheets in order; one without a row is left out, except the first two."""
    yield _read_me(model)
    yield from _made(model, short_sheet, findings_sheet, recommendations_sheet)
    yield matrix_sheet(model)
    yield numbers_sheet(model)
    yield from _made(
        model,
        trust_sheet,
        groups_sheet,
        quotes_sheet,
        closed_sheet,
        placed_sheet,
        by_question_sheet,
    )
    if model.segments and len(model.segments) <= MOST_SEGMENTS:
        yield segments_sheet(model)


def _made(model: ReportModel, *makers: Callable[[ReportModel], Sheet | None]) -> Iterator[Sheet]:
    """Yield the sheets that have rows."""
    yield from (sheet for make in makers if (sheet := make(model)))


def _read_me(model: ReportModel) -> Sheet:
    """Tell what the workbook is and what it rests on."""
    lines: list[tuple[str, str]] = [
        ("How to read it", words.COUNTS_EXPLAINED),
        ("The columns", words.all_explained(one.role for one in model.columns)),
        ("Units", model.units.text),
        *((f"Strand: {b.name}", _base_text(b)) for b in model.base),
        *(("People and machine", note) for note in model.rests_on),
        *(("Population", note) for note in model.population),
        *model.facts,
    ]
    lines += [
        ("How to read it", line) for one in model.outlines[:1] for line in order.how_to_read(one)
    ]
    if model.advice:
        lines.append(("What to do next", model.advice))
    rows = (*_in_short(model), *((False, line) for line in lines))
    return Sheet(READ_ME, model.title, (Field("What"), Field("", 110)), rows, filtered=False)


def _in_short(model: ReportModel) -> Iterator[Line]:
    """Yield what is read first: one sentence, what must not be hidden, what numbers mean."""
    if model.subtitle:
        yield False, ("Subtitle", model.subtitle)
    summary = model.summary
    if not summary:
        return
    yield False, ("In one sentence", f"{summary.rests_on} {summary.date}")
    for heading, lines in ((order.CAVEATS, summary.caveats), (order.LEGEND, summary.legend)):
        if lines:
            yield True, (heading, None)
        yield from ((False, line) for line in lines)
    if summary.caveats or summary.legend:
        yield True, ("All else", None)


def _base_text(base: StrandBase) -> str:
    """Say in one line who and how much stands behind a strand."""
    parts = (
        base.role,
        base.sample,
        base.when,
        words.plural(base.cases, "participant"),
        words.plural(base.segments, "segment"),
        f"a segment is {base.unit}",
    )
    return "; ".join(part for part in parts if part)
