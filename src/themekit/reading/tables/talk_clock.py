"""Which columns of a talk say when a turn starts and ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.tables.talk_cells import END, HALF, LENGTH, NO_MOMENT, START, Column
from themekit.reading.tables.time_columns import NEARLY_ALL, Times, ascend, closes, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EARLY = 300.0  # seconds into the recording by which somebody speaks
_MANY = 20
_A_TALK = 4  # rows on average after which the times of one file may begin anew


class Clock(NamedTuple):
    """The columns of start and end (perhaps one, holding spans), and how much speaks for them.

    A `closing` column says, as `start`, when turns end.
    """

    start: Column
    end: Column | None
    points: int
    why: str
    gapless: bool
    closing: bool = False

    @property
    def columns(self) -> list[Column]:
        """Both, where there are two."""
        return [self.start, *([self.end] if self.end else [])]


def find_clock(columns: Sequence[Column], text: Column) -> Clock | None:
    """Choose the columns of start and end by name, by order, and by the pace of what is said."""
    letters = [len(cell) for cell in text.cells]
    timed = [one for one in columns if _is_timed(one)]
    starts = [one for one in timed if one.parts & START and not _is_end(one)]
    ends = [one for one in timed if _is_end(one)]
    starts.sort(key=lambda one: one.times is not None and one.times.writing != "clock")
    for start in [*starts, *(one for one in timed if one not in starts and one not in ends)]:
        named = bool(start.parts & START)
        found = _paired(start, [*ends, *(one for one in timed if one not in ends)], letters)
        unit = unit_of(_until(start, found), letters)
        if unit is None or not (named or found or _is_uncounted(start)):
            continue
        weighed = _weighed(start, found, unit, named=named)
        if weighed is not None:
            return weighed
    return None


def _is_timed(column: Column) -> bool:
    """Tell whether the cells can be times of a talk: each row has its own."""
    times = column.times
    if times is None or column.parts & LENGTH:
        return False
    steps = [later != before for before, later in pairwise(column.filled)]
    if sum(steps) < HALF * len(steps):
        return False
    return times.writing != "number" or not column.parts & NO_MOMENT


def _is_uncounted(column: Column) -> bool:
    """Tell whether a column without a telling name holds times and no running number."""
    assert column.times is not None
    if column.times.writing != "number":
        return column.times.writing == "clock"
    known = [at for at in column.times.at if at is not None]
    steps = {round(later - at, 6) for at, later in pairwise(known)}
    return len(steps) > len(known) / _A_TALK and min(steps) >= 0


def _is_end(column: Column) -> bool:
    """Tell whether a column is called an end: ``end time`` is one, ``time in`` is none."""
    if not column.parts & END:
        return False
    return not column.parts & START or bool(column.parts & (END - START))


def _paired(start: Column, others: Iterable[Column], letters: Sequence[int]) -> Column | None:
    """Find the column of ends: written alike, and in each row not before the start."""
    assert start.times is not None
    for other in others:
        if other is start or other.times is None or other.times.writing != start.times.writing:
            continue
        pairs = [
            (first, last)
            for first, last in zip(start.times.at, other.times.at, strict=True)
            if first is not None and last is not None
        ]
        later = sum(last >= first for first, last in pairs)
        paced = unit_of(start.times._replace(until=other.times.at), letters) is not None
        if pairs and later >= NEARLY_ALL * len(pairs) and any(a != b for a, b in pairs) and paced:
            return other
    return None


def _until(start: Column, end: Column | None) -> Times:
    """Return the times of a start, with the ends of the other column."""
    assert start.times is not None
    if end is None or end.times is None:
        return start.times
    return start.times._replace(until=end.times.at)


def _weighed(start: Column, end: Column | None, unit: float, *, named: bool) -> Clock | None:
    """Count what speaks for a clock: it goes up (or down) and starts where recordings start."""
    times = _until(start, end)
    known = [at for at in times.at if at is not None]
    goes = ascend(known)
    spans = any(until is not None for until in times.until)
    restarts = sum(later < at for at, later in pairwise(known))
    again = restarts <= len(known) / _A_TALK and (named or times.writing == "clock")
    if not known or not (goes >= NEARLY_ALL or goes <= 1 - NEARLY_ALL or again):
        return None
    early = times.writing != "date" and min(known) * unit <= _EARLY
    touching = [
        abs(later - until) * unit < 1.0
        for until, later in zip(times.until, times.at[1:], strict=False)
        if until is not None and later is not None
    ]
    gapless = bool(touching) and sum(touching) >= HALF * len(touching)
    # When a message was sent, a survey tells as well; where recordings begin, hardly anything does.
    # Two numbers of a respondent may rise by chance: unnamed, they need many rows that touch.
    spanned = spans and (times.writing != "number" or (gapless and len(known) >= _MANY))
    bare = times.writing == "number" and not (named or spanned)
    points = 0 if bare or times.writing == "date" else 1 + early + (early and spans)
    if not (named or spans or early):
        return None
    first, last = _shown(min(known) * unit), _shown(max(known) * unit)
    what = "dates and times" if times.writing == "date" else f"times from {first} to {last}"
    closing = end is None and all(map(closes, start.filled))
    return Clock(start, end, points, what, gapless, closing)


def _shown(total: float) -> str:
    """Write seconds as people do."""
    minutes, rest = divmod(int(total), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
