"""How much a share changed between two waves, where some people, all or none are the same.

A wave's share is of all who told something in it. How far it may be off by who happened to tell is
an interval of its own; two such intervals are put together by squaring and adding (MOVER), less
what people who told both times have in common. So one formula serves the same people, other people
and what lies between, and gives the textbook's intervals at its ends: Newcombe's hybrid score
intervals for independent and for paired shares.

*Drift* is by how much one and the same passages are read otherwise now than then. It is measured in
a random part of the earlier wave, which was read anew; what the sample leaves open of it is added
to the interval of the change, and so it is where those who began are weighed against those who
stopped: the old reading of them beside the new one shows drift as well as change.

benchmarks/waves.py measures how often these intervals hold what was planted.
"""

from __future__ import annotations

from math import comb, sqrt
from statistics import NormalDist
from typing import NamedTuple

from themekit.statistics.intervals import score_interval

_TINY = 1e-9
_HALF = 0.5


class Estimate(NamedTuple):
    """A difference of shares with its interval, all in [-1, 1]."""

    value: float
    low: float
    high: float


class Side(NamedTuple):
    """The share of one wave, and how many people's it is.

    Attributes
    ----------
    share : float
        In [0, 1].
    size : float
        People; fewer where the share was estimated from some of them.
    """

    share: float
    size: float


class Pairs(NamedTuple):
    """How the same people fared who told something both times.

    Attributes
    ----------
    stayed : int
        Of whom it holds both times.
    began, stopped : int
        Of whom it holds only now, only then.
    never : int
        Of whom it holds neither time.
    """

    stayed: int = 0
    began: int = 0
    stopped: int = 0
    never: int = 0

    @property
    def number(self) -> int:
        """How many they are."""
        return sum(self)


NO_DRIFT = Estimate(0.0, 0.0, 0.0)


