"""Krippendorff's alpha on categories and on scales.

Scales are the business of the package ``krippendorff``. Alpha of categories is reckoned here, in
the one form that resamples need, and tests hold it against the package's.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Literal

import numpy as np

from themekit.agreement.coefficients import NO_SHARED, NO_UNITS, ONE_VALUE, PAIR, Groups
from themekit.agreement.ratings import Floats, Ratings, read_ratings
from themekit.agreement.resampling import Cases, bootstrap, ratio, value_of
from themekit.agreement.results import Agreement
from themekit.agreement.sets import alpha_of_sets

Level = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]
LEVELS = ("nominal", "ordinal", "interval", "ratio", "jaccard", "masi")


def krippendorff_alpha(
    ratings: Ratings, level: Level = "nominal", *, groups: Groups = None, seed: int = 0
) -> Agreement:
    """Return Krippendorff's alpha, of any number of coders and with gaps.

    A unit of which one person alone said something counts nowhere, not even for chance.

    Parameters
    ----------
    ratings : coders x units
        None = missing; with `level` jaccard or masi, sets of codes.
    level : {'nominal', 'ordinal', 'interval', 'ratio', 'jaccard', 'masi'}
    groups : sequence, optional
        The case of each unit: then there is an interval, from 20 cases up; of nominal, jaccard
        and masi only.
    seed : int

    References
    ----------
    K. Krippendorff, Content Analysis (2nd edition, 2004), chapter 11.
    """
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    if level in {"jaccard", "masi"}:
        of_sets: Any = (ratings, level)
        return alpha_of_sets(*of_sets, groups=groups, seed=seed)
    rated = read_ratings(ratings)
    counts = rated.counts
    if not counts.shape[0]:
        return Agreement(None, reason=NO_UNITS)
    shared = counts.sum(axis=1) >= PAIR
    n, excluded = int(shared.sum()), int((~shared).sum())
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)
    counts = counts[shared]
    used = np.flatnonzero(counts.sum(axis=0))
    if used.size < PAIR:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    if level != "nominal":
        values = [rated.values[at] for at in used]
        return Agreement(_of_scale(counts[:, used], values, level), None, n, excluded)
    features = disagreements(counts)
    value = value_of(nominal, features)
    interval, why = None, ""
    if groups is not None:
        chosen = [one for one, kept in zip(groups, shared, strict=True) if kept]
        interval, why = bootstrap(nominal, Cases.of(chosen).sums(features), seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def pooled_alpha(
    codes: Iterable[tuple[Ratings, Sequence[Hashable]]], *, seed: int = 0
) -> Agreement:
    """Return nominal alpha of many codes at once, from their mean disagreements.

    Observed and expected disagreement are averaged over codes before they are divided, as pooled
    kappa does. A code that nobody or everybody applied adds nothing to either.

    Parameters
    ----------
    codes : iterable of (ratings, groups)
        As for `krippendorff_alpha`, a pair a code; equal groups are the same case.
    seed : int
    """
    n = excluded = 0
    features: list[Floats] = []
    groups: list[Hashable] = []
    for ratings, of in codes:
        counts = read_ratings(ratings).counts
        shared = counts.sum(axis=1) >= PAIR
        n, excluded = n + int(shared.sum()), excluded + int((~shared).sum())
        groups += [one for one, kept in zip(of, shared, strict=True) if kept]
        features.append(disagreements(counts[shared]))
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)
    sums, widths = _by_case(features, groups)

    def formula(added: Floats) -> Floats:
        parts = [_observed_and_expected(one) for one in np.split(added, widths, axis=1)]
        observed = sum(one for one, _ in parts)
        expected = sum(other for _, other in parts)
        return 1 - ratio(np.asarray(observed), np.asarray(expected))

    value = value_of(formula, sums)
    if value is None:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    interval, why = bootstrap(formula, sums, seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def _by_case(features: Sequence[Floats], groups: Sequence[Hashable]) -> tuple[Floats, list[int]]:
    """Add each code's units up by case; the codes' sums stand side by side, cut at some places."""
    cases, at, found = Cases.of(groups), 0, []
    for one in features:
        here = Cases(cases.number, cases.member[at : at + len(one)])
        found.append(here.sums(one))
        at += len(one)
    widths = np.cumsum([one.shape[1] for one in features])
    return np.hstack(found), widths[:-1].tolist()


def disagreements(counts: Floats) -> Floats:
    """Return what units count for in nominal alpha: how far apart, and how often each value.

    Parameters
    ----------
    counts : array of shape (units, values)
        Of units of which two people or more said something.
    """
    given = counts.sum(axis=1)
    apart = (given**2 - (counts**2).sum(axis=1)) / (given - 1)
    return np.column_stack([apart, counts])


def nominal(sums: Floats) -> Floats:
    """Return nominal alpha of sums of `disagreements`."""
    observed, expected = _observed_and_expected(sums)
    return 1 - ratio(observed, expected)


def _observed_and_expected(sums: Floats) -> tuple[Floats, Floats]:
    """Return nominal disagreement as it is, and as it is by chance; none of fewer than two."""
    used = sums[:, 1:]
    total = used.sum(axis=1)
    several = total > 1
    observed = np.where(several, sums[:, 0] / np.maximum(total, 1), 0)
    expected = (total**2 - (used**2).sum(axis=1)) / np.maximum(total * (total - 1), 1)
    return observed, np.where(several, expected, 0)


def _of_scale(counts: Floats, values: Sequence[Any], level: Any) -> float:
    """Ask the package."""
    import krippendorff

    domain = np.array(values, dtype=np.float64)
    return float(
        krippendorff.alpha(
            value_counts=counts.astype(np.int64), value_domain=domain, level_of_measurement=level
        )
    )
