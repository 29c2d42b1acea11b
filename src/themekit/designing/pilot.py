"""What a study knows of itself: the cases that people have read, and how its readers differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Words = NDArray[np.int8]
    Ints = NDArray[np.int64]

YES, NO, UNKNOWN = 1, 0, -1
LEAST_READ, LEAST_TWICE, LEAST_YES = 60, 20, 10
"""Cases read, read by two, and with the code, under which nothing is simulated."""


@dataclass(frozen=True, slots=True, eq=False)
class Pilot:
    """Cases of one strand that people have read; arrays have a row a case, a column a code.

    A case here is what one person told on one occasion: who told in three waves makes three.

    Attributes
    ----------
    codes : tuple of str
        Ids.
    holds : array of shape (n_cases, n_codes)
        `YES` or `NO` as people have it; `UNKNOWN` where not all of the case was read for the code.
    second : array of the same shape
        What another reader said by themselves, likewise.
    scores : array of the same shape, or None
        The machine's chance that the code holds, by a model that had not learned from the case.
    starts, ends : arrays of the same shape
        Between which words of the case it is told first; the whole case where that is not known.
    words : array of shape (n_cases,)
        How long each case is.
    person, wave : arrays of shape (n_cases,)
        Who told it, and when: numbers, waves in the order of time.
    answered, asked : int
        Of so many who were asked, how many told anything; both 0 where that is not known.
    returned, left : int
        Of those who told in a wave, how many did in the next, and did not; both 0 likewise.
    """

    codes: tuple[str, ...]
    holds: Words
    second: Words
    scores: Floats | None
    starts: Floats
    ends: Floats
    words: Floats
    person: Ints
    wave: Ints
    answered: int = 0
    asked: int = 0
    returned: int = 0
    left: int = 0

    def of(self, codes: Sequence[int]) -> Pilot:
        """Return the same of some of the codes, by their places."""
        at = list(codes)
        return replace(
            self,
            codes=tuple(self.codes[one] for one in at),
            scores=None if self.scores is None else self.scores[:, at],
            **{name: getattr(self, name)[:, at] for name in ("holds", "second", "starts", "ends")},
        )

    def read(self, code: int) -> int:
        """Return how many cases were wholly read for a code."""
        return int((self.holds[:, code] != UNKNOWN).sum())

    def yes(self, code: int) -> int:
        """Return how many cases have a code."""
        return int((self.holds[:, code] == YES).sum())

    def twice(self, code: int) -> int:
        """Return how many cases were read for a code by two."""
        known = (self.holds[:, code] != UNKNOWN) & (self.second[:, code] != UNKNOWN)
        return int(known.sum())

    def kept(self, code: int, words: int | None) -> Floats:
        """Return the chance of each case that a code is told within its first so many words.

        Within the words in which it is told first, any place is as likely as another. Cases
        without the code have one too; it means nothing.
        """
        if words is None:
            return np.ones(len(self.holds))
        start, end = self.starts[:, code], self.ends[:, code]
        found: Floats = np.clip((words - start) / np.maximum(end - start, 1.0), 0.0, 1.0)
        return found

    def scored(self, code: int, words: int | None) -> Floats | None:
        """Return the machine's chance of a code in each case, cut to so many words.

        As if what speaks for the code were spread evenly over a case.
        """
        if self.scores is None or not np.isfinite(self.scores[:, code]).all():
            return None
        none = np.log1p(-np.clip(self.scores[:, code], 0.0, 1 - 1e-6))
        part = 1.0 if words is None else np.minimum(1.0, words / np.maximum(self.words, 1.0))
        found: Floats = 1 - np.exp(none * part)
        return found

    def length(self, words: int | None) -> float:
        """Return how many words a case has on average, cut to so many."""
        if not len(self.words):
            return 0.0
        return float(np.minimum(self.words, np.inf if words is None else words).mean())

    def differing(self, codes: tuple[int, ...]) -> float:
        """Return the share of the cases read by two in which they differ on any of some codes."""
        chosen = list(codes)
        first, other = self.holds[:, chosen], self.second[:, chosen]
        known = (first != UNKNOWN) & (other != UNKNOWN)
        twice = known.any(axis=1)
        return float(((first != other) & known).any(axis=1)[twice].mean()) if twice.any() else 0.0
