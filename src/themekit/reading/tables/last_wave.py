"""Whether the last wave of a table looks as if answers to it were still coming in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from themekit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themekit.reading.dates import Step

_MONTHS: Mapping[Step, int] = {"month": 1, "quarter": 3, "year": 12}
_STRAY = 0.1  # of the largest wave: a wave of so few is a slip in a date
_FAR_FEWER = 0.6
_WELL_BEFORE, _BEFORE = 0.2, 0.05  # of the period
_LONGEST_GAP = 2  # years: beyond, the date itself is doubted
_YEAR = 12


@dataclass(slots=True)
class Round:
    """How many answered in a wave, and on which day the last of them."""

    rows: int
    last: date


def unfinished(rounds: Mapping[str, Round], by: Step, source: str) -> Problem | None:
    """Doubt the last wave where it ends early in its period and holds fewer than all before.

    Parameters
    ----------
    rounds : mapping of wave to Round
    by : {'day', 'month', 'quarter', 'year', 'name'}
        Waves of days and of names have no end that is known.
    source : str
        The file, as the doubt should name it.
    """
    if by not in _MONTHS or not rounds:
        return None
    largest = max(one.rows for one in rounds.values())
    *earlier, (wave, last) = sorted(rounds.items(), key=lambda one: one[1].last)
    before = [one for _, one in earlier if one.rows > _STRAY * largest]
    if not before or last.last.year - before[-1].last.year >= _LONGEST_GAP:
        return None
    fewest = min(one.rows for one in before)
    early = min(_part(one.last, by) for one in before) - _part(last.last, by)
    few = last.rows < _FAR_FEWER * fewest and early > _BEFORE
    if not few and not (last.rows < fewest and early > _WELL_BEFORE):
        return None
    rows = f"{last.rows:,} row{'' if last.rows == 1 else 's'}"
    message = (
        f"The wave {wave} ends on {last.last.isoformat()}, earlier in its {by} than those before, "
        f"and has {rows} where they have {fewest:,} or more: it looks unfinished."
    )
    hint = (
        "compare it with earlier waves when all of it is in; if a date is wrong, put it right in "
        "the file"
    )
    return Problem(source, None, message, hint, "warning", "wave-unfinished")


def _part(day: date, by: Step) -> float:
    """Return which part of its period had passed on a day, in (0, 1]."""
    months = _MONTHS[by]
    first = (day.month - 1) // months * months
    start = date(day.year, first + 1, 1)
    after = first + months
    end = date(day.year + after // _YEAR, after % _YEAR + 1, 1)
    return ((day - start).days + 1) / (end - start).days
