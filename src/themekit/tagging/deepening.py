"""The deeper mode: a second opinion from an encoder that was fine-tuned on the checked texts.

Vectors of texts that an encoder was tuned on lie apart too well to learn anything further from,
so all that is judged is judged crosswise: for each third of the people an encoder is tuned and a
learner fitted on the others. How much the second opinion counts is chosen on those scores, and it
may be nothing. Both opinions are linear in what they measure, so their mean is linear too, and a
log-odds can still be taken apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from themekit.tagging.calibration import calibrate
from themekit.tagging.folds import assign_thirds
from themekit.tagging.solver import Solution
from themekit.tagging.tuning import SETTINGS, Settings, tune
from themekit.vectors.layers import Remembering, tunable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.design import Design
    from themekit.tagging.kernel import Kernel
    from themekit.tagging.records import Prepared
    from themekit.tagging.solver import Task
    from themekit.vectors import Encoder
    from themekit.vectors.sentences import SentenceEncoder

    Floats = NDArray[np.float64]
    Fit = Callable[[Task, Prepared], tuple[Design, Solution]]

ENOUGH = 100
"""Checked texts below which nothing is tuned."""
SHARES = (0.0, 0.5)
"""The second opinion counts for nothing, or as much as the first: where it helps, about that is
best, while the surprise that is judged by would have it count for less."""
TUNED = ("text", "likeness")
"""What the second opinion measures with the tuned encoder; all else the two have in common."""
CERTAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Deep:
    """What the tuned encoder adds to a log-odds.

    Attributes
    ----------
    encoder : Remembering
        The tuned one.
    middle : array of shape (d,)
    text : array of shape (d, n_codes)
        Weights of a text's tuned vector.
    kernel : Kernel
        Likeness to checked texts by tuned vectors.
    likeness : array of shape (n_landmarks, n_codes)
        Weights of those.
    layers : int
        How many layers were tuned.
    """

    encoder: Remembering
    middle: Floats
    text: Floats
    kernel: Kernel
    likeness: Floats
    layers: int

    def added(self, texts: Sequence[str]) -> Floats:
        """Return what is added to each log-odds, of shape (n_texts, n_codes)."""
        vectors = self.encoder.encode(texts)
        found = (vectors - self.middle) @ self.text
        return np.asarray(found + self.kernel.likeness(vectors) @ self.likeness)

    def nearest(self, texts: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of the checked text that the tuned encoder holds to be most alike."""
        closest = (self.encoder.encode(texts) @ self.kernel.vectors.T).argmax(axis=1)
        return np.asarray(self.kernel.landmarks[closest])


@dataclass(frozen=True, slots=True)
class Opinion:
    """A fitted learner, and log-odds of its texts by learners that had not learned from them."""

    design: Design
    solution: Solution
    left_out: Floats


def deepen(
    task: Task,
    prepared: Prepared,
    groups: Sequence[str] | None,
    first: Opinion,
    encoder: Encoder,
    fit: Fit,
    settings: Settings | None = None,
) -> tuple[Opinion, Deep | None]:
    """Ask for a second opinion and join it with the first.

    Parameters
    ----------
    task, prepared, groups
        The checked texts, their codes and who said them.
    first : Opinion
        Of the encoder as it is.
    encoder : Encoder
    fit : callable
        Fits a learner to texts.
    settings : Settings or None
        None for `SETTINGS`.

    Returns
    -------
    Opinion
        What both say together; its solution is without what `Deep` adds.
    Deep or None
        None where the second opinion does not help.

    Raises
    ------
    UsageError
        If the encoder has no layers that could learn.
    """
    real, settings = tunable(encoder), settings or SETTINGS
    if len(prepared) < ENOUGH:
        return first, None
    every, left_out = np.arange(len(prepared)), np.array(task.offset)
    folds = assign_thirds(prepared.texts, groups)

    def second(rows: NDArray[np.intp]) -> tuple[SentenceEncoder, Design, Solution]:
        tuned = tune(real, prepared[rows].texts, task.part(rows), settings)
        return tuned, *fit(task.part(rows), _seen_by(tuned, prepared[rows]))

    for fold in np.unique(folds):
        held, rest = every[folds == fold], every[folds != fold]
        if len(rest):
            tuned, design, solution = second(rest)
            rows = design.rows(_seen_by(tuned, prepared[held]))
            left_out[held] = solution.log_odds(task.offset[held], *rows)
    share = choose_share(first.left_out, left_out, task)
    if not share:
        return first, None
    tuned, design, solution = second(every)
    return join(first, Opinion(design, solution, left_out), share, tuned, settings.layers)


def _seen_by(encoder: Encoder, prepared: Prepared) -> Prepared:
    return replace(prepared, vectors=encoder.encode(prepared.texts))


def choose_share(first: Floats, second: Floats, task: Task) -> float:
    """Return the share of `SHARES` with which calibrated left-out scores surprise least."""
    losses = []
    for share in SHARES:
        mixed = (1 - share) * first + share * second
        scores = expit(calibrate(mixed, task.y, task.weights).apply(mixed))
        scores = scores.clip(CERTAIN, 1 - CERTAIN)
        surprise = np.where(task.y == 1, np.log(scores), np.log1p(-scores))
        losses.append(-float((task.weights * surprise).sum()))
    return SHARES[int(np.argmin(losses))]


def join(
    first: Opinion, second: Opinion, share: float, encoder: SentenceEncoder, layers: int
) -> tuple[Opinion, Deep]:
    """Return the mean of two opinions, in which the second counts for `share`."""
    cuts, one, two = second.design.cuts, first.solution, second.solution
    dense = (1 - share) * one.dense
    for name, cut in cuts.items():
        if name not in TUNED:
            dense[cut] += share * two.dense[cut]
    mean = Solution(
        (1 - share) * one.intercept + share * two.intercept,
        (1 - share) * one.slope + share * two.slope,
        dense,
        (1 - share) * one.sparse + share * two.sparse,
    )
    text, likeness = (share * two.dense[cuts[name]] for name in TUNED)
    deep = Deep(
        Remembering(encoder), second.design.middle, text, second.design.kernel, likeness, layers
    )
    left_out = (1 - share) * first.left_out + share * second.left_out
    return Opinion(first.design, mean, left_out), deep
