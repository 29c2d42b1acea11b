"""Suggesting only where a stated precision has held on segments that were left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.thresholds import GRID

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.learner import Learned

FEWEST = 10
"""Suggestions on left-out segments below which their precision says nothing."""
NEVER = 1 - 1e-9
"""A threshold that no score reaches, with finite log-odds: the code is uncertain at most."""


def holding_precision(learned: Learned, precision: float) -> Learned:
    """Raise each code's threshold to where its suggestions have held a precision.

    A code with fewer than ten suggestions on left-out segments keeps its threshold: the data do
    not allow a statement. One that had enough and never held the precision is not suggested at
    all; what it would have suggested becomes uncertain.

    Parameters
    ----------
    learned : Learned
    precision : float
        In (0, 1].
    """
    looked, holds = learned.y >= 0, learned.y == 1
    raised = [
        _threshold(learned.left_out[rows, j], holds[rows, j], float(own), precision)
        for j, (own, rows) in enumerate(zip(learned.thresholds, looked.T, strict=True))
    ]
    return replace(learned, thresholds=np.array(raised))


def _threshold(
    scores: NDArray[np.float64], holds: NDArray[np.bool_], own: float, precision: float
) -> float:
    """Return the lowest threshold from `own` on at which enough suggestions were right."""
    if int((scores >= own).sum()) < FEWEST:
        return own
    for threshold in [own, *GRID[own < GRID]]:
        chosen = scores >= threshold
        if int(chosen.sum()) >= FEWEST and float(holds[chosen].mean()) >= precision:
            return float(threshold)
    return NEVER
