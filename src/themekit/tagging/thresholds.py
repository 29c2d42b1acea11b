"""From which score on a code is suggested: chosen on scores of texts that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = expit(np.linspace(-4.0, 2.0, 61))
ENOUGH = 200.0
"""Uses of a code at which what people decided weighs as much as what the scores promise."""


def f1_curves(scores: Floats, y: Floats, looked: Floats) -> Floats:
    """Return the F1 of each code at each threshold of `GRID`, of shape (n_codes, n_grid)."""
    curves = np.zeros((scores.shape[1], len(GRID)))
    for at, threshold in enumerate(GRID):
        chosen = (scores >= threshold) * looked
        hits = (chosen * y).sum(axis=0)
        total = chosen.sum(axis=0) + (y * looked).sum(axis=0)
        curves[:, at] = 2 * hits / np.where(total > 0, total, 1)
    return curves


def promised_f1(scores: Floats, looked: Floats) -> Floats:
    """Return the F1 that calibrated scores promise, likewise: nobody's decision is needed for it.

    It swings far less than the F1 of a few decisions, above all for rare codes.
    """
    curves = np.zeros((scores.shape[1], len(GRID)))
    promised = scores * looked
    for at, threshold in enumerate(GRID):
        chosen = (scores >= threshold) * looked
        total = chosen.sum(axis=0) + promised.sum(axis=0)
        curves[:, at] = 2 * (chosen * scores).sum(axis=0) / np.where(total > 0, total, 1)
    return curves


def choose_thresholds(scores: Floats, y: Floats, looked: Floats) -> Floats:
    """Choose a threshold a code that gives a good F1.

    Parameters
    ----------
    scores, y, looked : arrays of shape (n_texts, n_codes)
        Calibrated scores of left-out texts; 1 or 0; 1 where a person looked.
    """
    uses = (y * looked).sum(axis=0)
    share = (uses / (uses + ENOUGH))[:, None]
    curves = share * f1_curves(scores, y, looked) + (1 - share) * promised_f1(scores, looked)
    return np.asarray(GRID[curves.argmax(axis=1)])
