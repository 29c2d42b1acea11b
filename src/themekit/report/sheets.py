"""Which sheets the workbook has, in order, and the first one: what the workbook is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.sheet import Field, Sheet
from themekit.report.sheet_lists import (
    by_question_sheet,
    closed_sheet,
    quotes_sheet,
    segments_sheet,
)
from themekit.report.sheet_matrix import matrix_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.base import StrandBase
    from themekit.report.model import ReportModel

MOST_SEGMENTS = 20_000


def sheets(model: ReportModel) -> Iterator[Sheet]:
    """Yield the sheets in order; one without a row is left out, except the first two."""
    yield _read_me(model)
    yield matrix_sheet(model)
    yield from (
        sheet
        for sheet in (quotes_sheet(model), closed_sheet(model), by_question_sheet(model))
        if sheet
    )
    if model.segments and len(model.segments) <= MOST_SEGMENTS:
        yield segments_sheet(model)


def _read_me(model: ReportModel) -> Sheet:
    """Tell what the workbook is and what it rests on."""
    lines: list[tuple[str, str]] = [
        ("How to read it", words.COUNTS_EXPLAINED),
        ("The column All", words.all_explained(model.columns)),
        ("Units", model.units.text),
        *((f"Strand: {b.name}", _base_text(b)) for b in model.base),
        *(("People and machine", note) for note in model.rests_on),
        *(("Population", note) for note in model.population),
        *model.facts,
    ]
    if model.subtitle:
        lines.insert(0, ("Subtitle", model.subtitle))
    rows = tuple((False, line) for line in lines)
    return Sheet("Read me", model.title, (Field("What"), Field("", 110)), rows, filtered=False)


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
