"""Amounts that no claim is read of: numbers of whatever it may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import is_year
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERS = re.compile(rf"(?<![\w.,:/\-#\u2013]){NUMBER}(?![\w:/\-\u2013]|[.,]\d)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:pages?|pp?\.?|chapters?|figures?|figs?\.?|tables?|sections?|appendi(?:x|ces)|steps?|"
    r"parts?|volumes?|box|version|waves?|rounds?|no\.?|nos\.?|question|day|week|year)\s*$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]\s")


def amount_in(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return the first number that counts or measures something and lies outside some ranges.

    Years, dates, labels such as *page 4*, numbers of items and the word *one* are none.

    Parameters
    ----------
    text : str
    taken : iterable of (start, end)
    """
    numbered = _NUMBERED.match(text)
    ranges = [*taken, *(m.span() for m in _DATE.finditer(text))]
    ranges += [numbered.span()] if numbered else []
    for found in _NUMBERS.finditer(text):
        number = number_of(found[0])
        inside = any(found.start() < end and start < found.end() for start, end in ranges)
        if inside or number is None or found[0].casefold() == "one" or is_year(number):
            continue
        if not _LABEL.search(text[: found.start()]):
            return found[0]
    return ""
