"""Intervals by resampling whole cases: what one person says in two places is not independent.

Every coefficient here is worked out from sums over units: how many there are, how many are alike,
how often each value was given. Sums of a resample are those of its cases, each as often as it was
drawn; so units are added up once by case, and a thousand resamples are one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from themekit.agreement.ratings import Floats
from themekit.statistics import Interval

FEWEST = 20
"""Cases below which resampling says too little about other cases to be told."""
RESAMPLES = 1000
MOST_UNDEFINED = 0.05
TAIL = 2.5
NO_WIDTH = 1e-12
Formula = Callable[[Floats], Floats]
"""Takes sums, of shape (resamples, sums), gives one number each; not-a-number: not defined."""


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The case whose words each unit is.

    Attributes
    ----------
    number : int
        Of cases.
    member : array of shape (units,)
    """

    number: int
    member: NDArray[np.int64]

    @classmethod
    def of(cls, groups: Sequence[Hashable]) -> Cases:
        """Give each case a number, as they come."""
        names = {name: at for at, name in enumerate(dict.fromkeys(groups))}
        return cls(len(names), np.array([names[name] for name in groups], dtype=np.int64))

    def sums(self, features: Floats) -> Floats:
        """Add up what units count for, of shape (units, sums), case by case."""
        found = np.zeros((self.number, features.shape[1]))
        np.add.at(found, self.member, features)
        return found


def value_of(formula: Formula, sums: Floats) -> float | None:
    """Return what a formula comes to; None where it is not defined.

    Parameters
    ----------
    formula : callable
    sums : array of shape (cases or units, sums)
        That are added up.
    """
    (value,) = formula(sums.sum(axis=0, keepdims=True))
    return None if np.isnan(value) else float(value)


def bootstrap(
    formula: Formula, sums: Floats, *, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[Interval | None, str]:
    """Return the 95 % percentile interval of what a formula says, or why there is none.

    Parameters
    ----------
    formula : callable
    sums : array of shape (cases, sums)
        By case: see `Cases.sums`. Cases are drawn with replacement, with all their units.
    seed : int
    resamples : int

    References
    ----------
    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; drawn by
    cluster as in A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997),
    section 3.8.
    """
    cases = len(sums)
    if cases < FEWEST:
        return None, f"{cases} of {FEWEST} cases"
    times = np.random.default_rng(seed).multinomial(cases, np.full(cases, 1 / cases), resamples)
    return _interval(formula(times.astype(np.float64) @ sums))


def interval_of_ratio(
    above: Floats, below: Floats, *, seed: int = 0, resamples: int = RESAMPLES
) -> Interval | None:
    """Return the interval of a ratio of sums over cases, as `bootstrap` does, but quickly.

    Cases that say the same are drawn together: how often any of them comes is what counts. So the
    work is that of the different cases and not of all.

    Parameters
    ----------
    above, below : array of shape (cases,)
        Of each case what stands above and below the line.
    seed : int
    resamples : int
    """
    if len(above) < FEWEST:
        return None
    kinds, number = np.unique(np.column_stack([above, below]), axis=0, return_counts=True)
    draws = np.random.default_rng(seed).multinomial(len(above), number / len(above), resamples)
    return _interval(ratio(*(draws.astype(np.float64) @ kinds).T))[0]


def _interval(found: Floats) -> tuple[Interval | None, str]:
    """Return the percentile interval of what resamples come to, or why there is none."""
    resamples = found.size
    told = found[~np.isnan(found)]
    if told.size < resamples * (1 - MOST_UNDEFINED):
        return None, "not defined in too many resamples: the code is too rare"
    low, high = np.percentile(told, [TAIL, 100 - TAIL])
    if high - low < NO_WIDTH:
        # Where nobody ever differed no resample differs either: that is no certainty.
        return None, "no two resamples differ, which tells nothing of other cases"
    return Interval(float(low), float(high)), ""


def ratio(above: Floats, below: Floats) -> Floats:
    """Divide; not-a-number where there is nothing to divide by."""
    found: Floats = np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)
    return found
