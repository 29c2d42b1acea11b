"""How a code's own words are said to a reader, and where in the code they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themekit.codebook._patterns import Pattern
    from themekit.codebook._records import Code

_JOINERS = re.compile(r"[_/]+")
_LISTS = {
    "example": "examples",
    "near miss": "near_misses",
    "exclude": "exclude",
    "pattern": "patterns",
    "negated pattern": "patterns",
}


def readable(name: str) -> str:
    """Return a name with underscores and slashes opened."""
    return " ".join(_JOINERS.sub(lambda found: " / " if "/" in found[0] else " ", name).split())


def pattern_words(pattern: Pattern) -> str:
    """Return a pattern as a reader would say it: words, and bars between alternatives."""
    if isinstance(pattern, str):
        return pattern
    words = []
    for token in pattern.spec():
        value = next((token[key] for key in ("LEMMA", "LOWER", "POS") if key in token), "...")
        words.append("|".join(value["IN"]) if isinstance(value, dict) else str(value))
    return " ".join(words)


def plain_words(pattern: Pattern) -> str:
    """Return a pattern in the words that somebody would say, ``...`` where any other may stand.

    ``[{LEMMA: {IN: [wait, queue]}}, {POS: DET}, {LEMMA: list}]`` is *wait or queue ... list*: what
    a token has to be is no word.
    """
    if isinstance(pattern, str):
        return pattern
    said: list[str] = []
    for token in pattern.spec():
        value = next((token[key] for key in ("LEMMA", "LOWER") if key in token), "...")
        word = " or ".join(value["IN"]) if isinstance(value, dict) else str(value)
        if word != "..." or said[-1:] != ["..."]:
            said.append(word)
    return " ".join(said).strip(" .")


def words_at(code: Code, kind: str, place: int) -> str:
    """Return the words that stand in one of a code's lists; empty where nothing does.

    Parameters
    ----------
    code : Code
    kind : {'example', 'near miss', 'exclude', 'pattern', 'negated pattern'}
    place : int
        Number in that list, from 0.
    """
    found: tuple[Pattern, ...] = getattr(code, _LISTS[kind])
    return pattern_words(found[place]) if place < len(found) else ""
