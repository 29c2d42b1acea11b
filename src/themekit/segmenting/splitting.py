"""Cutting a range of text at paragraph and sentence ends."""

from __future__ import annotations

import re
from collections.abc import Callable

from themekit.language.marks import spoken
from themekit.spans import Span, strip

Sentences = Callable[[str], list[Span]]
"""Given a text, its sentences as ranges of that text, in order and without overlap."""

TARGET_WORDS = 100
# A turn a little over the target stays whole: a cut costs the reader more than ten words do.
LONGEST_WHOLE = 130
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\S+")


def words_in(text: str) -> int:
    """Return the number of stretches without white space; a transcriber's marks are none."""
    return sum(1 for _ in _WORD.finditer(spoken(text)))


def paragraphs(text: str, span: Span) -> list[Span]:
    """Return the non-blank lines within `span`, without surrounding white space."""
    found = _PARAGRAPH.finditer(text, span.start, span.end)
    return [strip(text, Span(match.start(), match.end())) for match in found]


def sentences(text: str, span: Span, split: Sentences) -> list[Span]:
    """Return the sentences within `span`; no sentence runs over a paragraph's end."""
    found = []
    for paragraph in paragraphs(text, span):
        for sentence in split(paragraph.of(text)):
            bare = strip(text, sentence.shift(paragraph.start))
            if bare.length:
                found.append(bare)
    return found


def short_parts(text: str, span: Span, split: Sentences) -> list[Span]:
    """Cut a long turn at sentence ends into parts of about `TARGET_WORDS` words and alike length.

    A turn of up to `LONGEST_WHOLE` words stays whole, and so does a single endless sentence.
    """
    total = words_in(span.of(text))
    if total <= LONGEST_WHOLE:
        return [span]
    count = -(-total // TARGET_WORDS)
    parts: list[Span] = []
    start: int | None = None
    last = done = 0
    for sentence in sentences(text, span, split):
        length = words_in(sentence.of(text))
        # Close the part where its end lies nearer to the ideal cut than the next sentence's end.
        ideal = total * (len(parts) + 1) / count
        if start is not None and abs(done - ideal) <= abs(done + length - ideal):
            parts.append(Span(start, last))
            start = None
        start = sentence.start if start is None else start
        done, last = done + length, sentence.end
    if start is not None:
        parts.append(Span(start, last))
    return parts or [span]
