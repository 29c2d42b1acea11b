"""The parts of a codebook that a peer is asked about one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from themekit.codebook import Codebook
from themekit.tasks.readers import Codes, Reader

MOST_ASKED = 8
"""Codes that a person can keep in mind while reading one passage."""


def sections_of(codebook: Codebook) -> tuple[Codes, ...]:
    """Return the codes of each theme, in codebook order; a long theme in parts of near equal size.

    Every code is in exactly one: under its own theme, those without any together.
    """
    by_theme: dict[str, list[str]] = {name: [] for name in codebook.theme_names}
    for code in codebook.codes:
        by_theme.setdefault(code.theme, []).append(code.id)
    return tuple(part for codes in by_theme.values() for part in _parts(codes))


def _parts(codes: list[str]) -> Iterable[Codes]:
    number = ceil(len(codes) / MOST_ASKED)
    start = 0
    for left in range(number, 0, -1):
        size = ceil((len(codes) - start) / left)
        yield tuple(codes[start : start + size])
        start += size


def next_section(sections: tuple[Codes, ...], readers: Iterable[Reader]) -> Codes:
    """Return the section that was handed out least often to some coders; the first of equals.

    It is one for all of them, so that those who read the same passages are asked the same.
    """
    among = tuple(readers)
    return min(sections, key=lambda codes: sum(one.sections[codes] for one in among), default=())
