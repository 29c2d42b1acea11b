"""Which segments a reader can open behind each figure: strongest first, and not too many in all."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from themekit.codebook import Code
    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs

CAPS = (200, 100, 50, 20, 10, 5)
# A page of some 8 MB still opens at once; a segment costs its text, its context and its mark-up.
BUDGET = 7_000_000
SEGMENT_COST, CODE_COST, LINK_COST = 500, 180, 60
CHECKED_STRENGTH = 2.0  # what a person confirmed stands before any score

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Segment ids a matrix row, strongest first, cut at `cap`."""

    cap: int
    lists: tuple[tuple[str, ...], ...]


def rank(inputs: ReportInputs) -> Ranking:
    """Choose the segments behind each row of the matrix; none where the report is public."""
    rows = inputs.matrix.rows
    if inputs.public:
        return Ranking(0, ((),) * len(rows))
    codes = codes_of_rows(rows, inputs.codes)
    lists = tuple(_strongest(row, codes[_place(row)], inputs) for row in rows)
    cap = _choose_cap(lists, inputs)
    return Ranking(cap, tuple(ids[:cap] for ids in lists))


def codes_of_rows(
    rows: Iterable[MatrixRow], codes: Iterable[Code]
) -> Mapping[tuple[str, str, str, str], Codes]:
    """Tell for each row (outline, section, theme, code) which codes it counts."""
    by_theme: dict[str, set[str]] = {}
    for code in codes:
        by_theme.setdefault(code.theme, set()).add(code.id)
    found: dict[tuple[str, str, str, str], set[str]] = {}
    for row in rows:
        own = {row.code_id} if row.code_id else set(by_theme.get(row.theme, ()))
        found.setdefault(_place(row), set()).update(own)
        found.setdefault((row.outline, row.section, row.theme, ""), set()).update(own)
        found.setdefault((row.outline, row.section, "", ""), set()).update(own)
    return {place: frozenset(ids) for place, ids in found.items()}


def _place(row: MatrixRow) -> tuple[str, str, str, str]:
    """Name the row apart from its strand."""
    return row.outline, row.section, row.theme, row.code_id


def _strongest(row: MatrixRow, codes: Codes, inputs: ReportInputs) -> tuple[str, ...]:
    """Return at most the highest cap of the ids behind `row`."""
    if row.suppressed:
        return ()
    strength = _strength(codes, inputs)
    known = (segment for segment in row.holding if segment in inputs.segments)
    return tuple(heapq.nsmallest(CAPS[0], known, key=lambda s: (-strength(s), s)))


def _strength(codes: Codes, inputs: ReportInputs) -> Callable[[str], float]:
    """Build the function that says how strongly a segment holds any of `codes`."""

    def strength(segment: str) -> float:
        if not codes.isdisjoint(inputs.confirmed.get(segment, ())):
            return CHECKED_STRENGTH
        scores = (s.score for s in inputs.suggestions.get(segment, ()) if s.code_id in codes)
        return max(scores, default=0.0)

    return strength


def _choose_cap(lists: tuple[tuple[str, ...], ...], inputs: ReportInputs) -> int:
    """Return the highest cap at which the page keeps a sane size."""
    return next((cap for cap in CAPS if _cost(lists, cap, inputs) <= BUDGET), CAPS[-1])


def _cost(lists: tuple[tuple[str, ...], ...], cap: int, inputs: ReportInputs) -> int:
    """Estimate the bytes that lists cut at `cap` add to the page."""
    shown = {segment for ids in lists for segment in ids[:cap]}
    links = sum(min(len(ids), cap) for ids in lists)
    return links * LINK_COST + sum(_segment_cost(segment, inputs) for segment in shown)


def _segment_cost(segment_id: str, inputs: ReportInputs) -> int:
    """Estimate the bytes of one segment in its surroundings."""
    segment = inputs.segments[segment_id]
    codes = len(inputs.suggestions.get(segment_id, ()))
    size = len(segment.text.encode("utf-8", "replace"))
    return size + len(segment.question) + SEGMENT_COST + CODE_COST * codes
