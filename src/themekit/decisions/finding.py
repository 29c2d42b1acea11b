"""Where a quotation stands in a text that may have changed since.

Exact and once, it is surely there; of several the one with the words around it. What is only like
it is a guess, which a person has to confirm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from themekit.spans import Span

_WORD = re.compile(r"\w+")
LIKE = 0.8
"""Share of words, in [0, 1], that the best place must have in common with the quotation."""
AHEAD = 0.1
"""By how much it must be ahead of every other place."""
_LOOKED_AT = 12
"""Places that are compared word by word."""
_SHORTEST = 3
"""Words below which nothing is like anything."""


class Found(NamedTuple):
    """A place, and whether it is surely the one meant."""

    span: Span
    sure: bool


def find(quote: str, prefix: str, suffix: str, text: str) -> Found | None:
    """Find a quotation.

    Parameters
    ----------
    quote, prefix, suffix : str
        The words and what stood before and behind them; the latter may be empty.
    text : str

    Returns
    -------
    Found or None
        None where nothing is like it, or two places are as much.
    """
    if not quote.strip():
        return None
    exact = _exact(quote, text)
    if len(exact) == 1:
        return Found(exact[0], sure=True)
    if exact:
        around = [
            one
            for one in exact
            if text[: one.start].endswith(prefix) and text[one.end :].startswith(suffix)
        ]
        return Found(around[0], sure=True) if len(around) == 1 else None
    close = _close(quote, text)
    return Found(close, sure=False) if close else None


def _exact(quote: str, text: str) -> list[Span]:
    """Return the places where a text says just this, those that overlap among them."""
    found = []
    at = text.find(quote)
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def _close(quote: str, text: str) -> Span | None:
    """Return the one place that is like a quotation, word by word."""
    wanted = _words(quote)
    there = [(one.group().casefold(), one.start(), one.end()) for one in _WORD.finditer(text)]
    if len(wanted) < _SHORTEST:
        return None
    words = [word for word, _, _ in there]
    scored = sorted(
        ((_likeness(wanted, words, at), at) for at in _likely(wanted, words)), reverse=True
    )
    if not scored or scored[0][0] < LIKE:
        return None
    best, at = scored[0]
    if any(
        score > best - AHEAD and abs(other - at) >= len(wanted) // 2 for score, other in scored[1:]
    ):
        return None
    first, last = _edges(wanted, words, at)
    return Span(there[first][1], there[last][2])


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in _WORD.finditer(text)]


def _likely(wanted: Sequence[str], words: Sequence[str]) -> list[int]:
    """Return where a quotation would begin if most words that it shares are those meant."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
    votes: defaultdict[int, float] = defaultdict(float)
    for offset, word in enumerate(wanted):
        # A word that stands everywhere says little of any place.
        for at in places.get(word, ()):
            votes[max(0, at - offset)] += 1 / len(places[word])
    ranked = sorted(votes, key=lambda at: (-votes[at], at))
    chosen: list[int] = []
    for at in ranked:
        near = bisect_left(chosen, at)
        beside = chosen[max(0, near - 1) : near + 1]
        if all(abs(other - at) > 2 for other in beside):  # noqa: PLR2004 - a word put in or out
            chosen.insert(near, at)
        if len(chosen) == _LOOKED_AT:
            break
    return chosen


def _window(wanted: Sequence[str], words: Sequence[str], at: int) -> tuple[int, Sequence[str]]:
    room = max(2, len(wanted) // 5)
    start = max(0, at - room)
    return start, words[start : at + len(wanted) + room]


def _blocks(wanted: Sequence[str], window: Sequence[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, wanted, window, autojunk=False)
    return [(one.a, one.b, one.size) for one in matcher.get_matching_blocks() if one.size]


def _likeness(wanted: Sequence[str], words: Sequence[str], at: int) -> float:
    """Return the share of common words, of the longer of the quotation and what is there."""
    blocks = _blocks(wanted, _window(wanted, words, at)[1])
    if not blocks:
        return 0.0
    common = sum(size for _, _, size in blocks)
    length = blocks[-1][1] + blocks[-1][2] - blocks[0][1]
    return common / max(len(wanted), length)


def _edges(wanted: Sequence[str], words: Sequence[str], at: int) -> tuple[int, int]:
    """Return the first and the last word of the place, words changed at its ends among them."""
    start, window = _window(wanted, words, at)
    blocks = _blocks(wanted, window)
    before, behind = blocks[0], blocks[-1]
    first = max(0, start + before[1] - before[0])
    last = start + behind[1] + behind[2] - 1 + len(wanted) - behind[0] - behind[2]
    return first, min(last, len(words) - 1)
