"""How many cases of a finite set a code is in, from cases drawn at random and a machine's scores.

A person has read `n` whole cases, drawn at random from a set of `N`; a machine has scored all `N`,
each by a model that had not learned from it. The question is what share of *these N cases* would
have the code had this person read them all. It is no share of people beyond them.

The machine helps as far as its scores foretell what the person found: the share found is moved by
`lambda` times the difference between the mean score of all cases and of those drawn (a difference
estimator, tuned so that a useless machine is left out), and what is left unexplained makes the
interval, as if more cases had been drawn. Three things keep it honest where textbook intervals of
this kind fail:

- the interval is Wilson's at the effective number of cases, not Wald's, so that it holds near 0;
- the machine is charged with two mistakes more than were seen: a draw without a mistake does not
  show that there are none;
- where the machine would narrow the interval by less than a tenth, it has no say; nor where fewer
  than 30 cases were read, or fewer than ten with the code or without it: then its weight is a
  guess.

benchmarks/prevalence.py measures how often such intervals hold what people found.

Two waves are compared, and a comparison planned, by parts that are far smaller: `stands_for_all` is
the one rule of when a part that chance chose stands for its wave, `worth` says as how many people
it counts there. benchmarks/waves.py measures it (``--size 40 --read 15``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from themekit.statistics.intervals import Interval, score_interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

PSEUDO_ERRORS = 2.0
LEAST_GAIN = 0.1
LEAST_DRAWN, LEAST_OF_EACH = 30, 10
LARGE = 100
"""Cases from which on a row of the matrix is corrected: smaller ones are read wholly."""
LEAST_STANDING = 15
"""Whole cases, drawn at random and read, from which on they stand for their wave in a comparison.

