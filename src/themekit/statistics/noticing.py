"""Whether something rose or fell between two waves, of many pairs of waves at once.

The rule is that of `themekit.statistics.change`, worked out on arrays, so that whoever plans can
see thousands of waves that might have been. A change is told where it is at least as large as what
would matter, its interval leaves no change out and, where people came back, more of them began than
stopped (or the reverse) than chance would make; no change, where its interval lies within what
would matter; else it cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROSE, NO_CHANGE, FELL, CANNOT_TELL = 1, 0, -1, 9
LEVEL = 0.95
RETURNING = 0.5
_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class WavePairs:
    """Two waves each, many times over; arrays of one shape.

    Attributes
    ----------
    before, after : array
        Shares of those who told, in [0, 1].
    size_before, size_after : array
        People that each share is worth: those read, or more with a machine's help. 0 where nobody
        told.
    stayed, began, stopped, never : array
        Of those read both times: of whom it holds both times, only now, only then, neither time.
    fewer : array
        Those who were read of the smaller wave: where half of them or more were read both times, it
        is the same people who are compared.
    """

    before: Floats
    after: Floats
    size_before: Floats
    size_after: Floats
    stayed: Ints
    began: Ints
    stopped: Ints
    never: Ints
    fewer: Ints

    @property
    def both(self) -> Ints:
        """How many were read both times."""
        return self.stayed + self.began + self.stopped + self.never


def verdicts(pairs: WavePairs, matters: float) -> Ints:
    """Return `ROSE`, `FELL`, `NO_CHANGE` or `CANNOT_TELL` of every pair of waves.

    Parameters
    ----------
    pairs : WavePairs
    matters : float
        The least change that matters, in (0, 1).
    """
    change = pairs.after - pairs.before
    low, high = change_bounds(pairs)
    returning = pairs.both >= RETURNING * np.maximum(pairs.fewer, 1)
    more = pairs.began - pairs.stopped
    by_chance = returning & (exact_changes(pairs.began, pairs.stopped) >= 1 - LEVEL)
    braked = by_chance | (returning & (more * change <= 0))
    large = (np.abs(change) >= matters - _TINY) & ~braked
    within = (low >= -matters) & (high <= matters) & (~returning | by_chance | (more == 0))
    told = np.where(large & (low > 0), ROSE, np.where(large & (high < 0), FELL, CANNOT_TELL))
    told = np.where((told == CANNOT_TELL) & within, NO_CHANGE, told)
    empty = (pairs.size_before <= 0) | (pairs.size_after <= 0)
    found: Ints = np.where(empty, CANNOT_TELL, told)
    return found


def change_bounds(pairs: WavePairs, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the bounds of the interval of each change, as `change.change_of` has them.

    Parameters
    ----------
    pairs : WavePairs
    level : float
        Confidence level, between 0 and 1.
    """
    low_then, high_then = score_bounds(pairs.before, pairs.size_before, level)
    low_now, high_now = score_bounds(pairs.after, pairs.size_after, level)
    size = np.sqrt(np.maximum(pairs.size_before * pairs.size_after, _TINY))
    alike = likenesses(pairs) * np.minimum(1.0, pairs.both / size)
    change = pairs.after - pairs.before
    down = _added(pairs.after - low_now, high_then - pairs.before, alike)
    up = _added(high_now - pairs.after, pairs.before - low_then, alike)
    return np.maximum(-1.0, change - down), np.minimum(1.0, change + up)


def score_bounds(share: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the bounds of Wilson's interval of many shares, each of so many people."""
    number = np.maximum(size, _TINY)
    square = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    middle = share + square / (2 * number)
    half = np.sqrt(square * (share * (1 - share) / number + square / (4 * number**2)))
    low, high = ((middle + sign * half) / (1 + square / number) for sign in (-1, 1))
    return np.minimum(np.maximum(low, 0.0), share), np.maximum(np.minimum(high, 1.0), share)


def likenesses(pairs: WavePairs) -> Floats:
    """Return how alike the same people are both times, as `change.likeness` has it."""
    stayed, began, stopped, never = (
        np.asarray(one, dtype=np.float64)
        for one in (pairs.stayed, pairs.began, pairs.stopped, pairs.never)
    )
    margins = (stayed + stopped) * (began + never) * (stayed + began) * (stopped + never)
    cross = stayed * never - began * stopped
    cross = np.where(cross > 0, np.maximum(cross - pairs.both / 2, 0.0), cross)
    known = margins > 0
    return np.where(known, cross / np.sqrt(np.where(known, margins, 1.0)), 0.0)


def exact_changes(began: Ints, stopped: Ints) -> Floats:
    """Return the two-sided exact chances of so many who began and stopped.

    Parameters
    ----------
    began, stopped : array
        Numbers of people.

    References
    ----------
    As `themekit.statistics.change.exact_change`.

    Examples
    --------
    >>> [round(float(one), 4) for one in exact_changes(np.array([13, 5]), np.array([0, 1]))]
    [0.0002, 0.2188]
    """
    from scipy.special import bdtr

    fewer = np.minimum(began, stopped)
    found: Floats = np.minimum(1.0, 2 * bdtr(fewer.astype(np.float64), began + stopped, 0.5))
    return found


def _added(one: Floats, other: Floats, alike: Floats) -> Floats:
    return np.sqrt(np.maximum(0.0, one**2 - 2 * alike * one * other + other**2))
