"""Codes compete for a text: a code is less likely where another one fits better.

The log-odds of each code is taken down by a share of its crowd, ``log(1 + CROWD * sum(odds of the
other codes))``: next to nothing where no other code fits, so one code alone is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CROWD = 3.0
_HIGHEST = 50.0


def crowd(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how strongly the other codes fit each text, of the shape of `log_odds`."""
    odds = np.exp(np.minimum(log_odds, _HIGHEST))
    others = np.maximum(odds.sum(axis=1, keepdims=True) - odds, 0.0)
    return np.asarray(np.log1p(CROWD * others))


def strongest_competitor(log_odds: NDArray[np.float64], code: int) -> int:
    """Return the code that fits one text best among the others; -1 where there is no other."""
    others = np.array(log_odds)
    others[code] = -np.inf
    return int(others.argmax()) if len(others) > 1 else -1
