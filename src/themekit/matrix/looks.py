"""Which segments people have examined for which codes.

A look covers if its outcome is ``coded`` or ``nothing applies`` and the text is still the same; a
word (see `words`) is a look at its segment for its code. A look that lists only codes which the
codebook no longer has covers nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from themekit.matrix.people import Flags, Ints
from themekit.matrix.units import Units
from themekit.matrix.words import Words
from themekit.records import Look

COVERING = frozenset({"coded", "nothing applies"})


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Where a person has looked.

    Attributes
    ----------
    whole : boolean array of shape (n_segments,)
        Looked at for the whole codebook.
    listed : sorted array
        ``code * n_segments + segment`` of the looks at single codes.
    """

    whole: Flags
    listed: Ints

    @property
    def anywhere(self) -> bool:
        """Whether a person has looked at anything at all."""
        return bool(self.whole.any() or self.listed.size)

    def of(self, code: int) -> Flags:
        """Return which segments were looked at for a code."""
        size = self.whole.size
        low, high = np.searchsorted(self.listed, [code * size, (code + 1) * size])
        mask = self.whole.copy()
        mask[self.listed[low:high] - code * size] = True
        return mask

    def of_all(self, codes: Sequence[int]) -> Flags:
        """Return which segments were looked at for each of `codes`; none if there are no codes."""
        looked = np.full_like(self.whole, fill_value=bool(codes))
        for code in codes:
            looked &= self.of(code)
        return looked

    def of_any(self, codes: Sequence[int]) -> Flags:
        """Return which segments were looked at for at least one of `codes`."""
        looked = np.zeros_like(self.whole)
        for code in codes:
            looked |= self.of(code)
        return looked

    def covers(self, keys: Ints) -> Flags:
        """Return which of the pairs of code and segment were looked at."""
        covered: Flags = np.isin(keys, self.listed)
        return covered | self.whole[keys % max(self.whole.size, 1)]


@dataclass(frozen=True, slots=True)
class Lookers:
    """The coders who looked, kept only for segments and pairs on which somebody has a word."""

    whole: dict[int, set[str]] = field(default_factory=dict)
    listed: dict[int, set[str]] = field(default_factory=dict)


def read_looks(
    looks: Iterable[Look], units: Units, codes: Mapping[str, int], words: Words
) -> tuple[Coverage, Lookers]:
    """Return where people looked, and who looked where somebody has a word."""
    size = len(units)
    whole, listed = np.zeros(size, dtype=bool), array("q", words)
    lookers = Lookers(
        whole={key % size: set() for key in words}, listed={key: set() for key in words}
    )
    for look in looks:
        unit = units.position.get(look.segment_id)
        if unit is None or look.outcome not in COVERING or not units.codable[unit]:
            continue
        if units.hashes[unit] != look.text_hash:
            continue
        if not look.codes:
            whole[unit] = True
            if unit in lookers.whole:
                lookers.whole[unit].add(look.coder)
        for code in (codes[name] for name in look.codes if name in codes):
            key = code * size + unit
            listed.append(key)
            if key in lookers.listed:
                lookers.listed[key].add(look.coder)
    return Coverage(whole, np.unique(np.array(listed, dtype=np.int64))), lookers
