"""What checking more would bring: the learning curve so far, drawn a little further."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from themekit.tagging.fitted import log_odds
from themekit.tagging.folds import assign_halves
from themekit.tagging.teaching import teach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned
    from themekit.tagging.records import Prepared

FEWEST = 40
"""Checked texts below which half of them teach too little to see a curve."""
SHARE = 0.8
"""How much of the checked texts a cross-fitted score had learned from."""


def expected_gain(
    kit: Kit,
    learned: Learned,
    prepared: Prepared,
    y: NDArray[np.int8],
    groups: Sequence[str] | None,
    more: int,
    precision: float | None,
    *,
    deeper: bool,
) -> float | None:
    """Return the gain in macro-F1 to be expected from `more` checked texts; None if it is open.

    Macro-F1 on texts that were left out is measured with half of the checked texts and with most
    of them; between the two it is taken to close in on its end as ``1 / sqrt(n)`` falls. The
    deeper mode is not tuned thrice for it: the plain one stands for it.
    """
    seen = np.flatnonzero((y >= 0).any(axis=1))
    if len(seen) < FEWEST:
        return None
    prepared, y = prepared[seen], y[seen]
    who = None if groups is None else [str(groups[int(row)]) for row in seen]
    half = assign_halves(prepared.texts, who)
    if deeper:
        learned = teach(kit, prepared, y, who, precision, deeper=False)
    now = macro_f1(learned.left_out >= learned.thresholds, y)
    before = []
    for side in (0, 1):
        mine, others = np.flatnonzero(half == side), np.flatnonzero(half != side)
        people = None if who is None else [who[row] for row in mine]
        taught = teach(kit, prepared[mine], y[mine], people, precision, deeper=False)
        scores = expit(log_odds(kit, taught, prepared[others]))
        before.append(macro_f1(scores >= taught.thresholds, y[others]))
    count = len(seen)
    slope = (now - float(np.mean(before))) / (_root(count / 2) - _root(SHARE * count))
    return max(0.0, slope * (_root(count) - _root(count + more)))


def _root(count: float) -> float:
    return 1.0 / sqrt(count)


def macro_f1(chosen: NDArray[np.generic], y: NDArray[np.int8]) -> float:
    """Return the mean F1 over the codes that somebody found, on pairs that were looked at."""
    picked, holds = chosen.astype(bool) & (y >= 0), y == 1
    used = holds.any(axis=0)
    if not used.any():
        return 0.0
    hits = (picked & holds).sum(axis=0)[used]
    total = picked.sum(axis=0)[used] + holds.sum(axis=0)[used]
    return float((2 * hits / total).mean())
