"""From which score on a code is suggested: chosen on scores of texts that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = expit(np.linspace(-4.0, 2.0, 61))
ENOUGH = 20.0
"""Uses of a code at which its own curve weighs as much as that of all codes."""
PRIOR_CODES = 2.0
"""How many codes the built-in threshold counts for in the curve of all codes."""
STEEPNESS = 0.02
"""F1 lost, in the built-in curve, a squared unit of log-odds away from the built-in threshold."""


def f1_curves(scores: Floats, y: Floats, looked: Floats) -> Floats:
    """Return the F1 of each code at each threshold of `GRID`, of shape (n_codes, n_grid)."""
    curves = np.zeros((scores.shape[1], len(GRID)))
    for at, threshold in enumerate(GRID):
        chosen = (scores >= threshold) * looked
        hits = (chosen * y).sum(axis=0)
        total = chosen.sum(axis=0) + (y * looked).sum(axis=0)
        curves[:, at] = 2 * hits / np.where(total > 0, total, 1)
    return curves


def choose_thresholds(scores: Floats, y: Floats, looked: Floats, default: float) -> Floats:
    """Choose a threshold a code that gives a good F1, drawn to the others where it has few uses.

    Parameters
    ----------
    scores, y, looked : arrays of shape (n_texts, n_codes)
        Scores of left-out texts; 1 or 0; 1 where a person looked.
    default : float
        The built-in threshold.
    """
    curves = f1_curves(scores, y, looked)
    uses = (y * looked).sum(axis=0)
    step = np.log(GRID / (1 - GRID)) - np.log(default / (1 - default))
    built_in = curves[uses > 0].max(axis=1).mean() if (uses > 0).any() else 0.0
    shared = PRIOR_CODES * (built_in - STEEPNESS * step**2) + curves[uses > 0].sum(axis=0)
    shared /= PRIOR_CODES + (uses > 0).sum()
    share = (uses / (uses + ENOUGH))[:, None]
    return np.asarray(GRID[(share * curves + (1 - share) * shared).argmax(axis=1)])
