"""Krippendorff's alpha on sets of codes: all that a passage has, at once.

No package has sets of codes with the commonest pair of a transcript, nothing and nothing. Nearly
every set of a long codebook is another one, and how far any two of them lie apart is asked for a
thousand resamples: so distances are reckoned once, some rows of them at a time, and kept as what
they add up to between every two cases.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any, Literal

import numpy as np

from themekit.agreement.coefficients import NO_SHARED, NO_UNITS, ONE_VALUE, PAIR, Groups
from themekit.agreement.ratings import Floats, Numbers, Row, number_ratings
from themekit.agreement.resampling import Cases, Formula, bootstrap, ratio, value_of
from themekit.agreement.results import Agreement

SetLevel = Literal["jaccard", "masi"]
PART, OVERLAP = 2 / 3, 1 / 3
"""How alike MASI takes sets for of which one holds the other, and which share something."""
AT_A_TIME = 256
"""Sets whose distances from all others are held at once."""
Distance = Callable[[Floats, Floats, Floats], Floats]
"""How far sets lie apart that share so many codes, of so many in the one and in the other."""


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
    return _of_two(_jaccard, one, other)


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
    return _of_two(_masi, one, other)


def alpha_of_sets(
    ratings: Sequence[Row], level: SetLevel, *, groups: Groups = None, seed: int = 0
) -> Agreement:
    """Return alpha over sets of codes, of any number of coders and with gaps.

    Parameters
    ----------
    ratings, level, groups, seed
        As for `themekit.agreement.krippendorff_alpha`.

    Raises
    ------
    ValueError
        If somebody gave a unit something else than a set.
    """
    values, numbers = number_ratings(ratings)
    if not all(isinstance(one, AbstractSet) for one in values):
        raise ValueError(f"the level {level} compares sets of codes: give a set for each unit")
    if not numbers.shape[1]:
        return Agreement(None, reason=NO_UNITS)
    shared = (numbers >= 0).sum(axis=0) >= PAIR
    n, excluded = int(shared.sum()), int((~shared).sum())
    if not n:
        return Agreement(None, None, 0, excluded, NO_SHARED)
    numbers = numbers[:, shared]
    used, places = np.unique(numbers, return_inverse=True)
    used, numbers = used[used >= 0], places.reshape(numbers.shape) - int((used < 0).any())
    if used.size < PAIR:
        return Agreement(None, None, n, excluded, ONE_VALUE)
    named = [0] * n if groups is None else [
        one for one, kept in zip(groups, shared, strict=True) if kept
    ]  # fmt: skip
    cases = Cases.of(named)
    formula = _alpha(_codes_of([values[at] for at in used]), numbers, cases, DISTANCES[level])
    times = np.eye(cases.number)
    value = value_of(formula, times)
    if groups is None:
        return Agreement(value, None, n, excluded)
    interval, why = bootstrap(formula, times, seed=seed)
    return Agreement(value, interval, n, excluded, "", why)


def _alpha(codes: Floats, numbers: Numbers, cases: Cases, distance: Distance) -> Formula:
    """Return alpha as a formula of how often each case counts."""
    said = (numbers >= 0).sum(axis=0)
    observed = cases.sums((_apart(codes, numbers, distance) / (said - 1))[:, np.newaxis])[:, 0]
    total = cases.sums(said[:, np.newaxis].astype(np.float64))[:, 0]
    expected = _between_cases(codes, numbers, cases, distance)

    def formula(times: Floats) -> Floats:
        chance = ((times @ expected) * times).sum(axis=1)
        return 1 - ratio((times @ total - 1) * (times @ observed), chance)

    return formula


def _apart(codes: Floats, numbers: Numbers, distance: Distance) -> Floats:
    """Return of each unit how far its sets lie apart, every two of them from both sides."""
    size = codes.sum(axis=1)
    found = np.zeros(numbers.shape[1])
    for one, other in combinations(numbers, 2):
        both = np.flatnonzero((one >= 0) & (other >= 0))
        mine, theirs = one[both], other[both]
        shared = (codes[mine] * codes[theirs]).sum(axis=1)
        found[both] += 2 * distance(shared, size[mine], size[theirs])
    return found


def _between_cases(codes: Floats, numbers: Numbers, cases: Cases, distance: Distance) -> Floats:
    """Return how far all sets of a case lie from all of another, of shape (cases, cases)."""
    at = np.nonzero(numbers >= 0)
    case, said = cases.member[at[1]], numbers[at]
    order = np.argsort(case, kind="stable")
    case, said = case[order], said[order]
    begins = np.searchsorted(case, np.arange(cases.number))
    found = np.zeros((cases.number, cases.number))
    for rows, far in _distances(codes, distance):
        by_case = np.add.reduceat(far[:, said], begins, axis=1)
        mine = (rows.start <= said) & (said < rows.stop)
        np.add.at(found, case[mine], by_case[said[mine] - rows.start])
    return found


def _distances(codes: Floats, distance: Distance) -> Iterator[tuple[slice, Floats]]:
    """Yield how far some sets lie from all, of shape (some, sets)."""
    size = codes.sum(axis=1)
    for start in range(0, len(codes), AT_A_TIME):
        rows = slice(start, min(start + AT_A_TIME, len(codes)))
        yield rows, distance(codes[rows] @ codes.T, size[rows, np.newaxis], size[np.newaxis])


def _jaccard(shared: Floats, mine: Floats, theirs: Floats) -> Floats:
    either = mine + theirs - shared
    found: Floats = 1 - np.where(either, shared, 1) / np.where(either, either, 1)
    return found


def _masi(shared: Floats, mine: Floats, theirs: Floats) -> Floats:
    alike = 1 - _jaccard(shared, mine, theirs)
    holds = shared == np.minimum(mine, theirs)
    found: Floats = 1 - alike * np.where(holds, np.where(mine == theirs, 1, PART), OVERLAP)
    return found


DISTANCES: Mapping[SetLevel, Distance] = {"jaccard": _jaccard, "masi": _masi}


def _codes_of(sets: Sequence[AbstractSet[Any]]) -> Floats:
    """Return 1 where a set has a code, of shape (sets, codes)."""
    number = {code: at for at, code in enumerate({code for one in sets for code in one})}
    found = np.zeros((len(sets), len(number)))
    for at, one in enumerate(sets):
        found[at, [number[code] for code in one]] = 1
    return found


def _of_two(distance: Distance, one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float:
    counted = (len(one & other), len(one), len(other))
    return float(distance(*(np.array(number, dtype=np.float64) for number in counted)))
