"""Coefficients of agreement on categories: from plain percent to those that allow for chance.

All but `cohen_kappa` allow any number of coders and gaps. Where there are gaps, observed agreement
is of the units of which two or more people said something, as in K. L. Gwet, Handbook of
Inter-Rater Reliability (4th edition, 2014), chapters 2 to 5, whose formulas these are.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from themekit.agreement.ratings import Floats, Rated, Row, read_ratings
from themekit.agreement.resampling import bootstrap
from themekit.agreement.results import Agreement
from themekit.statistics import Interval

NO_SHARED = "no unit was looked at by two people"
ONE_VALUE = "everybody said the same of every unit: nothing is left to tell from chance"
NO_UNITS = "there are no units"
NEVER_USED = "nobody applied it"
PAIR = 2

Groups = Sequence[Hashable] | None
Chance = Callable[[Rated, Floats], float | None]
"""Expected agreement of ratings whose units count so often; None where it is not defined."""


def percent(ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return the share of pairs of people who said the same, averaged over units.

    Both saying that a code does not apply counts as the same: where a code is rare it is high
    whatever people do.

    Parameters
    ----------
    ratings : coders x units
        None = missing.
    groups : sequence, optional
        The case of each unit: then there is an interval, from 20 cases up.
    seed : int
    """
    return _told(read_ratings(ratings), lambda *_: 0.0, groups, seed)


