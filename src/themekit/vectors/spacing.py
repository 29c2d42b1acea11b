"""Texts with even white space: what an encoder reads, and what its vectors are kept under.

A turn stands in a transcript with line breaks, and is heard beside its neighbours without: it is
one text to an encoder, and goes through it once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"\S+")


def evened(text: str, spans: Sequence[Span] = ()) -> tuple[str, tuple[Span, ...]]:
    """Return a text with one space between words and none around it, and where parts stand in it.

    Parameters
    ----------
    text : str
    spans : sequence of Span
        Parts of `text`; white space at their edges is left out.
    """
    even = " ".join(text.split())
    if even == text:
        return text, tuple(spans)
    words = [found.span() for found in _WORDS.finditer(text)]
    places = [0]
    for start, end in words:
        places.append(places[-1] + end - start + 1)
    return even, tuple(_moved(span, words, places) for span in spans)


def _moved(span: Span, words: Sequence[tuple[int, int]], places: Sequence[int]) -> Span:
    """Return where a part stands, by the words that it begins and ends in."""
    first = bisect_right(words, span.start, key=lambda word: word[1])
    last = bisect_left(words, span.end, key=lambda word: word[0]) - 1
    if last < first:  # nothing but white space
        at = max(0, places[first] - 1)
        return Span(at, at)
    start = places[first] + max(0, span.start - words[first][0])
    return Span(start, places[last] + min(span.end, words[last][1]) - words[last][0])