The interval of a change holds with fewer too, but then even a rise of .20 is told in one of eight
at most: a part that small is no way of following anything.
"""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Scored:
    """A machine's scores of all cases of a set, each by a model that had not learned from it.

    Attributes
    ----------
    drawn : array of shape (n,)
        Of the cases that a person read, in the order of what was found.
    others : array of shape (N - n,)
        Of all the others.
    """

    drawn: ArrayLike
    others: ArrayLike


@dataclass(frozen=True, slots=True)
class Prevalence:
    """The share of a set of cases that has a code.

    Attributes
    ----------
    share : float
        In [0, 1].
    interval : Interval or None
        None where all were read: then nothing is estimated.
    found, drawn, size : int
        Cases with the code among those read; cases read; cases of the set.
    by_machine : bool
        Whether the machine's scores had a say.
    """

    share: float
    interval: Interval | None
    found: int
    drawn: int
    size: int
    by_machine: bool = False

    @property
    def count(self) -> int:
        """The likeliest number of cases of the set."""
        return round(self.share * self.size)

    @property
    def counts(self) -> tuple[int, int]:
        """Least and largest number of cases of the set within the interval."""
        if self.interval is None:
            return self.found, self.found
        low, high = (bound * self.size for bound in self.interval)
        return min(self.count, ceil(low - _TINY)), max(self.count, floor(high + _TINY))


def prevalence(
    found: ArrayLike,
    size: int,
    scored: Scored | None = None,
    *,
    level: float = 0.95,
    population: bool = False,
) -> Prevalence:
    """Estimate the share of a set of cases that has a code.

    Parameters
    ----------
    found : array of shape (n,)
        1 where the person who read a drawn case found the code in it, else 0. The cases are a
        simple random sample of the set.
    size : int
        Cases of the set, at least n.
    scored : Scored, optional
        Without it the interval is Wilson's with a correction for the finite set.
    level : float
        Confidence level, between 0 and 1.
    population : bool
        Whether the set is itself a probability sample of a large population, of which the interval
        is then: it adds what the drawing of that sample leaves open.

    Returns
    -------
    Prevalence
        Its interval contains its share, and no number of cases that contradicts those read.

    Raises
    ------
    ValueError
        If nothing was drawn, more than there is, or another number of cases was scored.

    References
    ----------
    Difference estimator and its tuning: C.-E. Saerndal, B. Swensson and J. Wretman, Model Assisted
    Survey Sampling, Springer 1992, ch. 6; cross-fitted, T. Zrnic and E. J. Candes, "Cross-
    prediction-powered inference", PNAS 121 (2024); the tuning as in A. N. Angelopoulos, J. C.
    Duchi and T. Zrnic, "PPI++", arXiv:2311.01453. Wilson's interval at an effective sample size:
    E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201. Two added events: A.
    Agresti and B. A. Coull, The American Statistician 52 (1998), 119-126.

    Examples
    --------
    >>> few = prevalence([1] * 20 + [0] * 80, size=400)
    >>> round(few.share, 2), [round(bound, 3) for bound in few.interval], few.counts
    (0.2, [0.141, 0.276], (57, 110))
    """
    truth = np.asarray(found, dtype=np.float64)
    drawn, hits = truth.size, int(truth.sum())
    _check(truth, size, scored, level)
    share, unexplained = hits / drawn, 1.0
    enough = drawn >= LEAST_DRAWN and min(hits, drawn - hits) >= LEAST_OF_EACH
    if scored is not None and enough and drawn < size:
        share, unexplained = assisted(truth, size, scored)
    by_machine = unexplained < 1
    # The inverse of the effective number of cases; a set read wholly leaves nothing open.
    open_ = unexplained / drawn * (size - drawn) / max(size - 1, 1)
    if population:
        interval = score_interval(share, float(worth(drawn, size, unexplained)), level)
        return Prevalence(share, interval, hits, drawn, size, by_machine)
    if drawn == size:
        return Prevalence(share, None, hits, drawn, size)
    least, most = hits / size, 1 - (drawn - hits) / size
    share = min(max(share, least), most)
    low, high = score_interval(share, 1 / open_, level)
    inside = Interval(max(low, least), min(high, most))
    return Prevalence(share, inside, hits, drawn, size, by_machine)


def stands_for_all(read: ArrayLike, size: ArrayLike) -> NDArray[np.bool_]:
    """Tell where the cases read stand for a whole wave, in a comparison with another.

    Parameters
    ----------
    read : array
        Whole cases that chance chose and that were read.
    size : array
        Cases of the wave with something to read.
    """
    number, whole = np.asarray(read), np.asarray(size)
    found: NDArray[np.bool_] = (number >= LEAST_STANDING) | (number >= whole)
    return found


def worth(read: ArrayLike, size: ArrayLike, left: ArrayLike = 1.0) -> NDArray[np.float64]:
    """Return as how many people a share counts, of people like those who told.

    It adds what the reading of a part leaves open to what telling itself does: a share of a wave
    that was read wholly counts as all its people.

    Parameters
    ----------
    read, size : array
        Cases read, and cases of the wave; 0 of either counts as 1.
    left : array
        The part of the variance that is left unexplained by what else is known of the others, in
        [0, 1].
    """
    number, whole = (np.maximum(np.asarray(one, dtype=np.float64), 1.0) for one in (read, size))
    open_ = np.asarray(left) / number * (whole - number) / np.maximum(whole - 1, 1.0)
    found: NDArray[np.float64] = 1 / (open_ + 1 / whole)
    return found


def _check(truth: NDArray[np.float64], size: int, scored: Scored | None, level: float) -> None:
    if not 1 <= truth.size <= size or not np.isin(truth, (0, 1)).all():
        raise ValueError(f"no share can be made of {truth.size} out of {size} cases")
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    if scored is not None:
        given = np.size(scored.drawn), np.size(scored.others)
        if given != (truth.size, size - truth.size):
            raise ValueError(f"{given[0]} and {given[1]} scores are not of {size} cases")


def assisted(truth: NDArray[np.float64], size: int, scored: Scored) -> tuple[float, float]:
    """Return the share with the machine's help, and which part of the variance that leaves.

    The part is 1 where the machine is left out.
    """
    mine = np.asarray(scored.drawn, dtype=np.float64)
    plain = float(truth.mean())
    share, left = tuned(
        truth.size,
        size,
        plain,
        spread=float(mine.var()),
        together=float(((truth - plain) * (mine - mine.mean())).mean()),
        apart=float(np.asarray(scored.others, dtype=np.float64).mean()) - float(mine.mean()),
    )
    return float(share), float(left)


def tuned(
    drawn: ArrayLike,
    size: ArrayLike,
    plain: ArrayLike,
    *,
    spread: ArrayLike,
    together: ArrayLike,
    apart: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the same of many draws at once, from what is known of each; arrays of one shape.

    Parameters
    ----------
    drawn, size : array
        Cases read, and cases of the set.
    plain : array
        Share with the code of those read.
    spread : array
        Variance of the scores of those read.
    together : array
        Covariance of the scores and of what was found there.
    apart : array
        Mean score of the others less that of those read.
    """
    number, whole, share = (np.asarray(one, dtype=np.float64) for one in (drawn, size, plain))
    wide, joint = np.asarray(spread, dtype=np.float64), np.asarray(together, dtype=np.float64)
    usable = (wide >= _TINY) & (joint > 0)
    weight = np.where(usable, joint / np.where(usable, wide, 1.0), 0.0)
    variance, charge = share * (1 - share), PSEUDO_ERRORS / number
    left = (variance - weight * joint + charge) / (variance + charge)
    helps = usable & (np.sqrt(np.maximum(left, 0.0)) <= 1 - LEAST_GAIN)
    moved = share + (1 - number / whole) * weight * np.asarray(apart, dtype=np.float64)
    return np.where(helps, moved, share), np.where(helps, left, 1.0)
