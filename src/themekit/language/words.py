"""Words as lists hold them and as texts are parted into: no model is asked."""

from __future__ import annotations

import re

LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
"""A word of letters alone, with what stands after an apostrophe."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written with blanks between them."""
    return frozenset(words.split())
