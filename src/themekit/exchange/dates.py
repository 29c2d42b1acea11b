"""How people write when something was, as exactly as they know it."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_BETWEEN = re.compile(r"\s+(?:to|until|and)\s+|\s*\u2013\s*|\s+-\s+")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_QUARTER = re.compile(r"(\d{4})[- ]?q[1-4]|q[1-4][- ]?(\d{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_SEASON = re.compile(
    r"(?:(?:early|mid|late)[- ])?(?:spring|summer|autumn|winter|(?=\d))\s*(\d{4})", re.IGNORECASE
)
_FISCAL = re.compile(r"(\d{4})/\d{2}")
_YEARS = (1900, 2200)


def is_when(said: str) -> bool:
    """Tell whether a cell says when: a day, a month, a quarter, a season, a year, or two of them.

    Examples
    --------
    >>> [is_when(one) for one in ("2026-03", "14 March 2026", "31/06/2026", "soon")]
    [True, True, False, False]
    """
    parts = _BETWEEN.split(said.strip())
    return 0 < len(parts) <= 2 and all(_is_date(one.strip()) for one in parts)  # noqa: PLR2004


def iso_date(said: str) -> str:
    """Return a day, a month or a year as ISO 8601 writes it; empty for anything else.

    Examples
    --------
    >>> [iso_date(one) for one in ("2026-3", "14 March 2026", "14/03/2026", "soon")]
    ['2026-03', '2026-03-14', '2026-03-14', '']
    """
    found = _parts(said.strip())
    if found is None or not _exists(*(one or 1 for one in found)):
        return ""
    year, month, day = found
    return "-".join([f"{year:04}", *(f"{one:02}" for one in (month, day) if one)])


def _parts(said: str) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 for what is left open; None where it is no such date."""
    if found := _ISO.fullmatch(said):
        year, month, day = (int(one or 0) for one in found.groups())
        return year, month, day
    if found := _DAY_FIRST.fullmatch(said):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NAMED.fullmatch(said):
        name = found[2].casefold()
        month = next((at for at, one in enumerate(_MONTHS, 1) if name in (one, one[:3])), 0)
        month = 9 if name == "sept" else month
        return (int(found[3]), month, int(found[1] or 0)) if month else None
    return None


def _is_date(said: str) -> bool:
    if found := _QUARTER.fullmatch(said) or _SEASON.fullmatch(said) or _FISCAL.fullmatch(said):
        year = int(next(one for one in found.groups() if one))
        return _YEARS[0] <= year <= _YEARS[1]
    return bool(iso_date(said))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _YEARS[0] <= year <= _YEARS[1]
