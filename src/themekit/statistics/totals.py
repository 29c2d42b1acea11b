"""How often something is said in all there is, from what was read and what a machine expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import betaincinv, expit, log_expit, logit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

ENOUGH_DRAWN = 50
"""Units drawn at random and read, under which nothing is estimated."""
LEVEL = 0.95
TYPICAL = 0.03
"""Share of units to which a code applies before anything is known of it: what the built-in weights
give a code on any text, on average over codebooks."""
SPREAD = 0.65
TAILS = 5.0
"""How far codes differ from that, in log-odds: scale and degrees of freedom of Student's t."""
FIRM = 1.0
STEADY = 2.0
"""Uses' worth of belief that the machine's scores count at their face value, and that they make a
sample tell no more than it does by itself."""
_GRID = np.linspace(-16.0, 10.0, 1301)


class Total(NamedTuple):
    """An estimated number of units with the bounds of its 95 % interval.

    Attributes
    ----------
    estimate : float
    low, high : float or None
        None where everything was read: then there is nothing to estimate.
    """

    estimate: float
    low: float | None
    high: float | None


def estimated_total(found: int, unread: ArrayLike, drawn: ArrayLike, holds: ArrayLike) -> Total:
    """Estimate to how many units of some material a code applies, had this reader read it all.

    Parameters
    ----------
    found : int
        Units to which people say that it applies, in all that was read, however it was chosen.
    unread : array of shape (n_unread,)
        The machine's calibrated probabilities for what nobody has read.
    drawn : array of shape (n_drawn,)
        Those for units that were drawn at random and read, each by a model that had not learned
        from it.
    holds : array of shape (n_drawn,)
        1 where people say that it applies, else 0.

    Returns
    -------
    Total
        At least `found` and at most that and all that is unread.

    Raises
    ------
    ValueError
        If there is something unread and nothing was drawn.

    Notes
    -----
    What is unread is expected to hold ``w S + (U / n) (y - w s)`` uses: the difference estimator,
    ``S`` and ``s`` being the sums of the scores of what is unread and drawn, ``y`` the uses found
    among the drawn. The weight ``w`` in [0, 1] is the slope of uses on scores, so that a machine
    that knows nothing does no harm. The sample counts as ``n`` times what the scores explain (at
    least once), times ``U / (U + n)``, since the units are finite in number.

    The interval rests on that alone: Jeffreys' for a share. Where no use was drawn it starts at
    what was found, for nothing speaks against there being no more. The estimate itself is taken
    together with what is known of codes in general, a Student's t distribution of their log-odds:
    a few uses, or none, say little by themselves. It is the median of what is likely then.

    References
    ----------
    C. E. Sarndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling (1992), chapter 6
    (difference and regression estimators). A. N. Angelopoulos, J. C. Duchi and T. Zrnic, "PPI++:
    efficient prediction-powered inference" (2023), for the weight. L. D. Brown, T. T. Cai and
    A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001),
    101-133. A. Gelman et al., Bayesian Data Analysis, 3rd edition (2013), chapter 5, for what is
    known of codes in general. benchmarks/estimates.py says how it fares on coded comments.

    Examples
    --------
    >>> estimated_total(7, [], [0.5, 0.5], [1, 0])
    Total(estimate=7.0, low=None, high=None)
    """
    scores, sample, uses = (np.asarray(one, dtype=np.float64) for one in (unread, drawn, holds))
    if not scores.size:
        return Total(float(found), None, None)
    if not sample.size:
        raise ValueError("nothing can be estimated from no draw")
    left, size = scores.size, sample.size
    weight, gain = _worth(sample, uses)
    expected = weight * scores.sum() + left / size * (uses.sum() - weight * sample.sum())
    rate = min(1.0, max(0.0, float(expected) / left))
    tells = size * gain * left / (left + size)
    low, high = _bounds(rate, tells)
    least = float(np.floor(left * low)) if uses.any() else 0.0
    most = min(float(left), float(np.ceil(left * high)))
    middle = min(most, max(least, left * _pooled(rate, tells)))
    return Total(found + middle, found + least, found + most)


def _worth(sample: Floats, uses: Floats) -> tuple[float, float]:
    """Return the weight of the machine's scores, and how much more a sample tells with them."""
    said, scored = uses - uses.mean(), sample - sample.mean()
    slope = (float(said @ scored) + FIRM) / (float(scored @ scored) + FIRM)
    weight = min(1.0, max(0.0, slope))
    rest = said - weight * scored
    gain = (float(said @ said) + STEADY) / (float(rest @ rest) + STEADY)
    return weight, max(1.0, gain)


def _bounds(rate: float, size: float) -> tuple[float, float]:
    """Return the bounds of a share that a sample of some size showed."""
    uses, others, tail = rate * size + 0.5, (1 - rate) * size + 0.5, (1 - LEVEL) / 2
    return float(betaincinv(uses, others, tail)), float(betaincinv(uses, others, 1 - tail))


def _pooled(rate: float, size: float) -> float:
    """Return the likeliest share, given the sample and what is known of codes in general."""
    far = (_GRID - logit(TYPICAL)) / SPREAD
    before = -(TAILS + 1) / 2 * np.log1p(far**2 / TAILS)
    seen = size * (rate * log_expit(_GRID) + (1 - rate) * log_expit(-_GRID))
    belief = np.exp(before + seen - (before + seen).max())
    return float(expit(np.interp(0.5, np.cumsum(belief) / belief.sum(), _GRID)))
