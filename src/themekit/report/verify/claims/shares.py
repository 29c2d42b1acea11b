"""Claims of shares: so many of so many, percentages, fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import (
    ABOUT,
    SAID,
    SURE,
    THE,
    N,
    any_case,
    is_free,
    is_year,
)
from themekit.report.verify.claims.model import Claim
from themekit.report.verify.mentions import PEOPLE
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PERCENT = r"(\d{1,3}(?:\.\d+)?)\s*(?:%|per\s?cents?\b|percent\b)(?!\s*(?:age\s+)?points?)"
_WORDED = rf"({NUMBER})\s+per\s?cent\b"
_FRACTION = (
    r"(?:(?:a|one)[\s-](half|third|quarter|fifth|sixth|tenth)|"
    r"(two|three|four)[\s-](thirds|quarters|fifths)|(half))"
)
_PARTS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "tenth": 10,
}
_RANGE = any_case(
    rf"(?<!\bof )\b{N}\s*(?:to|\u2013|(?<=[\d\s])-(?=[\d\s])|or)\s*{N}\s+(?:out\s+)?of\s+"
    rf"{THE}{N}\b",
)
_OF = any_case(
    rf"\b{N}\s+(?:(?:[\w\-]+\s+){{0,3}}?out\s+of|(?:\w+\s+)?(?:of|"
    rf"from))\s+{THE}{N}\b(?!\s*(?:%|per\s?cent))",
)
_SLASH = re.compile(r"(?<![\w/.,])(\d{1,6})\s?/\s?(\d{1,6})(?![\w/]|\.\d)")
_AMONG = any_case(
    rf"\b(?:of|among|from)\s+{THE}{N}\s+[\w\s\-]{{3,60}}?,?\s+(?:only\s+|just\s+|as many "
    rf"as\s+)?{N}(?!\s*(?:%|per\s?cent|of\b))\b",
)
_PCT = any_case(rf"(?<![\w.]){_PERCENT}")
_PCT_WORDS = any_case(rf"\b{_WORDED}")
_PCT_OF = any_case(rf"\s+of\s+{THE}{N}\b")
_FRACTIONS = any_case(
    rf"\b{ABOUT}{_FRACTION}(?:(?=\s+(?:of\b|the\b|our\b|all\b|{SURE}|{PEOPLE}\b|"
    rf"{SAID}\b))|(?(1)(?=\s*(?:[,;.:)\]\u2013\u2014]|$))|(?!)))(?!\s+an?\b)",
)
_IN = any_case(rf"\b{ABOUT}{N}\s+in\s+(?:every\s+)?{N}\b(?!\s*(?:%|:))")


def ranges(text: str) -> Iterator[Claim]:
    """Yield ``11 to 14 of 30``."""
    for m in _RANGE.finditer(text):
        yield Claim("of", *m.span(), m[0], number_of(m[1]), number_of(m[2]), number_of(m[3]))


def shares_of(text: str) -> Iterator[Claim]:
    """Yield ``n of N``, ``n/N``, and ``of the N respondents, n``."""
    taken: list[tuple[int, int]] = []
    for m in _OF.finditer(text):
        n, of = number_of(m[1]), number_of(m[2])
        if n is not None and of and (n <= of or not is_year(of)) and not is_year(n):
            taken.append(m.span())
            yield Claim("of", *m.span(), m[0], n, None, of)
    for m in _SLASH.finditer(text):
        n, of = int(m[1]), int(m[2])
        if n <= of and not is_year(n):
            yield Claim("of", *m.span(), m[0], n, None, of)
    for m in _AMONG.finditer(text):
        n, of = number_of(m[2]), number_of(m[1])
        if n is not None and of and n <= of and is_free(m, taken):
            yield Claim("of", *m.span(), m[0], n, None, of)


def percents(text: str) -> Iterator[Claim]:
    """Yield percentages, with the whole that they name."""
    for m in _PCT.finditer(text):
        of = _PCT_OF.match(text, m.end())
        end = of.end() if of else m.end()
        decimals = len(m[1].partition(".")[2])
        size = number_of(of[1]) if of else None
        yield Claim(
            "percent",
            m.start(),
            end,
            text[m.start() : end],
            of=size,
            percent=float(m[1]),
            decimals=decimals,
            is_about=text[: m.start()]
            .rstrip()
            .endswith(("under", "over", "about", "around", "nearly")),
        )
    for m in _PCT_WORDS.finditer(text):
        value = number_of(m[1])
        if value is not None and not m[1].isdigit():
            yield Claim("percent", *m.span(), m[0], percent=float(value))


def fractions(text: str) -> Iterator[Claim]:
    """Yield fractions in words, and ``one in four``."""
    for m in _FRACTIONS.finditer(text):
        if m[5]:
            value = 0.5
        elif m[2]:
            value = 1 / _PARTS[m[2].casefold()]
        else:
            value = (number_of(m[3]) or 1) / _PARTS[m[4].casefold()]
        yield _fraction(m, value)
    for m in _IN.finditer(text):
        n, of = number_of(m[2]), number_of(m[3])
        if n and of and n < of <= 20:  # noqa: PLR2004 - as people say it
            yield _fraction(m, n / of)


def _fraction(m: re.Match[str], value: float) -> Claim:
    """Return the shares that a fraction may stand for, as it is said."""
    about = (m[1] or "").casefold()
    low, high = value - 0.04, value + 0.04
    if about in {"almost", "nearly", "just under", "close to"}:
        low, high = value - 0.08, value - 1e-9
    elif about in {"less than", "fewer than", "under"}:
        low, high = 0, value - 1e-9
    elif about in {"just over", "slightly more than"} or about.startswith("a little"):
        low, high = value + 1e-9, value + 0.08
    elif about in {"over", "more than", "well over"}:
        low, high = value + 1e-9, 1
    elif about == "at least":
        low, high = value - 1e-9, 1
    elif about == "exactly":
        low, high = value - 1e-6, value + 1e-6
    elif about:
        low, high = value - 0.07, value + 0.07
    return Claim("fraction", *m.span(), m[0], low=low, high=high, is_about=bool(about))