def fleiss_kappa(counts: ArrayLike, *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Fleiss' kappa: all coders are taken to use the values alike.

    Parameters
    ----------
    counts : array of shape (units, values)
        How many coders gave each unit each value; the sums may differ.
    groups, seed
        See `percent`.

    References
    ----------
    J. L. Fleiss, Psychological Bulletin 76 (1971), 378-382.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != PAIR or (table < 0).any():
        raise ValueError("counts are units by values, none of them negative")
    return _told(Rated(tuple(range(table.shape[1])), table[np.newaxis]), _alike, groups, seed)


def scott_pi(ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Scott's pi; of more than two coders it is Fleiss' kappa.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    W. A. Scott, Public Opinion Quarterly 19 (1955), 321-325.
    """
    return _told(read_ratings(ratings), _alike, groups, seed)


def conger_kappa(ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Conger's kappa: each coder uses the values in their own way, as in Cohen's.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    A. J. Conger, Psychological Bulletin 88 (1980), 322-328.
    """
    return _told(read_ratings(ratings), _each_their_own, groups, seed)


def gwet_ac1(ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Gwet's AC1, which a rare code does not pull towards 0 as it does kappa.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48.
    """
    return _told(read_ratings(ratings), _uncertain, groups, seed)


def brennan_prediger(ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Brennan and Prediger's coefficient: by chance every value is as likely.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement 41 (1981), 687-699.
    """
    return _told(read_ratings(ratings), lambda rated, _: 1 / len(rated.values), groups, seed)


def cohen_kappa(
    a: Row,
    b: Row,
    weights: Literal["linear", "quadratic"] | None = None,
    *,
    groups: Groups = None,
    seed: int = 0,
) -> Agreement:
    """Return Cohen's kappa of two coders.

    Parameters
    ----------
    a, b : sequences of one length
        None = missing: such a unit is left out.
    weights : {None, 'linear', 'quadratic'}
        How much nearby values count as agreement; None: not at all.
    groups : sequence, optional
        The case of each unit: then the interval is by resampling cases, from 20 cases up. Without
        it the interval takes units for independent.
    seed : int

    References
    ----------
    J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46; standard error of J. L.
    Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969), 323-327.
    """
    rated = read_ratings([a, b])
    both = rated.counts.sum(axis=1) == PAIR
    n, excluded = int(both.sum()), int((~both).sum())
    first, second = rated.hot[:, both]
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)
    kappa = _weighted_kappa(first, second, weights)
    value = kappa(np.ones(n))
    if value is None:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    if groups is None:
        return Agreement(value, _asymptotic(first.T @ second, weights), n, excluded)
    chosen = [one for one, kept in zip(groups, both, strict=True) if kept]
    return Agreement(value, *_interval(kappa, chosen, seed, n, excluded))


def positive_agreement(
    ratings: Iterable[Row], *, groups: Groups = None, seed: int = 0
) -> Agreement:
    """Return how often the other person applied a code, too, where one of a pair did.

    Parameters
    ----------
    ratings : coders x units
        1 or True where they applied it, 0 or False where not, None = missing.
    groups, seed
        See `percent`.

    References
    ----------
    J. L. Fleiss, Statistical Methods for Rates and Proportions (1981), section 13.1; over several
    people by adding their pairs up. It is `themekit.statistics.positive_agreement` of two.
    """
    rows = [[None if value is None else int(value) for value in row] for row in ratings]
    rated = read_ratings(rows)
    given = rated.counts.sum(axis=1)
    used = rated.values.index(1) if 1 in rated.values else None
    yes = np.zeros(given.size) if used is None else rated.counts[:, used]
    shared = given >= PAIR

    def statistic(times: Floats) -> float | None:
        # Every yes meets all others of its unit; two that meet are counted from both sides.
        met = float(times @ (yes * (given - 1) * shared))
        return float(times @ (yes * (yes - 1) * shared)) / met if met else None

    return _of(statistic, shared, groups, seed, NEVER_USED)


def pooled_kappa(pairs: Iterable[tuple[Row, Row]]) -> Agreement:
    """Return the kappa of many codes at once, from their mean observed and expected agreement.

    The mean of kappas gives a code that was used twice the weight of one that was used often.

    Parameters
    ----------
    pairs : iterable of (a, b)
        Two coders' ratings, a pair a code; None = missing.

    References
    ----------
    H. de Vries, M. N. Elliott, D. E. Kanouse and S. S. Teleki, "Using pooled kappa to summarize
    interrater agreement across many items", Field Methods 20 (2008), 272-282.
    """
    seen: list[tuple[float, float]] = []
    n = excluded = 0
    for a, b in pairs:
        rated = read_ratings([a, b])
        both = rated.counts.sum(axis=1) == PAIR
        n, excluded = n + int(both.sum()), excluded + int((~both).sum())
        if both.any():
            first, second = rated.hot[:, both]
            chance = first.mean(axis=0) @ second.mean(axis=0)
            seen.append((float((first * second).sum(axis=1).mean()), float(chance)))
    if not seen:
        return Agreement(None, None, n, excluded, NO_SHARED)
    observed, expected = np.mean(seen, axis=0)
    if expected >= 1:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    return Agreement(float((observed - expected) / (1 - expected)), None, n, excluded)


def _told(rated: Rated, chance: Chance, groups: Groups, seed: int) -> Agreement:
    """Return (observed - chance) / (1 - chance) with its interval."""
    counts = rated.counts
    given = counts.sum(axis=1)
    shared = given >= PAIR
    same = (counts * (counts - 1)).sum(axis=1) / np.where(shared, given * (given - 1), 1)

    def statistic(times: Floats) -> float | None:
        units = float(times @ shared)
        expected = chance(rated, times) if units else None
        if expected is None or expected >= 1:
            return None
        return (float(times @ (same * shared)) / units - expected) / (1 - expected)

    return _of(statistic, shared, groups, seed, ONE_VALUE)


def _of(
    statistic: Callable[[Floats], float | None],
    shared: Any,
    groups: Groups,
    seed: int,
    undefined: str,
) -> Agreement:
    """Return what a statistic of units comes to, of which some are shared."""
    n, excluded = int(shared.sum()), int((~shared).sum())
    if not shared.size:
        return Agreement(None, None, 0, 0, NO_UNITS)
    value = statistic(np.ones(shared.size)) if n else None
    if value is None:
        return Agreement(None, None, n, excluded, undefined if n else NO_SHARED)
    if groups is None:
        return Agreement(value, None, n, excluded)
    return Agreement(value, *_interval(statistic, groups, seed, n, excluded))


def _interval(
    statistic: Callable[[Floats], float | None],
    groups: Sequence[Hashable],
    seed: int,
    n: int,
    excluded: int,
) -> tuple[Interval | None, int, int, str, str]:
    """Return what follows the value in an `Agreement`."""
    interval, why = bootstrap(statistic, groups, seed=seed)
    return interval, n, excluded, "", why


def _shares(rated: Rated, times: Floats) -> Floats | None:
    """Return how likely each value is: the mean over units of its share; None of no unit."""
    counts = rated.counts
    given = counts.sum(axis=1)
    weight = times * (given > 0)
    if not weight.sum():
        return None
    shares: Floats = weight @ (counts / np.where(given > 0, given, 1)[:, np.newaxis]) / weight.sum()
    return shares


def _alike(rated: Rated, times: Floats) -> float | None:
    """Chance agreement of coders who all use the values alike."""
    shares = _shares(rated, times)
    return None if shares is None else float(shares @ shares)


def _uncertain(rated: Rated, times: Floats) -> float | None:
    """Chance agreement where only units that are hard to tell are answered at random."""
    shares = _shares(rated, times)
    # Of one value everything is the same, and so it is in every other coefficient: not defined.
    if shares is None or (shares > 0).sum() < PAIR:
        return None
    return float(shares @ (1 - shares)) / (len(rated.values) - 1)


def _each_their_own(rated: Rated, times: Floats) -> float | None:
    """Chance agreement of two different coders, each by their own shares of values."""
    used = np.einsum("cuv,u->cv", rated.hot, times)
    total = used.sum(axis=1)
    used = used[total > 0] / total[total > 0][:, np.newaxis]
    coders = len(used)
    if coders < PAIR:
        return None
    summed = used.sum(axis=0)
    return float(summed @ summed - (used * used).sum()) / (coders * (coders - 1))


def _weighted_kappa(
    first: Floats, second: Floats, weights: str | None
) -> Callable[[Floats], float | None]:
    """Return Cohen's kappa as a function of how often each unit counts."""
    size = first.shape[1]
    place = np.arange(size)
    apart = np.abs(place[:, np.newaxis] - place)
    cost = {None: apart > 0, "linear": apart, "quadratic": apart**2}[weights].astype(np.float64)

    def kappa(times: Floats) -> float | None:
        table = (first * times[:, np.newaxis]).T @ second
        expected = float(table.sum(axis=1) @ cost @ table.sum(axis=0)) / max(table.sum(), 1)
        return 1 - float((table * cost).sum()) / expected if expected else None

    return kappa


def _asymptotic(table: Floats, weights: str | None) -> Interval | None:
    """Return the interval that takes units for independent, as statsmodels reckons it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it divides by zero comes out as not-a-number
        from statsmodels.stats.inter_rater import cohens_kappa

        found = cohens_kappa(table, wt=weights)
    low, high = float(found.kappa_low), float(found.kappa_upp)
    return Interval(low, high) if np.isfinite([low, high]).all() else None
