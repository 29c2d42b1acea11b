"""Half-open ranges of Unicode code points: the one place that does arithmetic on offsets."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

HASH_LENGTH = 32


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points of one text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered, at least 0."""
        return max(0, self.end - self.start)

    def of(self, text: str) -> str:
        """Return the covered part of `text`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the same range moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def overlap(self, other: Span) -> int:
        """Return how many code points both ranges cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def strip(text: str, span: Span) -> Span:
    """Shrink `span` so that it neither starts nor ends with white space."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def covers_most(first: Span, second: Span) -> bool:
    """Tell whether two ranges share more than half of the shorter one; equal ranges always do."""
    shorter = min(first.length, second.length)
    return first == second or 2 * first.overlap(second) > shorter > 0


def text_hash(text: str) -> str:
    """Return the first 128 bits of the SHA-256 of `text` in UTF-8, as 32 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def parts_hash(*parts: str) -> str:
    """Hash several strings; their lengths count too, so that no two lists of strings meet."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:HASH_LENGTH]
