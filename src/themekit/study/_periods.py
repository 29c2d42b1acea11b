"""``periods``: which event before, during and after stand beside, and what counts unsaid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean
from themekit.records import NAMED_PERIODS, TimeFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit._yaml import Loc, YamlFile
    from themekit.errors import Problem
    from themekit.records import Period
    from themekit.study._file import PeriodsFile

KEY = "periods"
_MONTH = re.compile(r"(?P<year>(?:1|2)\d{3})(?:-(?P<month>0[1-9]|1[0-2]))?")
_LAST = 12
_Month = tuple[int, int]


def read_periods(
    source: YamlFile, read: PeriodsFile | None
) -> tuple[TimeFrame, tuple[Problem, ...]]:
    """Read ``periods``; without the key no time is named, for no event is known.

    Parameters
    ----------
    source : YamlFile
    read : PeriodsFile or None

    Returns
    -------
    TimeFrame
        As far as it could be read.
    tuple of Problem
    """
    if read is None:
        return TimeFrame(), ()
    problems: list[Problem] = []
    if not read.event:
        message = "'periods' needs the event that before and after refer to"
        problems.append(source.problem((KEY,), message, "such as event: the pandemic"))
    start = _month(source, "start", read.start, 1, problems)
    end = _month(source, "end", read.end, _LAST, problems)
    if start and end and end < start:
        problems.append(source.problem((KEY, "end"), "the event ends before it starts"))
    default = _period(source, (KEY, "default"), read.default, problems)
    questions = tuple(_questions(source, read, problems))
    return TimeFrame(read.event, read.also, start, end, default, questions), tuple(problems)


def _questions(
    source: YamlFile, read: PeriodsFile, problems: list[Problem]
) -> Iterator[tuple[str, Period]]:
    """Yield words that a question holds, each with the time that it asks about."""
    for name, words in read.questions.items():
        period = _period(source, (KEY, "questions", name), name, problems)
        if period:
            yield from ((one, period) for one in words)


def _period(source: YamlFile, loc: Loc, written: str, problems: list[Problem]) -> Period:
    found = [one for one in NAMED_PERIODS if one == written]
    if written and not found:
        hint = did_you_mean(written, NAMED_PERIODS)
        problems.append(source.problem(loc, f"'{written}' is not a period", hint))
    return found[0] if found else ""


def _month(
    source: YamlFile, key: str, written: str, unsaid: int, problems: list[Problem]
) -> _Month | None:
    """Read a month; a year alone begins with its first month and ends with its last."""
    if not written:
        return None
    found = _MONTH.fullmatch(written)
    if found is None:
        message = f"'{written}' should be a month or a year"
        problems.append(source.problem((KEY, key), message, "such as 2020-03 or 2020"))
        return None
    return int(found["year"]), int(found["month"] or unsaid)
