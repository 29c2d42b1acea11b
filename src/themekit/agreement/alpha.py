"""Krippendorff's alpha on categories, on scales, and on sets of codes.

The first four levels are the business of the package ``krippendorff``. No package has sets of codes
with the commonest pair of a transcript, nothing and nothing, so those are reckoned here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Literal

import numpy as np

from themekit.agreement.coefficients import NO_SHARED, NO_UNITS, ONE_VALUE, PAIR, Groups
from themekit.agreement.ratings import Floats, Row, read_ratings
from themekit.agreement.resampling import bootstrap
from themekit.agreement.results import Agreement

Level = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]
LEVELS = ("nominal", "ordinal", "interval", "ratio", "jaccard", "masi")
SCALES = ("nominal", "ordinal", "interval", "ratio")
PART, OVERLAP = 2 / 3, 1 / 3
"""How alike MASI takes sets for of which one holds the other, and which share something."""


def jaccard(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float:
    """Return the Jaccard distance of two sets of codes, in [0, 1]; of two empty ones 0.

    References
    ----------
    P. Jaccard, Bulletin de la Société Vaudoise des Sciences Naturelles 37 (1901), 547-579.

    Examples
    --------
    >>> jaccard({"a", "b"}, {"a", "b", "c", "d"})
    0.5
    """
    either = len(one | other)
    return 1 - len(one & other) / either if either else 0.0


def masi(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float:
    """Return the MASI distance of two sets of codes, in [0, 1]; of two empty ones 0.

    References
    ----------
    R. Passonneau, "Measuring agreement on set-valued items (MASI)", LREC 2006, with weights of
    two thirds and one third (older ones were rounded to .67 and .33).

    Examples
    --------
    >>> round(masi({"a", "b"}, {"b", "c"}), 6)
    0.888889
    """
    if one == other:
        return 0.0
    if not one & other:
        return 1.0
    likeness = PART if one <= other or other <= one else OVERLAP
    return 1 - (1 - jaccard(one, other)) * likeness


def krippendorff_alpha(
    ratings: Iterable[Row], level: Level = "nominal", *, groups: Groups = None, seed: int = 0
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
    counts, values = counts[:, used], [rated.values[at] for at in used]
    value = _of_scale(counts, values, level) if level in SCALES else None
    if level in {"nominal", "jaccard", "masi"}:
        statistic = _of_distances(counts, _distances(values, level))
        value = statistic(np.ones(n)) if value is None else value
        if groups is not None:
            chosen = [one for one, kept in zip(groups, shared, strict=True) if kept]
            interval, why = bootstrap(statistic, chosen, seed=seed)
            return Agreement(value, interval, n, excluded, "", why)
    return Agreement(value, None, n, excluded)


def pooled_alpha(
    codes: Iterable[tuple[Sequence[Row], Sequence[Hashable]]], *, seed: int = 0
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
    tables: list[tuple[Floats, Floats, Floats]] = []
    cases: list[Hashable] = []
    for ratings, groups in codes:
        counts = read_ratings(ratings).counts
        given = counts.sum(axis=1)
        shared = given >= PAIR
        n, excluded = n + int(shared.sum()), excluded + int((~shared).sum())
        cases += [one for one, kept in zip(groups, shared, strict=True) if kept]
        counts, given = counts[shared], given[shared]
        tables.append((counts, given, (given**2 - (counts**2).sum(axis=1)) / (given - 1)))
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)

    def statistic(times: Floats) -> float | None:
        observed = expected = 0.0
        at = 0
        for counts, given, apart in tables:
            here = times[at : at + given.size]
            at += given.size
            used, total = here @ counts, float(here @ given)
            if total > 1:
                observed += float(here @ apart) / total
                expected += (total**2 - float(used @ used)) / (total * (total - 1))
        return 1 - observed / expected if expected else None

    value = statistic(np.ones(n))
    if value is None:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    interval, why = bootstrap(statistic, cases, seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def _of_scale(counts: Floats, values: Sequence[Any], level: Any) -> float:
    """Ask the package; of categories, which may be words, it is told the numbers."""
    import krippendorff

    domain = np.arange(len(values)) if level == "nominal" else np.array(values, dtype=np.float64)
    return float(
        krippendorff.alpha(
            value_counts=counts.astype(np.int64), value_domain=domain, level_of_measurement=level
        )
    )


def _distances(values: Sequence[Any], level: str) -> Floats:
    """Return how far any two values lie apart, of shape (values, values)."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if not all(isinstance(one, AbstractSet) for one in values):
        raise ValueError(f"the level {level} compares sets of codes: give a set for each unit")
    distance = jaccard if level == "jaccard" else masi
    return np.array([[distance(one, other) for other in values] for one in values])


def _of_distances(counts: Floats, distances: Floats) -> Callable[[Floats], float | None]:
    """Return alpha as a function of how often each unit counts."""
    given = counts.sum(axis=1)
    apart = ((counts @ distances) * counts).sum(axis=1) / (given - 1)

    def statistic(times: Floats) -> float | None:
        used = times @ counts
        total = float(used.sum())
        expected = float(used @ distances @ used)
        return 1 - (total - 1) * float(times @ apart) / expected if expected else None

    return statistic
