"""Intervals by resampling whole cases: what one person says in two places is not independent."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from themekit.agreement.ratings import Floats
from themekit.statistics import Interval

FEWEST = 20
"""Cases below which resampling says too little about other cases to be told."""
RESAMPLES = 1000
MOST_UNDEFINED = 0.05
TAIL = 2.5
Statistic = Callable[[Floats], float | None]
"""Takes how often each unit counts, of shape (units,); None where it is not defined."""


def bootstrap(
    statistic: Statistic,
    groups: Sequence[Hashable],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[Interval | None, str]:
    """Return the 95 % percentile interval of a statistic, or why there is none.

    Parameters
    ----------
    statistic : callable
        Takes weights of shape (n_units,).
    groups : sequence of length n_units
        The case whose words each unit is. Cases are drawn with replacement, with all their units.
    seed : int
    resamples : int

    References
    ----------
    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; drawn by
    cluster as in A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997),
    section 3.8.
    """
    names = list(dict.fromkeys(groups))
    if len(names) < FEWEST:
        return None, f"{len(names)} of {FEWEST} cases"
    number = {name: at for at, name in enumerate(names)}
    member = np.array([number[name] for name in groups])
    draws = np.random.default_rng(seed).multinomial(
        len(names), np.full(len(names), 1 / len(names)), size=resamples
    )
    found = [statistic(draw[member].astype(np.float64)) for draw in draws]
    told = [value for value in found if value is not None]
    if len(told) < resamples * (1 - MOST_UNDEFINED):
        return None, "not defined in too many resamples: the code is too rare"
    low, high = np.percentile(told, [TAIL, 100 - TAIL])
    return Interval(float(low), float(high)), ""
