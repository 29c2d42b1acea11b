"""Scores that mean what they say: a line through left-out log-odds, drawn to the identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from themekit.tagging.solver import Penalties, Task, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PULL = 5.0
"""Penalty on a code's own shift of log-odds."""


def calibrate(log_odds: Floats, y: Floats, looked: Floats) -> tuple[float, Floats]:
    """Fit one slope for all codes and a shift a code.

    Parameters
    ----------
    log_odds, y, looked : arrays of shape (n_texts, n_codes)
        Log-odds of left-out texts; 1 or 0; 1 where a person looked.

    Returns
    -------
    float
        Slope, at least 0.2.
    array of shape (n_codes,)
        Shifts.
    """
    flat = looked.ravel() > 0
    rows = int(flat.sum())
    pooled = solve(
        Task(log_odds.ravel()[flat, None], y.ravel()[flat, None], np.ones((rows, 1))),
        np.zeros((rows, 0)),
        sp.csr_matrix((rows, 0)),
        Penalties(1.0, 1.0, PULL),
    )
    slope = max(0.2, float(pooled.slope[0]))
    start = slope * log_odds + pooled.intercept[0]
    shift = np.zeros(log_odds.shape[1])
    for _ in range(20):  # Newton's steps on a strictly convex loss in one dimension a code
        p = 1 / (1 + np.exp(-(start + shift)))
        gradient = (looked * (p - y)).sum(axis=0) + PULL * shift
        shift = shift - gradient / ((looked * p * (1 - p)).sum(axis=0) + PULL)
    return slope, shift + pooled.intercept[0]
