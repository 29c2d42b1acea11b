"""How many more cases to read until no claim can turn over any more.

A claim says on which side of something a finite set of cases lies: that its share with a code is
over a quarter, or that more of them have one code than another. Of the set's `size` cases `read`
were read, drawn at random. A claim's *doubt* is the chance that the cases which nobody has read
turn it over, the tail of a score test beyond its margin, with the correction for a finite set: it
is 0 once everything was read. Claims are *settled* together where their doubts add up to no more
than a tenth (Boole's inequality): so a claim that is far from turning over costs the others
nothing, which equal parts (Bonferroni's) would.

What more reading will do follows from how the margin's variance shrinks with the number of cases,
were the margin what it is now. That is a *forecast*; it is a *promise* where it reaches no further
than half of what was read already: what lies further cannot be told from so few. Either may turn
out too small or too large, and it is asked again at the next step.

Where a claim would need more than four of five cases to be read, it cannot be settled short of
reading all of them, which costs no more than a quarter beyond that. Such a claim is left open and
told as what it is; the others are settled without it.

benchmarks/stopping.py measures how often settled claims hold, and what the promised work costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from themekit.statistics.prevalence import LEAST_DRAWN, LEAST_OF_EACH, Scored, assisted

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CERTAINTY = 0.9
FIRST = 50
"""Cases to draw before anything can be forecast."""
MOST = 0.8
"""The part of a set from which on reading all of it is not much more."""
REACH = 1.5
"""How many times what was read a promise may reach, and the next step."""
STEP = 5
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a claim is from turning over, by the cases read so far.

    Attributes
    ----------
    distance : float
        Mean of a case towards the claim's side: a share less its boundary, or the difference of two
        shares. Below 0 the claim does not hold as it stands.
    variance : float
        Of a case, on the verge of turning over; a machine's help makes it smaller.
    grain : float
        Half of what a single case can change (correction for continuity).
    """

    distance: float
    variance: float
    grain: float = 0.5

    def doubt(self, read: int, size: int) -> float:
        """Return the chance that what nobody has read turns the claim over.

        Parameters
        ----------
        read, size : int
            Cases read, or to be read by then, and cases of the set.
        """
        if read >= size:
            return 0.0
        distance = self.distance - self.grain / read
        open_ = self.variance / read * (size - read) / (size - 1)
        if open_ <= 0:
            return 0.0 if distance > 0 else 1.0
        return _NORMAL.cdf(-distance / sqrt(open_))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is settled about a set of cases, and what more reading will settle.

    Attributes
    ----------
    open : tuple of int
        Claims that nothing short of reading all cases will settle, by their place.
    more : int
        Cases to read next; 0 where all claims but the open ones are settled.
    forecast : int
        Cases that settle all claims but the open ones, as it looks now; at least `more`.
    """

    open: tuple[int, ...]
    more: int
    forecast: int

    @property
    def settled(self) -> bool:
        """Whether all claims but the open ones are settled."""
        return self.more == 0

    @property
    def promised(self) -> bool:
        """Whether the next cases are to settle all claims but the open ones."""
        return self.forecast == self.more


def outlook(
    margins: Sequence[Margin], read: int, size: int, certainty: float = CERTAINTY
) -> Outlook:
    """Tell which claims are settled, and how many more cases settle the rest.

    Parameters
    ----------
    margins : sequence of Margin
        Of all claims about a set of cases, as measured in those read.
    read, size : int
        Cases that were drawn at random and read, at least 1, and cases of the set.
    certainty : float
        With which all settled claims are to hold together.

    References
    ----------
    Sample size for a finite population: W. G. Cochran, Sampling Techniques, Wiley 1977, sections
    2.6 and 4.6. The score test of a difference between shares of the same cases: Q. McNemar,
    Psychometrika 12 (1947), 153-157, with the correction of A. L. Edwards, Psychometrika 13 (1948),
    185-187. What the mean of further cases of a finite set may be: A. Lo, The Annals of Statistics
    16 (1988), 1684-1695.

    Examples
    --------
    >>> near = Margin(distance=0.06, variance=0.25)
    >>> outlook([near], read=60, size=400)
    Outlook(open=(), more=30, forecast=45)
    """
    allowed = 1 - certainty

    def settles(at: int, kept: Sequence[int]) -> bool:
        return sum(margins[one].doubt(at, size) for one in kept) <= allowed

    furthest = max(read, min(int(MOST * size), size - 1))
    doubts = [one.doubt(furthest, size) for one in margins]
    kept = sorted(range(len(margins)), key=lambda one: (doubts[one], one))
    while kept and read < size and not settles(furthest, kept):
        kept.pop()
    left = tuple(one for one in range(len(margins)) if one not in kept)
    if read >= size or settles(read, kept):
        return Outlook(left, 0, 0)
    likely = _least(lambda at: settles(at, kept), read, furthest) - read
    reach = ceil((REACH - 1) * read)
    more = min(_in_steps(min(likely, reach)), size - read)
    return Outlook(left, more, max(more, min(_in_steps(likely), size - read)))


def first_draw(size: int) -> int:
    """Return how many cases of a set to draw before anything can be forecast."""
    return min(FIRST, size)


def share_margin(
    found: ArrayLike, size: int, boundary: float, scored: Scored | None = None
) -> Margin:
    """Measure by how much a share is above a boundary; below it the distance is negative.

    Parameters
    ----------
    found : array of shape (n,)
        1 where a case that was drawn and read has the code, else 0.
    size : int
        Cases of the set.
    boundary : float
        A share between 0 and 1.
    scored : Scored, optional
        A machine's scores of all cases.
    """
    truth = np.asarray(found, dtype=np.float64)
    share, left = _measured(truth, size, scored)
    return Margin(share - boundary, boundary * (1 - boundary) * left)


def order_margin(
    first: ArrayLike, second: ArrayLike, size: int, scored: Scored | None = None
) -> Margin:
    """Measure by how much one code is in more cases than another; in fewer it is negative.

    Parameters
    ----------
    first, second : arrays of shape (n,)
        1 where a case that was drawn and read has the code, else 0; of the same cases.
    size : int
        Cases of the set.
    scored : Scored, optional
        A machine's scores of the first less those of the second, of all cases.
    """
    differ = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    mean, left = _measured(differ, size, scored)
    # Where no case tells them apart yet, one might have.
    apart = max(float((differ**2).sum()), 1.0) / differ.size
    return Margin(mean, apart * left, grain=1.0)


def turned(margin: Margin) -> Margin:
    """Return the margin of the contrary claim."""
    return Margin(-margin.distance, margin.variance, margin.grain)


def _measured(values: np.ndarray, size: int, scored: Scored | None) -> tuple[float, float]:
    """Return a mean, with the machine's help where it has a say, and what of its variance stays."""
    told = int(np.count_nonzero(values))
    enough = values.size >= LEAST_DRAWN and min(told, values.size - told) >= LEAST_OF_EACH
    if scored is None or not enough or values.size >= size:
        return float(values.mean()), 1.0
    return assisted(values, size, scored)


def _least(settles: Callable[[int], bool], low: int, high: int) -> int:
    """Return the least number at which claims are settled; they are at `high`, not at `low`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if settles(middle) else (middle, high)
    return high


def _in_steps(cases: int) -> int:
    """Round up to a number that nobody takes for exact."""
    return STEP * ceil(cases / STEP)
