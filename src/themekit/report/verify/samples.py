"""Sizes of samples in a sentence that states several: each number with the strand it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.mentions import PEOPLE
from themekit.report.verify.wording import NUMBER, number_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.mentions import Mentions

_HELD = (
    r"(?:interviews?|surveys?|questionnaires?|round[- ]?tables?|focus[- ]groups?|workshops?|"
    r"discussions?|conversations?|case[- ]stud(?:y|ies)|responses?|replies|returns?)"
)
_SIZE = re.compile(
    rf"(?<![\w.,/\-])(?P<n>{NUMBER})\s+(?P<between>(?:(?!(?:of|in|to|and|or|the|were|was|out|from|"
    rf"{NUMBER})\b)[\w\-]+\s+){{0,4}}?)(?P<noun>{PEOPLE}|{_HELD})\b",
    re.IGNORECASE,
)
_BEING = r"(?:were|was|are|came|come|worked|work|sat|served|belonged)"
_TAKEN = re.compile(r"\b(?:interviewed|those who|who took part)\b", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.,/\-])(?P<n>{NUMBER})\s+(?:(?:{_BEING}\s+)?(?:in|from|at|among|for)\b|"
    r"(?P<last>[\w\-]+)\s*$)",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;:()\u2013\u2014]+\s*(?:and\s+|plus\s+)?|\s+(?:and|plus|as well as)\s+")


@dataclass(frozen=True, slots=True)
class Size:
    """A number in a part of a sentence that tells of which strand it is.

    Attributes
    ----------
    start, end : int
        Range in the sentence.
    said : str
        The part.
    number : int
    strands : frozenset of str
        Those that may be meant.
    is_plain : bool
        Whether it counts whoever took part, not some kind of them.
    """

    start: int
    end: int
    said: str
    number: int
    strands: frozenset[str]
    is_plain: bool


def sizes_in(text: str, mentions: Mentions) -> Iterator[Size]:
    """Yield the sizes of samples that a sentence states, each read in its own part.

    "We interviewed 9 people in charities and 2 in councils; 30 answered the survey": what is done
    with the first goes on for the second, up to the semicolon.

    Parameters
    ----------
    text : str
    mentions : Mentions
    """
    carried: frozenset[str] = frozenset()
    counted = False
    for start, end in _parts(text):
        part = text[start:end]
        if text[:start].rstrip().endswith((";", ".")):
            carried, counted = frozenset(), False
        meant = mentions.meant(part, carried)
        found = _SIZE.search(part)
        if found is None and counted and meant:
            found = _BARE.search(part)
            if found and found["last"] and not mentions.tells(found["last"].casefold()):
                found = None
        number = number_of(found["n"]) if found else None
        carried = mentions.strands_of(part) or carried
        counted = counted or bool(_TAKEN.search(part))
        if found is None or number is None or _is_year(number):
            continue
        counted = True
        if meant:
            yield Size(
                start + found.start(),
                start + found.end(),
                part.strip(),
                number,
                meant,
                _is_plain(found, mentions),
            )


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a sentence's parts: what stands between commas, brackets and *and*."""
    at = 0
    for found in _PART.finditer(text):
        yield at, found.start()
        at = found.end()
    yield at, len(text)


def _is_plain(found: re.Match[str], mentions: Mentions) -> bool:
    """Tell whether nothing but the name of a strand stands between a number and its noun."""
    groups = found.groupdict()
    noun = groups.get("noun")
    if noun is None:
        return True
    other = [word for word in words_of(groups["between"]) if not mentions.tells(word)]
    return not other and noun.casefold() not in {"women", "men", "patients", "parents", "students"}


def _is_year(number: int) -> bool:
    return 1900 <= number <= 2100  # noqa: PLR2004
