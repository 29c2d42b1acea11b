"""Which segments people have examined for which codes, as columns.

A pair of code and segment is looked at if somebody said yes or no there, settled it, or had a
covering look and was not unsure of it. Pairs are numbered ``code * n_segments + segment``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from themekit.decisions.latest import VOTES, Latest
from themekit.decisions.meanings import Cover
from themekit.decisions.passages import Flags, Ints

FEW = 8
"""Looks at no more codes than this are listed pair by pair, others as groups of segments."""


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Where people have looked.

    Attributes
    ----------
    size : int
        Number of segments.
    groups : tuple of (codes, array of segments)
        Segments that were looked at for each of many codes.
    listed : sorted array
        Pairs looked at, beside the groups.
    left_out : sorted array
        Pairs within the groups that were not looked at: the only looker was unsure of them.
    """

    size: int
    groups: tuple[tuple[frozenset[int], Ints], ...]
    listed: Ints
    left_out: Ints

    @property
    def anywhere(self) -> bool:
        """Whether a person has looked at anything at all."""
        return bool(self.groups) or bool(self.listed.size)

    def of(self, code: int) -> Flags:
        """Return which segments were looked at for a code."""
        mask = np.zeros(self.size, dtype=bool)
        for codes, segments in self.groups:
            if code in codes:
                mask[segments] = True
        mask[self._within(self.left_out, code)] = False
        mask[self._within(self.listed, code)] = True
        return mask

    def of_all(self, codes: Sequence[int]) -> Flags:
        """Return which segments were looked at for each of `codes`; none if there are no codes."""
        looked = np.full(self.size, fill_value=bool(codes))
        for code in codes:
            looked &= self.of(code)
        return looked

    def of_any(self, codes: Sequence[int]) -> Flags:
        """Return which segments were looked at for at least one of `codes`."""
        looked = np.zeros(self.size, dtype=bool)
        for code in codes:
            looked |= self.of(code)
        return looked

    def covers(self, pairs: Ints) -> Flags:
        """Return which of the pairs were looked at."""
        covered = np.zeros(pairs.size, dtype=bool)
        code, segment = np.divmod(pairs, max(self.size, 1))
        for number in np.unique(code):
            here = code == number
            covered[here] = self.of(int(number))[segment[here]]
        return covered

    def _within(self, pairs: Ints, code: int) -> Ints:
        low, high = np.searchsorted(pairs, [code * self.size, (code + 1) * self.size])
        return pairs[low:high] - code * self.size


def looked_at(latest: Latest, size: int) -> Coverage:
    """Return where somebody looked, in whatever meaning the codes had then."""
    said = [
        pair
        for pair, words in latest.words.items()
        if any(word.verdict in VOTES for word in words.values())
    ]
    return _coverage(latest, size, [*said, *latest.settled], lambda cover: cover.codes)


def checked(latest: Latest, size: int) -> Coverage:
    """Return where somebody looked in the codes' present meaning."""
    said = [
        pair
        for pair, words in latest.words.items()
        if any(word.current and word.verdict in VOTES for word in words.values())
    ]
    settled = [pair for pair, one in latest.settled.items() if one.current]
    return _coverage(latest, size, [*said, *settled], lambda cover: cover.current)


def lookers(latest: Latest, size: int) -> dict[str, frozenset[int]]:
    """Return who looked at which segments, for some code and in whatever meaning, by coder.

    Settling a difference is no look of one's own, and neither is being unsure of all one was shown.
    """
    found: dict[str, set[int]] = {}
    unsure: dict[tuple[str, int], set[int]] = {}
    for pair, words in latest.words.items():
        code, segment = divmod(pair, size)
        for coder, word in words.items():
            if word.verdict in VOTES:
                found.setdefault(coder, set()).add(segment)
            else:
                unsure.setdefault((coder, segment), set()).add(code)
    for segment, looks in latest.looks.items():
        for look in looks:
            if look.cover.codes - unsure.get((look.coder, segment), set()):
                found.setdefault(look.coder, set()).add(segment)
    return {coder: frozenset(segments) for coder, segments in found.items()}


def _coverage(
    latest: Latest,
    size: int,
    pairs: Iterable[int],
    codes_of: Callable[[Cover], frozenset[int]],
) -> Coverage:
    by_codes: dict[frozenset[int], array[int]] = {}
    for segment, looks in latest.looks.items():
        for look in looks:
            by_codes.setdefault(codes_of(look.cover), array("q")).append(segment)
    listed = array("q", pairs)
    groups = []
    for codes, segments in by_codes.items():
        if len(codes) > FEW:
            groups.append((codes, np.unique(np.frombuffer(segments, dtype=np.int64))))
        else:
            for code in codes:
                listed.extend(code * size + segment for segment in segments)
    unsure = _unsure_alone(latest, size, codes_of)
    known = np.unique(np.array(listed, dtype=np.int64))
    left_out = np.array(sorted(unsure), dtype=np.int64)
    return Coverage(size, tuple(groups), np.setdiff1d(known, left_out), left_out)


def _unsure_alone(
    latest: Latest, size: int, codes_of: Callable[[Cover], frozenset[int]]
) -> list[int]:
    """Return the pairs at which only those looked who are unsure of them."""
    found = []
    for pair, words in latest.words.items():
        unsure = {coder for coder, word in words.items() if word.verdict not in VOTES}
        if not unsure or len(unsure) < len(words) or pair in latest.settled:
            continue
        code, segment = divmod(pair, size)
        others = (
            look.coder not in unsure and code in codes_of(look.cover)
            for look in latest.looks.get(segment, ())
        )
        if not any(others):
            found.append(pair)
    return found
