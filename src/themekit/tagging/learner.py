"""Learning from what people checked, on top of what the codebook says.

For each code a logistic regression whose offset is the codebook's log-odds: with nothing checked
it is the codebook alone, and each checked text moves it a little. Thresholds and calibration come
from scores of texts that were left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from themekit.tagging.calibration import Calibration, calibrate, to_shares
from themekit.tagging.deepening import Deep, Opinion, deepen
from themekit.tagging.design import Design, no_design, read_design
from themekit.tagging.folds import assign_folds
from themekit.tagging.solver import Care, Penalties, Solution, Task, solve
from themekit.tagging.thresholds import choose_thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.prior import PriorWeights
    from themekit.tagging.records import Prepared
    from themekit.vectors import Encoder

    Floats = NDArray[np.float64]

PENALTIES = Penalties(dense=0.2, sparse=0.165, slope=10.0)
"""Where very many texts are checked; few ask for less, for they say little that could mislead."""
FEW = 300.0
"""Checked texts with which penalties are half of that."""
LEAST = 0.25
CARE = Care(steps=40)
"""Further steps change the scores, but on left-out texts not for the better."""
FEWEST = 20
"""Checked texts below which nothing is cross-fitted."""
CALIBRATED = 60
"""Checked texts below which threshold and calibration stay built-in, and a code is thought to be
about as common as the codebook alone makes it: a code that thirty texts do not hold is none that
never comes.
"""
DRAWN = 0.1
"""Penalty that draws intercepts there, in all checked texts together."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that makes a log-odds out of the codebook's log-odds and a text.

    ``inner = prior * slope + intercept + dense @ dense_weights + sparse @ sparse_weights``, with
    what `deep` adds, and the log-odds is what `calibration` makes of it.

    Attributes
    ----------
    design : Design
    solution : Solution
    calibration : Calibration
    thresholds, doubts : arrays of shape (n_codes,)
        Scores from which a code is suggested, and from which it is uncertain.
    texts, vectors
        The checked texts.
    y : array of shape (n_checked, n_codes)
        What people decided: 1, 0 or -1.
    left_out : array of shape (n_checked, n_codes)
        Scores of the checked texts by models that had not learned from them; those of the
        codebook alone where too few are checked.
    worded : array of bool of shape (n_checked, n_codes)
        Where the codebook alone would suggest a code.
    deep : Deep or None
        The fine-tuned encoder's share, where one was asked for and helps.
    """

    design: Design
    solution: Solution
    calibration: Calibration
    thresholds: Floats
    doubts: Floats
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    y: NDArray[np.int8]
    left_out: Floats
    worded: NDArray[np.bool_]
    deep: Deep | None = None

    def inner(self, prior: Floats, prepared: Prepared) -> Floats:
        """Return log-odds before codes compete and before calibration."""
        if not len(self.y):
            return prior
        found = self.solution.log_odds(prior, *self.design.rows(prepared))
        return found if self.deep is None else found + self.deep.added(prepared.texts)

    def log_odds(self, prior: Floats, prepared: Prepared) -> Floats:
        """Return calibrated log-odds of shape (n_texts, n_codes)."""
        return self.calibration.apply(self.inner(prior, prepared))


def untaught(weights: PriorWeights, codes: int, width: int) -> Learned:
    """Return the learner that knows the codebook alone."""
    return Learned(
        no_design(width),
        Solution(
            np.zeros(codes), np.ones(codes), np.zeros((3 * width, codes)), np.zeros((0, codes))
        ),
        built_in(weights, codes),
        np.full(codes, weights.threshold),
        np.full(codes, weights.doubt),
        (),
        np.zeros((0, width), dtype=np.float32),
        np.zeros((0, codes), dtype=np.int8),
        np.zeros((0, codes)),
        np.zeros((0, codes), dtype=bool),
    )


def built_in(weights: PriorWeights, codes: int) -> Calibration:
    """Return the calibration that comes with themekit."""
    return Calibration(weights.scale, weights.competition, np.full(codes, weights.shift))


def penalties_for(count: int) -> Penalties:
    """Return the penalties to learn from so many texts with."""
    share = max(LEAST, count / (count + FEW))
    return replace(
        PENALTIES,
        dense=share * PENALTIES.dense,
        sparse=share * PENALTIES.sparse,
        intercept=DRAWN if count < CALIBRATED else PENALTIES.intercept,
    )


def learn(
    weights: PriorWeights,
    prior: Floats,
    prepared: Prepared,
    y: NDArray[np.int8],
    groups: Sequence[str] | None,
    tunable: Encoder | None = None,
    drawn: NDArray[np.bool_] | None = None,
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
    tunable : Encoder or None
        The encoder to fine-tune; None for none.
    drawn : array of bool of shape (n_texts,) or None
        Which texts were drawn at random; None for all.
    """
    looked = (y >= 0).astype(np.float64)
    task = Task(prior, (y == 1).astype(np.float64), looked)
    penalties = penalties_for(len(prepared))
    design, solution = _solve(task, prepared, penalties)
    codes = y.shape[1]
    calibration = built_in(weights, codes)
    left_out = expit(calibration.apply(prior))
    worded = left_out >= weights.threshold
    thresholds = np.full(codes, weights.threshold)
    deep = None
    if len(prepared) >= FEWEST:
        raw = _left_out(task, prepared, assign_folds(prepared.texts, groups), penalties)
        if tunable is not None:
            first, fit = Opinion(design, solution, raw), partial(_solve, penalties=penalties)
            both, deep = deepen(task, prepared, groups, first, tunable, fit)
            solution, raw = both.solution, both.left_out
        if len(prepared) >= CALIBRATED:
            calibration = calibrate(raw, task.y, looked)
        calibration = to_shares(calibration, raw, task.y, looked, drawn)
        left_out = expit(calibration.apply(raw))
        if len(prepared) >= CALIBRATED:
            thresholds = choose_thresholds(left_out, task.y, looked)
    return Learned(
        design,
        solution,
        calibration,
        thresholds,
        thresholds * (weights.doubt / weights.threshold),
        prepared.texts,
        prepared.vectors,
        y,
        left_out,
        worded,
        deep,
    )


def _solve(task: Task, prepared: Prepared, penalties: Penalties) -> tuple[Design, Solution]:
    """Fit the coefficients; those of likeness are turned back to landmarks."""
    design, turn = read_design(prepared)
    dense, sparse = design.rows(prepared)
    own = design.cuts["likeness"].start
    turned = np.hstack([dense[:, :own], dense[:, own:] @ turn])
    found = solve(task, turned, sparse, penalties, CARE)
    back = np.vstack([found.dense[:own], turn @ found.dense[own:]])
    return design, replace(found, dense=back)


def _left_out(
    task: Task, prepared: Prepared, folds: NDArray[np.intp], penalties: Penalties
) -> Floats:
    """Return log-odds of every text by a model that has not learned from its fold."""
    out = np.array(task.offset)
    for fold in range(int(folds.max()) + 1):
        held, rest = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(held) and len(rest):
            design, solution = _solve(task.part(rest), prepared[rest], penalties)
            out[held] = solution.log_odds(task.offset[held], *design.rows(prepared[held]))
    return out
