"""Annotations as tab-delimited lines: ELAN's export, Audacity's labels, Whisper's table.

Each line holds when something begins and ends, and what it is; ELAN adds the tier, the participant
and the same times over again, in any order, with a head or without. Columns are told by what is in
them.
"""

# Dashes stand here because exports hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.layout import Cue, in_paragraphs, in_turns, lay_out
from themekit.reading.speakers.timestamps import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import Extract

_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,6})?")
_SECONDS = re.compile(r"\d{1,6}[.,]\d{1,6}")
_MILLISECONDS = re.compile(r"\d{1,9}")
_SPAN = re.compile(rf"({_CLOCK.pattern})[ ]*(?:-|–|/)[ ]*({_CLOCK.pattern})")
_WRITINGS = (_CLOCK, _SECONDS, _MILLISECONDS)
_LEAST_ROWS = 2
_LEAST_CELLS = 3
_MOST_CELLS = 40
_NEAR = 0.02  # seconds by which rounding may set a duration off
_SAME = 0.8
_ALIKE = 3
_FEW_NAMES = 50

Rows = list[list[str]]


class _Spoken(NamedTuple):
    """One annotation: when it begins and ends, on which tier, by whom, and what it says."""

    start: float
    end: float
    tier: str
    speaker: str
    words: str


def recognise(text: str) -> Extract | None:
    """Read a table of annotations; return None where the text is anything else."""
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith('"#')]
    if len(lines) < _LEAST_ROWS or any("\t" not in line for line in lines[:_LEAST_ROWS]):
        return None
    rows = _without_spans([[cell.strip() for cell in line.split("\t")] for line in lines])
    width = max(map(len, rows))
    if not _LEAST_CELLS <= width <= _MOST_CELLS:
        return None
    rows = [row + [""] * (width - len(row)) for row in rows]
    head = rows.pop(0) if not any(_is_time(cell) for cell in rows[0]) else []
    times = _times(rows)
    bounds = _bounds(times, rows)
    if len(rows) < _LEAST_ROWS or bounds is None:
        return None
    spoken = list(_spoken(rows, head, [at for at in range(width) if at not in times], *bounds))
    if not any(any(map(str.isalpha, one.words)) for one in spoken):
        return None
    return _extract(spoken)


def _without_spans(rows: Rows) -> Rows:
    """Make two columns of one that holds spans, as NVivo writes them: ``0:10.0 - 0:20.0``."""
    for at in range(len(rows[1])):
        spans = [_SPAN.fullmatch(row[at]) if at < len(row) else None for row in rows[1:]]
        if all(spans):
            return [
                [*row[:at], *(_SPAN.sub(r"\1\t\2", row[at]).split("\t") * 2)[:2], *row[at + 1 :]]
                for row in rows
            ]
    return rows


def _is_time(cell: str) -> bool:
    return any(writing.fullmatch(cell) for writing in _WRITINGS)


def _times(rows: Rows) -> dict[int, list[float]]:
    """Return the columns that hold a time in every row, in seconds."""
    found = {}
    for at, column in enumerate(zip(*rows, strict=True)):
        for writing in _WRITINGS:
            if all(map(writing.fullmatch, column)):
                scale = 1000 if writing is _MILLISECONDS else 1
                found[at] = [seconds(cell) / scale for cell in column]
                break
    return found


def _bounds(times: dict[int, list[float]], rows: Rows) -> tuple[list[float], list[float]] | None:
    """Return begins and ends: a pair in order whose difference is a third column, or just in order.

    A duration and the end are such a pair too; between them lies far more time.
    """
    pairs = [
        (one, other)
        for one, other in permutations(times, 2)
        if all(a <= b for a, b in zip(times[one], times[other], strict=True))
        and any(a < b for a, b in zip(times[one], times[other], strict=True))
    ]
    if not pairs or not rows:
        return None

    def fit(pair: tuple[int, int]) -> tuple[bool, float]:
        begins, ends = times[pair[0]], times[pair[1]]
        lasting = [end - begin for begin, end in zip(begins, ends, strict=True)]
        others = [times[at] for at in times if at not in pair]
        exact = any(
            all(abs(a - b) <= _NEAR for a, b in zip(lasting, other, strict=True))
            for other in others
        )
        return exact, sum(begins)

    best = max(pairs, key=fit)
    return times[best[0]], times[best[1]]


def _spoken(
    rows: Rows, head: list[str], places: list[int], begins: list[float], ends: list[float]
) -> Iterator[_Spoken]:
    """Yield the annotations; a head tells tiers apart that have a column each."""
    columns = {at: [row[at] for row in rows] for at in places}
    filled = {at: cells for at, cells in columns.items() if any(cells)}
    if head and len(filled) > 1 and _a_column_a_tier(list(filled.values())):
        for at, cells in filled.items():
            for cell, begin, end in zip(cells, begins, ends, strict=True):
                if cell:
                    yield _Spoken(begin, end, head[at], "", cell)
        return
    if not filled:
        return
    text = max(filled, key=lambda at: sum(map(len, filled[at])) * (len({*filled[at]}) > 1))
    names = [at for at in filled if at != text and len({*filled[at]}) <= _FEW_NAMES]
    tier = filled[names[0]] if names else [""] * len(rows)
    who = filled[names[1]] if len(names) > 1 else [""] * len(rows)
    for at, words in enumerate(filled[text]):
        if words:
            yield _Spoken(begins[at], ends[at], tier[at] or who[at], who[at], words)


def _a_column_a_tier(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether mostly one of the columns is filled in each row."""
    alone = sum(sum(map(bool, cells)) == 1 for cells in zip(*columns, strict=True))
    return alone >= _SAME * len(columns[0])


def _extract(spoken: list[_Spoken]) -> Extract:
    """Put annotations in the order of their times, and join those of one speaker in a row."""
    by_tier: defaultdict[str, list[_Spoken]] = defaultdict(list)
    for one in spoken:
        by_tier[one.tier].append(one)
    notes = []
    for tier, main in _on_other_tiers(by_tier).items():
        count = len(by_tier.pop(tier))
        notes.append(
            f"The tier {tier!r} stands on the times of {main!r} and is left out: {count:,} "
            f"annotation{'' if count == 1 else 's'}."
        )
    ordered = sorted(_all(by_tier), key=lambda one: (one.start, one.end))
    cues = [Cue(one.start, one.speaker or one.tier, one.words) for one in ordered]
    named = any(cue.speaker for cue in cues)
    if named and ordered != spoken:
        notes.append("Annotations were put in the order of their times.")
    return lay_out(in_turns(cues) if named else in_paragraphs(cues), tuple(notes))


def _all(by_tier: dict[str, list[_Spoken]]) -> Iterator[_Spoken]:
    return (one for tier in by_tier.values() for one in tier)


def _on_other_tiers(by_tier: dict[str, list[_Spoken]]) -> dict[str, str]:
    """Return the tiers that say something of another's annotations: a gloss, a translation.

    Two people do not begin and end together again and again.
    """
    found: dict[str, str] = {}
    for main, other in combinations(by_tier, 2):
        if main in found or other in found:
            continue
        times = {(one.start, one.end) for one in by_tier[main]}
        same = sum((one.start, one.end) in times for one in by_tier[other])
        if same >= max(_ALIKE, _SAME * len(by_tier[other])):
            found[other] = main
    return found
