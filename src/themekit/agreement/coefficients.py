"""Coefficients of agreement on categories: from plain percent to those that allow for chance.

All but `cohen_kappa` allow any number of coders and gaps. Where there are gaps, observed agreement
is of the units of which two or more people said something, as in K. L. Gwet, Handbook of
Inter-Rater Reliability (4th edition, 2014), chapters 2 to 5, whose formulas these are.
"""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from themekit.agreement.ratings import Floats, Rated, Ratings, Row, read_ratings
from themekit.agreement.resampling import Cases, Formula, bootstrap, ratio, value_of
from themekit.agreement.results import Agreement
from themekit.statistics import Interval

NO_SHARED = "no unit was looked at by two people"
ONE_VALUE = "everybody said the same of every unit: nothing is left to tell from chance"
NO_UNITS = "there are no units"
NEVER_USED = "nobody applied it"
PAIR = 2

Groups = Sequence[Hashable] | None
Chance = tuple[Floats, Formula]
"""What units count for, and what the sums of it make of expected agreement."""


def percent(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
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
    rated = read_ratings(ratings)
    return _told(rated, _constant(rated, 0.0), groups, seed)


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
    rated = Rated(tuple(range(table.shape[1])), table[np.newaxis])
    return _told(rated, _alike(rated), groups, seed)


def scott_pi(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Scott's pi; of more than two coders it is Fleiss' kappa.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    W. A. Scott, Public Opinion Quarterly 19 (1955), 321-325.
    """
    rated = read_ratings(ratings)
    return _told(rated, _alike(rated), groups, seed)


def conger_kappa(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Conger's kappa: each coder uses the values in their own way, as in Cohen's.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    A. J. Conger, Psychological Bulletin 88 (1980), 322-328.
    """
    rated = read_ratings(ratings)
    return _told(rated, _each_their_own(rated), groups, seed)


def gwet_ac1(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Gwet's AC1, which a rare code does not pull towards 0 as it does kappa.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48.
    """
    rated = read_ratings(ratings)
    return _told(rated, _uncertain(rated), groups, seed)


def brennan_prediger(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
    """Return Brennan and Prediger's coefficient: by chance every value is as likely.

    Parameters
    ----------
    ratings, groups, seed
        See `percent`.

    References
    ----------
    R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement 41 (1981), 687-699.
    """
    rated = read_ratings(ratings)
    return _told(rated, _constant(rated, 1 / max(len(rated.values), 1)), groups, seed)


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
    found = kappa_of_two(rated, weights, groups=groups, seed=seed)
    if found.value is None or groups is not None:
        return found
    first, second = rated.hot
    return replace(found, interval=_asymptotic(first.T @ second, weights))


def kappa_of_two(
    rated: Rated,
    weights: Literal["linear", "quadratic"] | None = None,
    *,
    groups: Groups = None,
    seed: int = 0,
) -> Agreement:
    """Return Cohen's kappa of ratings that are numbers already.

    Parameters
    ----------
    rated : Rated
        Of two coders.
    weights, groups, seed
        See `cohen_kappa`; without `groups` there is no interval.
    """
    both = rated.counts.sum(axis=1) == PAIR
    n, excluded = int(both.sum()), int((~both).sum())
    first, second = rated.hot[:, both]
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)
    cost = _costs(first.shape[1], weights)
    apart = ((first @ cost) * second).sum(axis=1)
    features, kappa = np.column_stack([apart, first, second]), _kappa(cost)
    value = value_of(kappa, features)
    if value is None:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    if groups is None:
        return Agreement(value, None, n, excluded)
    chosen = [one for one, kept in zip(groups, both, strict=True) if kept]
    interval, why = bootstrap(kappa, Cases.of(chosen).sums(features), seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def positive_agreement(ratings: Ratings, *, groups: Groups = None, seed: int = 0) -> Agreement:
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
    rated = read_ratings(ratings)
    given = rated.counts.sum(axis=1)
    # True and 1 are one value, in whichever way it was written.
    used = rated.values.index(1) if 1 in rated.values else None
    yes = np.zeros(given.size) if used is None else rated.counts[:, used]
    shared = given >= PAIR
    # Every yes meets all others of its unit; two that meet are counted from both sides.
    features = np.column_stack([yes * (yes - 1) * shared, yes * (given - 1) * shared])
    return _of(features, lambda sums: ratio(*sums.T), shared, groups, seed, NEVER_USED)


def pooled_kappa(pairs: Iterable[Ratings]) -> Agreement:
    """Return the kappa of many codes at once, from their mean observed and expected agreement.

    The mean of kappas gives a code that was used twice the weight of one that was used often.

    Parameters
    ----------
    pairs : iterable of ratings
        Two coders' ratings, a pair a code; None = missing.

    References
    ----------
    H. de Vries, M. N. Elliott, D. E. Kanouse and S. S. Teleki, "Using pooled kappa to summarize
    interrater agreement across many items", Field Methods 20 (2008), 272-282.
    """
    seen: list[tuple[float, float]] = []
    n = excluded = 0
    for pair in pairs:
        rated = read_ratings(pair)
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
    further, expected_of = chance

    def formula(sums: Floats) -> Floats:
        expected = expected_of(sums[:, 2:])
        left = np.where(expected < 1, 1 - expected, 0)
        return ratio(ratio(sums[:, 1], sums[:, 0]) - expected, left)

    features = np.column_stack([shared, same * shared, further])
    return _of(features, formula, shared, groups, seed, ONE_VALUE)


def _of(
    features: Floats, formula: Formula, shared: Any, groups: Groups, seed: int, undefined: str
) -> Agreement:
    """Return what a formula makes of units, of which some are shared."""
    n, excluded = int(shared.sum()), int((~shared).sum())
    if not shared.size:
        return Agreement(None, None, 0, 0, NO_UNITS)
    value = value_of(formula, features) if n else None
    if value is None:
        return Agreement(None, None, n, excluded, undefined if n else NO_SHARED)
    if groups is None:
        return Agreement(value, None, n, excluded)
    interval, why = bootstrap(formula, Cases.of(groups).sums(features), seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def _constant(rated: Rated, chance: float) -> Chance:
    """Chance agreement that depends on nothing that was said."""
    return np.zeros((rated.hot.shape[1], 0)), lambda sums: np.full(len(sums), chance)


def _shares(rated: Rated) -> Floats:
    """Return of each unit whether it counts, and the share of each value in it."""
    counts = rated.counts
    given = counts.sum(axis=1)
    return np.column_stack([given > 0, counts / np.where(given > 0, given, 1)[:, np.newaxis]])


def _likely(sums: Floats) -> Floats:
    """Return how likely each value is: the mean over units of its share."""
    return ratio(sums[:, 1:], np.broadcast_to(sums[:, :1], sums[:, 1:].shape))


def _alike(rated: Rated) -> Chance:
    """Chance agreement of coders who all use the values alike."""
    return _shares(rated), lambda sums: (_likely(sums) ** 2).sum(axis=1)


def _uncertain(rated: Rated) -> Chance:
    """Chance agreement where only units that are hard to tell are answered at random."""

    def chance(sums: Floats) -> Floats:
        likely = _likely(sums)
        # Of one value everything is the same, and so it is in every other coefficient: not defined.
        several = (likely > 0).sum(axis=1) >= PAIR
        uncertain = (likely * (1 - likely)).sum(axis=1) / max(len(rated.values) - 1, 1)
        return np.where(several, uncertain, np.nan)

    return _shares(rated), chance


def _each_their_own(rated: Rated) -> Chance:
    """Chance agreement of two different coders, each by their own shares of values."""
    coders, units, values = rated.hot.shape

    def chance(sums: Floats) -> Floats:
        used = sums.reshape(len(sums), coders, values)
        total = used.sum(axis=2, keepdims=True)
        shares = used / np.where(total > 0, total, 1)
        people = (total > 0).sum(axis=(1, 2))
        both = (shares.sum(axis=1) ** 2).sum(axis=1) - (shares**2).sum(axis=(1, 2))
        return ratio(both, (people * (people - 1)).astype(np.float64))

    return rated.hot.transpose(1, 0, 2).reshape(units, coders * values), chance


def _costs(size: int, weights: str | None) -> Floats:
    """Return how much it counts that two values differ, of shape (values, values)."""
    place = np.arange(size)
    apart = np.abs(place[:, np.newaxis] - place)
    costs = {None: apart > 0, "linear": apart, "quadratic": apart**2}
    cost: Floats = costs[weights].astype(np.float64)
    return cost


def _kappa(cost: Floats) -> Formula:
    """Return Cohen's kappa of the cost of all units and of how often each used each value."""
    size = len(cost)

    def formula(sums: Floats) -> Floats:
        first, second = sums[:, 1 : 1 + size], sums[:, 1 + size :]
        expected = ((first @ cost) * second).sum(axis=1) / np.maximum(first.sum(axis=1), 1)
        return 1 - ratio(sums[:, 0], expected)

    return formula


def _asymptotic(table: Floats, weights: str | None) -> Interval | None:
    """Return the interval that takes units for independent, as statsmodels reckons it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it divides by zero comes out as not-a-number
        from statsmodels.stats.inter_rater import cohens_kappa

        found = cohens_kappa(table, wt=weights)
    low, high = float(found.kappa_low), float(found.kappa_upp)
    return Interval(low, high) if np.isfinite([low, high]).all() else None
