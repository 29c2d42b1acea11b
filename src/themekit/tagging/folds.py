"""Cross-fitting: every checked text is scored by a model that has not learned from its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import parts_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SMALL = 1000


def assign_folds(texts: Sequence[str], groups: Sequence[str] | None) -> NDArray[np.intp]:
    """Return the fold of each text; one person's texts, or equal texts, share a fold.

    Folds are filled in an order that depends on the group's name alone, so neither the order of
    the texts nor a random seed changes them.
    """
    names = list(texts) if groups is None else [str(group) for group in groups]
    return _spread(names, 5 if len(names) <= SMALL else 3)


def assign_halves(texts: Sequence[str], groups: Sequence[str] | None) -> NDArray[np.intp]:
    """Return 0 or 1 for each text, likewise."""
    return _spread(list(texts) if groups is None else [str(group) for group in groups], 2)


def assign_thirds(texts: Sequence[str], groups: Sequence[str] | None) -> NDArray[np.intp]:
    """Return 0, 1 or 2 for each text, likewise."""
    return _spread(list(texts) if groups is None else [str(group) for group in groups], 3)


def _spread(names: Sequence[str], count: int) -> NDArray[np.intp]:
    sizes: dict[str, int] = {}
    for name in names:
        sizes[name] = sizes.get(name, 0) + 1
    load = [0] * count
    fold: dict[str, int] = {}
    for name in sorted(sizes, key=lambda one: (-sizes[one], parts_hash(one))):
        fold[name] = load.index(min(load))
        load[fold[name]] += sizes[name]
    return np.array([fold[name] for name in names], dtype=np.intp)
