"""Learning from what people checked, on top of what the codebook says.

For each code a logistic regression whose offset is the codebook's log-odds: with nothing checked
it is the codebook alone, and each checked text moves it a little. Thresholds and calibration come
from scores of texts that were left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from themekit.tagging.calibration import calibrate
from themekit.tagging.design import Design, joined, read_design
from themekit.tagging.folds import assign_folds
from themekit.tagging.solver import Penalties, Solution, Task, solve
from themekit.tagging.thresholds import choose_thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.prior import PriorWeights
    from themekit.tagging.records import Prepared

    Floats = NDArray[np.float64]

PENALTIES = Penalties(dense=0.2, sparse=0.2, slope=10.0)
FEWEST = 20
"""Checked texts below which nothing is cross-fitted: threshold and calibration stay built-in."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that makes a log-odds out of the codebook's log-odds and a text.

    ``log_odds = prior * slope + intercept + dense @ dense_weights + sparse @ sparse_weights``

    Attributes
    ----------
    design : Design
    slope, intercept : arrays of shape (n_codes,)
    dense, sparse : arrays of shape (n_dense, n_codes) and (n_sparse, n_codes)
    thresholds, doubts : arrays of shape (n_codes,)
        Scores from which a code is suggested, and from which it is uncertain.
    texts, vectors
        The checked texts.
    y : array of shape (n_checked, n_codes)
        What people decided: 1, 0 or -1.
    left_out : array of shape (n_checked, n_codes)
        Scores of the checked texts by models that had not learned from them; empty if too few.
    """

    design: Design
    slope: Floats
    intercept: Floats
    dense: Floats
    sparse: Floats
    thresholds: Floats
    doubts: Floats
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    y: NDArray[np.int8]
    left_out: Floats

    def log_odds(self, prior: Floats, prepared: Prepared) -> Floats:
        """Return calibrated log-odds of shape (n_texts, n_codes)."""
        out = prior * self.slope + self.intercept
        if len(self.y):
            dense, sparse = joined(self.design, prepared)
            out = out + dense @ self.dense + sparse @ self.sparse
        return np.asarray(out)


def untaught(weights: PriorWeights, codes: int, width: int) -> Learned:
    """Return the learner that knows the codebook alone."""
    return Learned(
        Design({}, np.zeros(0), np.zeros(width), {}),
        np.ones(codes),
        np.zeros(codes),
        np.zeros((width, codes)),
        np.zeros((0, codes)),
        np.full(codes, weights.threshold),
        np.full(codes, weights.doubt),
        (),
        np.zeros((0, width), dtype=np.float32),
        np.zeros((0, codes), dtype=np.int8),
        np.zeros((0, codes)),
    )


def learn(
    weights: PriorWeights,
    prior: Floats,
    prepared: Prepared,
    y: NDArray[np.int8],
    groups: Sequence[str] | None,
) -> Learned:
    """Learn from checked texts.

    Parameters
    ----------
    prior : array of shape (n_texts, n_codes)
        Log-odds from the codebook alone.
    prepared : Prepared
    y : array of shape (n_texts, n_codes)
        1, 0, or -1 where nobody looked.
    groups : sequence of str or None
        Who said each text.
    """
    looked = (y >= 0).astype(np.float64)
    positive = (y == 1).astype(np.float64)
    design = read_design(prepared)
    solution = _fit(design, prior, prepared, positive, looked)
    codes = y.shape[1]
    thresholds = np.full(codes, weights.threshold)
    slope, shift = 1.0, np.zeros(codes)
    left_out = np.zeros((0, codes))
    if len(prepared) >= FEWEST:
        raw = _left_out(prior, prepared, positive, looked, assign_folds(prepared.texts, groups))
        slope, shift = calibrate(raw, positive, looked)
        left_out = expit(slope * raw + shift)
        thresholds = choose_thresholds(left_out, positive, looked, weights.threshold)
    return Learned(
        design,
        solution.slope * slope,
        solution.intercept * slope + shift,
        solution.dense * slope,
        solution.sparse * slope,
        thresholds,
        thresholds * (weights.doubt / weights.threshold),
        prepared.texts,
        prepared.vectors,
        y,
        left_out,
    )


def _fit(
    design: Design, prior: Floats, prepared: Prepared, positive: Floats, looked: Floats
) -> Solution:
    dense, sparse = joined(design, prepared)
    return solve(Task(prior, positive, looked), dense, sparse, PENALTIES)


def _left_out(
    prior: Floats,
    prepared: Prepared,
    positive: Floats,
    looked: Floats,
    folds: NDArray[np.intp],
) -> Floats:
    """Return log-odds of every text by a model that has not learned from its fold."""
    out = np.array(prior)
    for fold in range(int(folds.max()) + 1):
        held = np.flatnonzero(folds == fold)
        rest = np.flatnonzero(folds != fold)
        if not len(held) or not len(rest):
            continue
        kept = prepared[rest]
        design = read_design(kept)
        solution = _fit(design, prior[rest], kept, positive[rest], looked[rest])
        out[held] = solution.log_odds(prior[held], *joined(design, prepared[held]))
    return out
