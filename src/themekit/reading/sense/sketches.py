"""Texts made small: a digest of the words, and a sketch by which texts that differ little meet."""

from __future__ import annotations

import re
from hashlib import blake2b
from heapq import nsmallest
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_RUN = 4
_KEPT = 128
_MOST = 100_000  # words of a text on which its sketch rests: some ten hours of talk
_LETTERS = 12
"""Longer words on average are no words: the script has no spaces, and its signs are taken."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: no case, no punctuation."""
    words = _WORD.findall(text.casefold())
    if sum(map(len, words)) > _LETTERS * len(words):
        return [sign for word in words for sign in word]
    return words


def digest(words: Sequence[str]) -> str:
    """Return a short name that only the same words in the same order share."""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def sketch(words: Sequence[str]) -> tuple[int, ...]:
    """Return the smallest hashes of the runs of words, in order.

    Of two texts, the share of common ones among the smallest of both is about the share of runs
    that the texts have in common (bottom-k sketches).
    """
    last = max(1, min(len(words), _MOST) - _RUN + 1)
    runs = {crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) for at in range(last)}
    return tuple(nsmallest(_KEPT, runs))


def likeness(first: Sequence[int], second: Sequence[int]) -> float:
    """Return about which share of their runs of words two texts have in common, in [0, 1]."""
    most = min(len(first), len(second))
    if not most:
        return 0.0
    one, other = set(first), set(second)
    smallest = nsmallest(max(most, min(_KEPT, len(one | other))), one | other)
    return sum(run in one and run in other for run in smallest) / len(smallest)
