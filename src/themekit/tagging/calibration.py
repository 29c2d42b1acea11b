"""Scores that mean what they say: fitted on left-out log-odds, drawn to what is built in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from themekit.tagging.competition import crowd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEARNED_COMPETITION = -0.35
"""Where the share of the crowd is drawn to once something was learned."""
PULLS = (20.0, 20.0, 0.5)
"""Penalties: of the scale's distance from 1, the competition's from above, the common shift."""
PULL_CODE = 5.0
UNLIKELY = 0.05
"""Pairs far below this score count little: nobody sees them, and they are most of all pairs."""
LEAST_SCALE = 0.2
ENOUGH_DRAWN = 30
"""Texts drawn at random from which on they say how common each code is."""
PRIOR_TEXTS = 20.0
"""Texts that the scores' own word on that counts for."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """``scale * (log_odds + competition * crowd) + shift``.

    Attributes
    ----------
    scale, competition : float
    shift : array of shape (n_codes,)
    """

    scale: float
    competition: float
    shift: Floats

    def apply(self, log_odds: Floats) -> Floats:
        """Return calibrated log-odds."""
        return np.asarray(self.scale * (log_odds + self.competition * crowd(log_odds)) + self.shift)


def calibrate(log_odds: Floats, y: Floats, looked: Floats) -> Calibration:
    """Fit scale and competition for all codes together and a shift a code.

    Parameters
    ----------
    log_odds, y, looked : arrays of shape (n_texts, n_codes)
        Log-odds of left-out texts; 1 or 0; 1 where a person looked.
    """
    codes = log_odds.shape[1]
    crowded = crowd(log_odds)
    first = expit(log_odds + LEARNED_COMPETITION * crowded)
    looked = looked * first / (first + UNLIKELY)
    start = np.concatenate([[1.0, LEARNED_COMPETITION, 0.0], np.zeros(codes)])
    pulls = np.concatenate([PULLS, np.full(codes, PULL_CODE)])

    def loss(at: Floats) -> tuple[float, Floats]:
        z = at[0] * log_odds + at[1] * crowded + at[2] + at[3:]
        residual = looked * (expit(z) - y)
        value = (looked * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * (pulls @ (at - start) ** 2)
        gradient = pulls * (at - start)
        gradient[:3] += (residual * log_odds).sum(), (residual * crowded).sum(), residual.sum()
        gradient[3:] += residual.sum(axis=0)
        return float(value), gradient

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-10}).x
    scale = max(LEAST_SCALE, float(found[0]))
    return Calibration(scale, min(0.0, float(found[1]) / scale), found[2] + found[3:])


def to_shares(
    calibration: Calibration,
    log_odds: Floats,
    y: Floats,
    looked: Floats,
    drawn: NDArray[np.bool_] | None,
) -> Calibration:
    """Shift each code to how common it is among texts that were drawn at random.

    What was chosen for checking holds rare codes more often than the study does. The share is
    shrunken towards what the scores promise for the same texts (a beta prior that counts for
    twenty of them).

    Parameters
    ----------
    log_odds, y, looked : arrays of shape (n_texts, n_codes)
        As in `calibrate`.
    drawn : array of bool of shape (n_texts,) or None
        Where nothing, or all, or too little was drawn, nothing is shifted.
    """
    if drawn is None or drawn.all() or drawn.sum() < ENOUGH_DRAWN:
        return calibration
    seen = looked[drawn]
    count = seen.sum(axis=0)
    promised = (seen * expit(calibration.apply(log_odds[drawn]))).sum(axis=0)
    expected = np.clip(promised / np.maximum(count, 1.0), 1e-4, 1 - 1e-4)
    uses = (seen * y[drawn]).sum(axis=0)
    share = (uses + PRIOR_TEXTS * expected) / (count + PRIOR_TEXTS)
    shift = np.where(count > 0, logit(share) - logit(expected), 0.0)
    return replace(calibration, shift=calibration.shift + shift)
