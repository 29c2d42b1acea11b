"""Passages to try out before the real ones: examples from the list itself."""

from __future__ import annotations

from collections.abc import Iterable

from themekit.codebook import Code

PRACTISED = 2
"""Passages to try out."""


def to_try_out(codes: Iterable[Code]) -> list[tuple[Code, str]]:
    """Return examples that a codebook gives, each with its code; none that is hard to read."""
    found = []
    for code in codes:
        example = next(iter(code.examples), "") or code.plain_example
        if example and not code.content_note:
            found.append((code, example))
    return found[:PRACTISED]
