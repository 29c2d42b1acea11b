"""Whether a rate is the same in every group of people, and how large a difference would be seen.

The rate of a group (of what its people say, how much was found) is held against that of all the
others. Chance is what happens when the groups are dealt out among the people anew: whole people
move, with all that they said, so that one who says much does not count as many. Of several groups
the largest standardised difference of each deal is what an observed one has to pass, so that over
all groups of one attribute one deal in twenty names any. Source: P. H. Westfall and S. S. Young,
Resampling-Based Multiple Testing (1993), chapter 2 (maximum statistic).
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Difference:
    """How one group's rate differs from that of the others together.

    Attributes
    ----------
    difference : float or None
        In [-1, 1]; None where the group, or the others, have nothing to have a rate of.
    chance : float or None
        How often a deal of the groups shows as large a difference, in any group, in (0, 1].
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
    sums, member = np.column_stack([hits, trials])[there], group[there]
    if groups < 2 or not there.any():  # noqa: PLR2004 -- nobody to be compared with
        return (Difference(None, None, None),) * groups
    seen = _differences(sums, member[None, :], groups)[0]
    dealt = _dealt(sums, member, groups, deals, seed)
    spread = np.nanstd(dealt, axis=0)
    usable = np.isfinite(seen) & (spread > _NONE)
    if not usable.any():
        return tuple(Difference(_told(one), None, None) for one in seen)
    scale = np.where(usable, spread, np.nan)
    largest = np.nanmax(np.abs(dealt[:, usable]) / scale[usable], axis=1)
    bar = float(np.quantile(largest, 1 - LEVEL))
    return tuple(
        _difference(float(value), float(wide), largest, bar)
        if fit
        else Difference(None, None, None)
        for value, wide, fit in zip(seen, spread, usable, strict=True)
    )


def _difference(value: float, spread: float, largest: Floats, bar: float) -> Difference:
    """Return one group's difference beside what deals show."""
    as_large = int((largest >= abs(value) / spread - _NONE).sum())
    smallest = (bar + EIGHT_IN_TEN) * spread
    return Difference(
        value, (as_large + 1) / (largest.size + 1), smallest if smallest <= 1 else None
    )


def _told(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _dealt(sums: Floats, member: Ints, groups: int, deals: int, seed: int) -> Floats:
    """Return the differences of every deal, of shape (deals, groups)."""
    rng = np.random.default_rng(seed)
    found = []
    for start in range(0, deals, _AT_ONCE):
        size = min(_AT_ONCE, deals - start)
        order = np.argsort(rng.random((size, member.size)), axis=1)
        found.append(_differences(sums, member[order], groups))
    return np.concatenate(found)


def _differences(sums: Floats, member: Ints, groups: int) -> Floats:
    """Return each group's rate less that of the others, of shape (deals, groups)."""
    whole = sums.sum(axis=0)
    found = np.full((len(member), groups), np.nan)
    for number in range(groups):
        own = (member == number).astype(np.float64) @ sums
        rest = whole - own
        both = (own[:, 1] > 0) & (rest[:, 1] > 0)
        found[both, number] = own[both, 0] / own[both, 1] - rest[both, 0] / rest[both, 1]
    return found
