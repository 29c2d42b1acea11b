"""Dates as survey tools write them, to the wave in which an answer was given."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Step = Literal["day", "month", "quarter", "year", "name"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DAY_NAME = re.compile(
    r"(?:[A-Za-z]{3,9},?[ ]+)?(\d{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?[ -]+(\d{4})(?!\d)"
)
_NAME_DAY = re.compile(
    r"(?:[A-Za-z]{3,9},?[ ]+)?([A-Za-z]{3,9})\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\d{4})(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 60
_CENTURY = 100
_LAST_MONTH = 12


def parse_date(text: str, *, month_first: bool = False) -> date | None:
    """Read a date, whatever time follows it; None where there is none.

    Parameters
    ----------
    text : str
        ISO, ``yyyy/mm/dd``, ``dd/mm/yyyy`` and their like, or with the month's name.
    month_first : bool
        Whether ``04/05/2021`` is in April. A date that is none that way is read the
        other.

    Examples
    --------
    >>> parse_date("03/04/2021")
    datetime.date(2021, 4, 3)
    >>> parse_date("2021-09-30 12:07:50")
    datetime.date(2021, 9, 30)
    """
    text = text.strip()[:_LONGEST]
    if found := _ISO.match(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.match(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        year += 2000 if year < _CENTURY else 0
        day_first, american = _date(year, second, first), _date(year, first, second)
        return (american or day_first) if month_first else (day_first or american)
    if found := _DAY_NAME.match(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _NAME_DAY.match(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def writes_month_first(texts: Iterable[str]) -> bool:
    """Tell whether a column of dates can only be read with the month first."""
    american = False
    for text in texts:
        found = _NUMERIC.match(text.strip()[:_LONGEST])
        if found:
            if int(found[1]) > _LAST_MONTH:
                return False
            american = american or int(found[2]) > _LAST_MONTH
    return american


class Orders(NamedTuple):
    """Which dates of a column can be read in one order alone, and how many in either.

    Attributes
    ----------
    day_first, month_first : str
        The first date that can only be read so; empty where there is none.
    either : int
        Dates of which the order makes another day.
    """

    day_first: str
    month_first: str
    either: int

    @property
    def mixed(self) -> bool:
        """Whether both orders stand in one column: then the others cannot be known."""
        return bool(self.day_first and self.month_first)


def orders(texts: Iterable[str]) -> Orders:
    """Look in which order a column writes day and month.

    Examples
    --------
    >>> orders(["30/09/2021", "8/31/2022", "7/12/2022", "2022-12-07"])
    Orders(day_first='30/09/2021', month_first='8/31/2022', either=1)
    """
    day, month, either = "", "", 0
    for text in texts:
        if found := _NUMERIC.match(text.strip()[:_LONGEST]):
            first, second = int(found[1]), int(found[2])
            day = day or (found[0] if second <= _LAST_MONTH < first else "")
            month = month or (found[0] if first <= _LAST_MONTH < second else "")
            either += max(first, second) <= _LAST_MONTH and first != second
    return Orders(day, month, either)


def wave_of(day: date, by: Step) -> str:
    """Name the wave that a day falls in: ``2021-09-30``, ``2021-09``, ``2021-Q3`` or ``2021``."""
    if by == "day":
        return day.isoformat()
    if by == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if by == "quarter":
        return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"
    return f"{day.year:04d}"


def _month(name: str) -> int:
    """Return a month's number by its English name; 0 for none."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    """Return a date if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
