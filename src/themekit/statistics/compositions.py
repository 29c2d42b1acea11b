"""Shares that come to a whole, such as where somebody places a dot between three corners.

What one corner gains the others lose, so that a mean of each corner alone says nothing: the shares
are one composition and are compared by the logarithms of their ratios.

References
----------
J. Aitchison, "The statistical analysis of compositional data", Journal of the Royal Statistical
Society B 44 (1982), 139-177.
J. A. Martin-Fernandez, C. Barcelo-Vidal, V. Pawlowsky-Glahn, "Dealing with zeros and missing values
in compositional data sets using nonparametric imputation", Mathematical Geology 35 (2003), 253-278.
V. Pawlowsky-Glahn, J. J. Egozcue, "Geometric approach to statistical analysis on the simplex",
Stochastic Environmental Research and Risk Assessment 15 (2001), 384-398.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, isclose, log, sqrt

Composition = Sequence[float]

LEAST = 0.0065
"""What stands for a share of nothing: 65 % of the least that can be told apart, here 1 %."""


def without_zeros(shares: Composition, least: float = LEAST) -> tuple[float, ...]:
    """Return a composition in which no share is 0, its other shares' ratios as they were.

    Multiplicative replacement: a zero becomes `least`, and what is above 0 shrinks by one factor.

    Parameters
    ----------
    shares : sequence of float
        At least 0, together 1.
    least : float
        Above 0, so small that all zeros together stay below 1.

    Raises
    ------
    ValueError
        The shares are no composition, or `least` leaves nothing for the others.

    Examples
    --------
    >>> [round(share, 4) for share in without_zeros((0.2, 0.4, 0.4, 0.0), 0.0625)]
    [0.1875, 0.375, 0.375, 0.0625]
    """
    if min(shares) < 0 or not isclose(fsum(shares), 1.0, abs_tol=1e-9):
        raise ValueError(f"shares are at least 0 and come to 1, and these do not: {shares}")
    filled = least * sum(share == 0 for share in shares)
    if not 0 < least < 1 or filled >= 1:
        raise ValueError(f"{least} in place of each 0 leaves nothing for the other shares")
    return tuple(share * (1 - filled) if share else least for share in shares)


def centre(compositions: Sequence[Composition]) -> tuple[float, ...]:
    """Return the centre of compositions: the geometric mean of each share, closed to 1.

    Parameters
    ----------
    compositions : sequence of sequences of float
        At least one; all of one length, every share above 0.

    Examples
    --------
    >>> [round(share, 3) for share in centre([(0.8, 0.1, 0.1), (0.1, 0.8, 0.1)])]
    [0.425, 0.425, 0.15]
    """
    logs = [_middle([log(one[at]) for one in compositions]) for at in range(len(compositions[0]))]
    means = [exp(value) for value in logs]
    return tuple(mean / fsum(means) for mean in means)


def spread(compositions: Sequence[Composition]) -> float | None:
    """Return how far compositions lie from their centre: the square root of their total variance.

    The total (metric) variance is the sum of the variances of the centred log-ratios, with the
    number less one as divisor. Of three shares it is the mean variance of their three log-ratios,
    so that a spread of s says: between two corners a ratio differs from the centre's by a factor of
    about exp(s).

    Parameters
    ----------
    compositions : sequence of sequences of float
        Every share above 0.

    Returns
    -------
    float or None
        At least 0; None of fewer than two.
    """
    if len(compositions) < 2:  # noqa: PLR2004 -- one lies on its own centre
        return None
    rows = [_centred(one) for one in compositions]
    middles = [_middle([row[at] for row in rows]) for at in range(len(rows[0]))]
    squares = ((row[at] - middle) ** 2 for row in rows for at, middle in enumerate(middles))
    return sqrt(fsum(squares) / (len(rows) - 1))


def _centred(shares: Composition) -> list[float]:
    """Return the centred log-ratios of a composition."""
    logs = [log(share) for share in shares]
    return [value - _middle(logs) for value in logs]


def _middle(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