def exact_change(began: int, stopped: int) -> float:
    """Return the chance that so many more began than stopped, or the reverse, were it all chance.

    Parameters
    ----------
    began, stopped : int
        People of whom something holds only now, only then; those of whom it holds both times or
        neither say nothing.

    Returns
    -------
    float
        Two-sided, in [0, 1]; 1 where nobody changed.

    Raises
    ------
    ValueError
        If a number is below 0.

    References
    ----------
    Q. McNemar, Psychometrika 12 (1947), 153-157, in its exact form: a sign test, W. J. Dixon and
    A. M. Mood, Journal of the American Statistical Association 41 (1946), 557-566.

    Examples
    --------
    >>> round(exact_change(13, 0), 6), exact_change(5, 1)
    (0.000244, 0.21875)
    """
    if min(began, stopped) < 0:
        raise ValueError(f"no people can be {began} and {stopped}")
    changed, fewer = began + stopped, min(began, stopped)
    tail = sum(comb(changed, number) for number in range(fewer + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def change_beyond(
    pairs: Pairs,
    drift: Estimate,
    level: float = 0.95,
) -> float:
    """Return the chance that the same people differ so much more than reading drifted.

    Parameters
    ----------
    pairs : Pairs
        How they fared, the first time as they were read then; at least one.
    drift : Estimate
        By how much those who told the first time would be found otherwise today: a share of them,
        taken as -1 or 1 where it lies beyond.
    level : float
        Of the interval of `drift`, between 0 and 1.

    Returns
    -------
    float
        Two-sided, in [0, 1]. With a drift of exactly 0 it is McNemar's with Edwards' correction,
        which comes near `exact_change`.

    Raises
    ------
    ValueError
        If there are no pairs.

    Notes
    -----
    ``began - stopped - both * drift``, half a person nearer to 0 on either side, in standard errors
    that hold what the drift leaves open. Those who return and those who were read anew are taken to
    drift alike, and to be off by chances of their own.

    References
    ----------
    T. Tango, Statistics in Medicine 17 (1998), 891-908: the score test of a paired difference other
    than 0, of which McNemar's is that of 0. A. L. Edwards, Psychometrika 13 (1948), 185-187: the
    correction by one person. Adding the variance of what is itself estimated: G. Y. Zou and
    A. Donner, Statistics in Medicine 27 (2008), 1693-1702.

    Examples
    --------
    Thirty began and fifteen stopped: of 150, .10 more. Had reading drifted by -.10, it is .20.

    >>> round(change_beyond(Pairs(45, 30, 15, 60), NO_DRIFT), 3)
    0.037
    >>> round(change_beyond(Pairs(45, 30, 15, 60), Estimate(-0.1, -0.17, -0.03)), 3)
    0.001
    """
    if not pairs.number:
        raise ValueError("nobody told anything both times")
    value = min(max(drift.value, -1.0), 1.0)
    more = pairs.began - pairs.stopped - pairs.number * value
    open_ = drift.high - drift.value if more > 0 else drift.value - drift.low
    error = pairs.number * open_ / NormalDist().inv_cdf(0.5 + level / 2)
    variance = _variance_at(pairs, value) + error**2
    beyond = max(0.0, abs(more) - 1)
    if not beyond:
        return 1.0
    return 2 * NormalDist().cdf(-beyond / sqrt(variance)) if variance else 0.0


def _variance_at(pairs: Pairs, difference: float) -> float:
    """Return the variance of ``began - stopped`` were their shares so far apart (Tango 1998).

    How many change one way and the other is then what is likeliest under such a difference.
    """
    _, began, stopped, _ = pairs
    both = pairs.number
    first = 2 * both
    second = (2 * both - began + stopped) * difference - began - stopped
    third = -stopped * difference * (1 - difference)
    stop = (sqrt(max(0.0, second**2 - 4 * first * third)) - second) / (2 * first)
    return max(0.0, both * (2 * stop + difference - difference**2))


def likeness(pairs: Pairs) -> float:
    """Return how alike the same people are both times: the correlation of a fourfold table.

    A likeness above 0 is taken as half a person smaller, as Newcombe has it; 0 where it is not
    defined. In [-1, 1].

    References
    ----------
    R. G. Newcombe, Statistics in Medicine 17 (1998), 2635-2650, method 10.
    """
    stayed, began, stopped, never = pairs
    margins = (stayed + stopped) * (began + never) * (stayed + began) * (stopped + never)
    if not margins:
        return 0.0
    cross = float(stayed * never - began * stopped)
    if cross > 0:
        cross = max(cross - pairs.number / 2, 0.0)
    return cross / sqrt(margins)


def change_of(
    before: Side,
    after: Side,
    pairs: Pairs = Pairs(),  # noqa: B008 -- a tuple of numbers
    drift: Estimate = NO_DRIFT,
    level: float = 0.95,
) -> Estimate:
    """Return the change of a share from one wave to another, both as read today.

    Parameters
    ----------
    before, after : Side
        `before` as it was read then.
    pairs : Pairs
        Those of both waves who are the same people; none where all are others.
    drift : Estimate
        By how much the earlier wave would be read otherwise today; see `drift_of`.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    Estimate
        ``after - (before + drift)``. Its interval is of what is likely of people like these, read
        as they are read today.

    Raises
    ------
    ValueError
        If nobody told anything in a wave, or a share or the level is none.

    References
    ----------
    R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890 (independent shares, method 10) and
    2635-2650 (paired shares, method 10). Adding what is uncorrelated, and in general: G. Y. Zou and
    A. Donner, Statistics in Medicine 27 (2008), 1693-1702. Partly the same people: the correlation
    of the two shares is that of the pairs times ``both / sqrt(n1 n2)``, B. Derrick, A. Dobson-
    Mckittrick, D. Toher and P. White, Journal of Applied Quantitative Methods 10 (2015), no. 3.

    Examples
    --------
    >>> found = change_of(Side(48 / 80, 80), Side(56 / 70, 70))
    >>> [round(bound, 4) for bound in found]
    [0.2, 0.0524, 0.3339]
    """
    _check(before, after, level)
    then = min(max(before.share + drift.value, 0.0), 1.0)
    low_then, high_then = score_interval(then, before.size, level)
    low_now, high_now = score_interval(after.share, after.size, level)
    alike = likeness(pairs) * min(1.0, pairs.number / sqrt(before.size * after.size))
    value = after.share - (before.share + drift.value)
    down = _added(after.share - low_now, high_then - then, alike, drift.high - drift.value)
    up = _added(high_now - after.share, then - low_then, alike, drift.value - drift.low)
    return Estimate(value, max(-1.0, value - down), min(1.0, value + up))


def drift_of(pairs: Pairs, size: int, level: float = 0.95) -> Estimate:
    """Return by how much a wave is read otherwise now than it was then.

    Parameters
    ----------
    pairs : Pairs
        Cases drawn at random from the wave and read anew: `stayed` were found then and now,
        `began` only now, `stopped` only then, `never` not at all.
    size : int
        Cases it is to be the drift of, at least as many as were read anew: of the wave, or of the
        part of it that was read.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    Estimate
        The difference estimator with the interval of Agresti and Min, which adds half a case to
        each kind, corrected for a finite set: it is exact once all were read anew.

    Raises
    ------
    ValueError
        If nothing was read anew, or more than there is.

    References
    ----------
    C.-E. Sarndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling, Springer 1992, ch. 6
    (difference estimator). A. Agresti and Y. Min, Statistics in Medicine 24 (2005), 729-740.
    Reading old answers again in a later round, unmarked among the new ones, is how the trend of the
    United States' National Assessment of Educational Progress is kept.

    Examples
    --------
    >>> found = drift_of(Pairs(stayed=10, began=8, stopped=2, never=40), size=300)
    >>> [round(bound, 3) for bound in found]
    [0.1, 0.005, 0.188]
    """
    drawn = pairs.number
    if not 1 <= drawn <= size:
        raise ValueError(f"no drift can be made of {drawn} out of {size} cases")
    value = (pairs.began - pairs.stopped) / drawn
    if drawn == size:
        return Estimate(value, value, value)
    more = drawn + 4 * _HALF
    began, stopped = ((one + _HALF) / more for one in (pairs.began, pairs.stopped))
    middle = began - stopped
    left = (size - drawn) / (size - 1)
    half = NormalDist().inv_cdf(0.5 + level / 2) * sqrt((began + stopped - middle**2) / more * left)
    return Estimate(
        value, max(-1.0, min(value, middle - half)), min(1.0, max(value, middle + half))
    )


def _added(one: float, other: float, alike: float, more: float = 0.0) -> float:
    """Return the margin that margins come to together, two of which have something in common."""
    return sqrt(max(0.0, one**2 - 2 * alike * one * other + other**2 + more**2))


def _check(before: Side, after: Side, level: float) -> None:
    if min(before.size, after.size) < 1 - _TINY:
        raise ValueError("nobody told anything in one of the waves")
    if not all(0 <= one.share <= 1 for one in (before, after)):
        raise ValueError(f"{before.share} and {after.share} are not both shares")
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
