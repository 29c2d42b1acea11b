"""Columns of times as tools write them: clocks, spans, seconds, milliseconds, days, dates.

What a bare number counts is not written beside it; people speak some fifteen letters a second, so
the words of a row tell its unit.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from themekit.reading.dates import parse_date
from themekit.reading.speakers.timestamps import seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

Writing = Literal["clock", "number", "date"]

NEARLY_ALL = 0.9
_LONGEST = 80
_LETTERS = 10  # a row of fewer tells nothing of the pace
_MINUTE = 60.0
_DAY_SECONDS = 86_400.0
# Units a letter of speech, at most -> seconds in the unit: days, seconds, then the fine ones.
# Speech takes 0.04 to 0.3 seconds a letter; pauses are left room for.
_UNITS = ((1e-4, _DAY_SECONDS), (8.0, 1.0), (8e3, 1e-3), (1.5e5, 1e-6), (1e7, 1e-7))
_SLOWEST = 8.0
_MINUTES_AS_HOURS = 1.5

_SPAN = re.compile(r"\s*(?:-->|[-–—/]|\bto\b)\s*")  # noqa: RUF001 -- as transcripts write it
_AROUND = "[](){}<>#* \t\u00a0"
_FRAMES = re.compile(r"(\d{1,2})[:;](\d{2})[:;](\d{2})[:;]\d{2,3}")
_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,9})?(?:\s?[AaPp]\.?[Mm]\.?)?")
_F4 = re.compile(r"(\d{1,2}:\d{2}:\d{2})-(\d{1,3})")
_IN_DAY = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:\s?[AaPp]\.?[Mm]\b)?")
# What Excel's lengths of time become (1 day, 0:00:05), and 1h 02m 05s.
_WORDED = re.compile(
    r"(?:(\d+) days?, )?(?=[\d:]+\d:|.*s)(?:(\d+)[h:])? ?(?:(\d+)[m:])? ?(\d+(?:\.\d+)?)s?"
)
_EXCEL_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0\d)[ T]")
_NUMBER = re.compile(r"(\d{1,15}(?:[.,]\d{1,15})?(?:[eE]-\d{1,3})?)\s?(ms|msec)?")


class Moment(NamedTuple):
    """A time and, where the cell holds a span, its end; in the unit that the cell is written in."""

    at: float
    until: float | None
    writing: Writing


class Times(NamedTuple):
    """A column of times.

    Attributes
    ----------
    writing : {'clock', 'number', 'date'}
    at, until : tuple of (float or None)
        One a row; `until` is None wherever the cells hold no spans.
    """

    writing: Writing
    at: tuple[float | None, ...]
    until: tuple[float | None, ...]


def moment_of(cell: str) -> Moment | None:
    """Read one cell; None where it holds anything but a time.

    Examples
    --------
    >>> moment_of("0:01:02.5"), moment_of("[00:01 - 00:09]").until
    (Moment(at=62.5, until=None, writing='clock'), 9.0)
    """
    text = cell.strip().strip(_AROUND)
    if not text or len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return None
    text = _EXCEL_DAY.sub("", text)
    whole = _one(text)
    if whole is not None:
        return Moment(whole[0], None, whole[1])
    parts = [part.strip(_AROUND) for part in _SPAN.split(text) if part.strip(_AROUND)]
    if len(parts) != 2:  # noqa: PLR2004 -- a span has two ends
        return None
    first, second = _one(parts[0]), _one(parts[1])
    if first is None or second is None or first[1] != second[1] or second[0] < first[0]:
        return None
    return Moment(first[0], second[0], first[1])


def times_in(cells: Sequence[str]) -> Times | None:
    """Read a column; None unless nearly all that is filled is a time, written in one way."""
    filled = sum(1 for cell in cells if cell.strip())
    found = [moment_of(cell) if cell.strip() else None for cell in cells]
    writings = [moment.writing for moment in found if moment is not None]
    if not writings or len(writings) < NEARLY_ALL * filled:
        return None
    common = max(dict.fromkeys(writings), key=writings.count)
    kept = [one if one is not None and one.writing == common else None for one in found]
    if sum(1 for one in kept if one is not None) < NEARLY_ALL * filled:
        return None
    at = tuple(one.at if one is not None else None for one in kept)
    return Times(common, at, tuple(one.until if one is not None else None for one in kept))


def unit_of(times: Times, letters: Sequence[int]) -> float | None:
    """Return how many seconds the unit of a column has, by the pace of what is said.

    Parameters
    ----------
    times : Times
    letters : sequence of int
        Of the words of each row.

    Returns
    -------
    float or None
        None where nobody speaks at such a pace. A clock is told in hours where it was typed as
        minutes (Excel takes ``1:05`` for an hour and five minutes): then the unit is 1/60.
    """
    if times.writing == "date":
        return 1.0
    pace = _pace(times, letters)
    if pace is None:
        return 1.0
    if times.writing == "number":
        return next((unit for most, unit in _UNITS if pace < most), None)
    whole = [at for at in times.at if at is not None]
    if pace > _MINUTES_AS_HOURS and all(at % _MINUTE == 0 for at in whole):
        return 1 / _MINUTE if pace / _MINUTE < _MINUTES_AS_HOURS else None
    return 1.0 if pace < _SLOWEST else None


def _pace(times: Times, letters: Sequence[int]) -> float | None:
    """Return the middle of units a letter over the rows; None where no row tells it."""
    paces = []
    following = [*times.at[1:], None]
    rows = zip(times.at, times.until, following, letters, strict=True)
    for at, until, after, length in rows:
        end = until if until is not None else after
        if at is not None and end is not None and end > at and length >= _LETTERS:
            paces.append((end - at) / length)
    return median(paces) if paces else None


def closes(cell: str) -> bool:
    """Tell whether a stamp is of a program that sets it at the end of what it stamps (f4's)."""
    return cell.startswith("#") and _F4.fullmatch(cell.strip(_AROUND)) is not None


def ascend(values: Sequence[float | None]) -> float:
    """Return the share of steps from row to row that do not go back; 0 where there is none."""
    known = [value for value in values if value is not None]
    steps = [after >= before for before, after in pairwise(known)]
    return sum(steps) / len(steps) if steps else 0.0


def _one(text: str) -> tuple[float, Writing] | None:
    """Read one time and how it is written."""
    if found := _FRAMES.fullmatch(text):
        return seconds(":".join(found.groups())), "clock"
    if _CLOCK.fullmatch(text):
        return _of_day(text), "clock"
    if found := _F4.fullmatch(text):
        return seconds(f"{found[1]}.{found[2]}"), "clock"
    if found := _WORDED.fullmatch(text):
        days, hours, minutes, rest = (float(part or 0) for part in found.groups())
        return ((days * 24 + hours) * 60 + minutes) * 60 + rest, "clock"
    if found := _NUMBER.fullmatch(text):
        scale = 1e-3 if found[2] else 1.0
        return float(found[1].replace(",", ".")) * scale, "number"
    return _dated(text)


def _dated(text: str) -> tuple[float, Writing] | None:
    """Read a date with a time of day."""
    day = parse_date(text)
    clock = _IN_DAY.search(text)
    if day is None or clock is None:
        return None
    return day.toordinal() * _DAY_SECONDS + _of_day(clock[0], dated=True), "date"


def _of_day(clock: str, *, dated: bool = False) -> float:
    """Return the seconds of a clock; ``10:16`` is hours and minutes where a day is told."""
    total = seconds(clock)
    half = clock.rstrip(".mM ")[-1:] in set("AaPp")
    return total * _MINUTE if dated and not half and clock.count(":") == 1 else total
