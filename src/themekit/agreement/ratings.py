"""What people said of units, as an array: coders by units, with gaps."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Row = Sequence[Any]
GAP = -1


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Ratings as numbers.

    Attributes
    ----------
    values : tuple
        Every value that was given, in order.
    hot : array of shape (coders, units, values)
        1 where a coder gave a unit a value.
    """

    values: tuple[Any, ...]
    hot: Floats

    @property
    def counts(self) -> Floats:
        """How many coders gave each unit each value, of shape (units, values)."""
        counts: Floats = self.hot.sum(axis=0)
        return counts


Ratings = Iterable[Row] | Rated
"""Coders by units with None for a gap, or what `read_ratings` makes of it."""


def read_ratings(ratings: Ratings) -> Rated:
    """Turn coders by units into arrays; None and not-a-number are gaps.

    Parameters
    ----------
    ratings : iterable of sequences, or Rated
        One row a coder, one place a unit: numbers, words, or sets of codes.

    Raises
    ------
    ValueError
        If the rows are not of one length.
    """
    if isinstance(ratings, Rated):
        return ratings
    return rated_of(*number_ratings(ratings))


def number_ratings(ratings: Iterable[Row]) -> tuple[tuple[Any, ...], Numbers]:
    """Return every value in order, and the number of each rating's value; `GAP` for a gap.

    Parameters
    ----------
    ratings : iterable of sequences

    Raises
    ------
    ValueError
        If the rows are not of one length.
    """
    rows = [[_read(value) for value in row] for row in ratings]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("every coder needs one place for each unit: rows differ in length")
    values = in_order({value for row in rows for value in row if value is not None})
    number: dict[Hashable, int] = {value: at for at, value in enumerate(values)}
    numbered = [[GAP if value is None else number[value] for value in row] for row in rows]
    return values, np.array(numbered, dtype=np.int64).reshape(len(rows), -1 if rows else 0)


def rated_of(values: tuple[Any, ...], numbers: Numbers) -> Rated:
    """Return ratings whose values are already numbered.

    Parameters
    ----------
    values : tuple
        Of which each occurs.
    numbers : array of shape (coders, units)
        `GAP` where nothing was said.
    """
    hot = numbers[:, :, np.newaxis] == np.arange(len(values))
    return Rated(values, hot.astype(np.float64))


def in_order(values: Iterable[Hashable]) -> tuple[Any, ...]:
    """Sort values: numbers by size, sets by what is in them, all else by name."""
    found: list[Any] = list(values)
    if all(isinstance(one, AbstractSet) for one in found):
        return tuple(sorted(found, key=lambda one: (len(one), sorted(map(str, one)))))
    try:
        return tuple(sorted(found))
    except TypeError:
        return tuple(sorted(found, key=lambda one: (type(one).__name__, str(one))))


def _read(value: Any) -> Hashable | None:
    """Return a value that can be counted; None for a gap."""
    # Only not-a-number differs from itself, in whichever library it was made.
    if value is None or (not isinstance(value, AbstractSet) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, AbstractSet | list | tuple):
        return frozenset(value)
    hashable: Hashable = value
    return hashable
