"""Whether a rate is the same in every group of people, and how large a difference would be seen.

The rate of a group (of what its people say, how much was found) is held against that of all the
others. Chance is what happens when the groups are dealt out among the people anew: whole people
move, with all that they said, so that one who says much does not count as many. Of several groups
the largest standardised difference of each deal is what an observed one has to pass, so that over
all groups of one attribute about one deal in twenty names any. Of two groups, deals that show
exactly as large a difference are many: they count half, else far fewer than one in twenty would be
named where there is no difference, and more missed where there is one.

Sources: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing (1993), chapter 2
(maximum statistic); H. O. Lancaster, Significance tests in discrete distributions, Journal of the
American Statistical Association 56 (1961), 223-234 (mid-P).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DEALS = 999
LEVEL = 0.05
EIGHT_IN_TEN = 0.8416
"""Standard normal quantile of .8: what is to be seen eight times in ten lies this far beyond."""
_AT_ONCE = 250
_NONE = 1e-12
_HALF = 0.5
_ALIKE = 1e-9
"""Sums of weights in another order differ by less: such differences are one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one group's rate differs from that of the others together.

    Attributes
    ----------
    difference : float or None
        In [-1, 1]; None where the group, or the others, have nothing to have a rate of.
    chance : float or None
        How often a deal of the groups shows as large a difference in any group (of two groups those
        exactly as large count half), in (0, 1]. None where no deal shows any.
    smallest : float or None
        The smallest difference that would be named eight times in ten, in (0, 1]; None where none
        would be.
    """

    difference: float | None
    chance: float | None
    smallest: float | None

    @property
    def named(self) -> bool:
        """Whether it lies beyond what chance does in one of twenty deals."""
        return self.chance is not None and self.chance <= LEVEL


def uneven(
    hits: Floats, trials: Floats, group: Ints, *, deals: int = DEALS, seed: int = 0
) -> tuple[Difference, ...]:
    """Compare the rate of each group with that of all others.

    Parameters
    ----------
    hits, trials : array of shape (people,)
        Of each person the (weighted) number of hits, and of all there were to hit; at least 0.
    group : array of int, shape (people,)
        The group of each person, from 0 without a gap.
    deals : int
    seed : int

    Returns
    -------
    tuple of Difference
        By group.

    Examples
    --------
    >>> import numpy as np
    >>> one = uneven(np.repeat([1.0, 0.0], 30), np.ones(60), np.repeat([0, 1], 30))
    >>> one[0].difference, one[0].named
    (1.0, True)
    """
    groups = int(group.max()) + 1 if group.size else 0
    there = trials > 0
    sums = np.column_stack([hits, trials])[there]
    names, member = np.unique(group[there], return_inverse=True)
    found = [Difference(None, None, None)] * groups
    if names.size < 2:  # noqa: PLR2004 -- nobody to be compared with
        return tuple(found)
    own = np.zeros((names.size, 2))
    np.add.at(own, member, sums)
    seen = _differences(own[None])[0]
    dealt = _dealt(sums, np.bincount(member), deals, seed)
    spread = dealt.std(axis=0)
    usable = spread > _NONE
    chance = None
    if usable.any():
        largest = (np.abs(dealt[:, usable]) / spread[usable]).max(axis=1)
        chance = _Chance(np.sort(largest), _HALF if names.size == 2 else 1.0)  # noqa: PLR2004
    for at, value, wide in zip(names.tolist(), seen.tolist(), spread.tolist(), strict=True):
        found[at] = _difference(value, wide, chance)
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Chance:
    """What chance does: the largest standardised difference of each deal, sorted.

    `count_alike` is what a deal counts that shows exactly as large a one.
    """

    largest: Floats
    count_alike: float

    def at(self, value: Floats) -> Floats:
        """Return how often chance shows standardised differences so large."""
        deals = self.largest.size
        beyond = deals - np.searchsorted(self.largest, value + _ALIKE)
        alike = deals - np.searchsorted(self.largest, value - _ALIKE) - beyond
        found: Floats = (beyond + self.count_alike * alike + 1) / (deals + 1)
        return found

    @property
    def bar(self) -> float | None:
        """Where differences begin to be named: between the last that is not and the first."""
        is_named = self.at(self.largest) <= LEVEL
        if is_named.all() or not is_named.any():
            return None
        return float(self.largest[is_named][0] + self.largest[~is_named][-1]) / 2


def _difference(value: float, spread: float, chance: _Chance | None) -> Difference:
    """Return one group's difference beside what deals show."""
    if chance is None or spread <= _NONE:
        return Difference(value, None, None)
    bar = chance.bar
    smallest = None if bar is None else (bar + EIGHT_IN_TEN) * spread
    if smallest is not None and smallest > 1:
        smallest = None
    return Difference(value, float(chance.at(np.array(abs(value) / spread))), smallest)


def _dealt(sums: Floats, sizes: Ints, deals: int, seed: int) -> Floats:
    """Return the differences of every deal, of shape (deals, groups)."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    order = _orders(len(sums), deals, seed)
    found = np.empty((deals, len(sizes)))
    for at in range(0, deals, _AT_ONCE):
        dealt = np.take(sums, order[at : at + _AT_ONCE], axis=0)
        found[at : at + _AT_ONCE] = _differences(np.add.reduceat(dealt, starts, axis=1))
    return found


@lru_cache(maxsize=16)
def _orders(people: int, deals: int, seed: int) -> Ints:
    """Return the orders in which people are dealt out, of shape (deals, people).

    Of as many people the same orders: the codes and attributes of a study share them.
    """
    one = np.tile(np.arange(people), (deals, 1))
    return np.random.default_rng([seed, people]).permuted(one, axis=1)


def _differences(own: Floats) -> Floats:
    """Return each group's rate less that of the others, from sums of shape (deals, groups, 2)."""
    rest = own.sum(axis=1, keepdims=True) - own
    found: Floats = own[..., 0] / own[..., 1] - rest[..., 0] / rest[..., 1]
    return found
