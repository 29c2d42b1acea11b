"""Confidence intervals for a share of people."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """Lower and upper bound of a share, both in [0, 1]."""

    low: float
    high: float


def wilson(count: int, total: int, level: float = 0.95) -> Interval:
    """Return Wilson's score interval for a binomial share.

    Parameters
    ----------
    count : int
        Those of whom it holds, 0 to `total`.
    total : int
        Those who were asked, at least 1.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    Interval
        It always contains ``count / total`` and never leaves [0, 1].

    Raises
    ------
    ValueError
        If there is no share to speak of.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212; without a continuity
    correction (method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872).

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson(27, 30)]
    [0.7438, 0.9654]
    """
    if not 0 <= count <= total or total < 1:
        raise ValueError(f"no share can be made of {count} out of {total}")
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    square = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    share = count / total
    middle = count + square / 2
    half = sqrt(square) * sqrt(total * share * (1 - share) + square / 4)
    # The bounds of 0 and of all are exactly 0 and 1; rounding must not say otherwise.
    low = 0.0 if count == 0 else (middle - half) / (total + square)
    high = 1.0 if count == total else (middle + half) / (total + square)
    return Interval(low, high)


def score_interval(share: float, size: float, level: float = 0.95) -> Interval:
    """Return Wilson's interval for a share of so many people, which need not be a whole number.

    Parameters
    ----------
    share : float
        Taken as 0 or 1 where it lies beyond.
    size : float
        Above 0; of what was estimated from some of a set, the number that tells as much.
    level : float
        Confidence level, between 0 and 1.

    References
    ----------
    As `wilson`; at an effective number of people, E. L. Korn and B. I. Graubard, Survey Methodology
    24 (1998), 193-201.
    """
    share = min(max(share, 0.0), 1.0)
    square = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    middle = share + square / (2 * size)
    half = sqrt(square * (share * (1 - share) / size + square / (4 * size**2)))
    low, high = ((middle + sign * half) / (1 + square / size) for sign in (-1, 1))
    return Interval(min(max(0.0, low), share), max(min(1.0, high), share))
