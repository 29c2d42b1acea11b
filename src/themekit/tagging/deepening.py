"""The deeper mode: a second opinion from an encoder that was fine-tuned on the checked texts.

Vectors of texts that an encoder was tuned on lie apart too well to learn anything further from,
so all that is judged is judged crosswise: for each third of the people an encoder is tuned and a
learner fitted on the others. Those scores also tell whether the second opinion counts at all.
Both opinions are linear in what they measure, so their mean is linear too, and a log-odds can
still be taken apart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score

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

_log = logging.getLogger(__name__)

ENOUGH = 100
"""Checked texts below which nothing is tuned."""
SHARE = 0.5
"""How much the second opinion counts where it helps."""
TUNED = ("text", "likeness")
"""What the second opinion measures with the tuned encoder; all else the two have in common."""


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
    if not enough(len(prepared), groups):
        _log.info("not fine-tuned: %d checked texts, of two people or more, are needed", ENOUGH)
        return first, None
    every, left_out = np.arange(len(prepared)), np.array(task.offset)
    folds = assign_thirds(prepared.texts, groups)

    def second(rows: NDArray[np.intp]) -> tuple[SentenceEncoder, Design, Solution]:
        _log.info("fine-tuning on %d of %d checked texts", len(rows), len(every))
        tuned = tune(real, prepared[rows].texts, task.part(rows), settings)
        return tuned, *fit(task.part(rows), _seen_by(tuned, prepared[rows]))

    for fold in np.unique(folds):
        held, rest = every[folds == fold], every[folds != fold]
        if len(rest):
            tuned, design, solution = second(rest)
            rows = design.rows(_seen_by(tuned, prepared[held]))
            left_out[held] = solution.log_odds(task.offset[held], *rows)
    better = gain(first.left_out, left_out, task)
    if better <= 0:
        _log.info("left-out people are ranked no better (mAP %+.3f): not used", better)
        return first, None
    _log.info("left-out people are ranked better (mAP %+.3f): used", better)
    tuned, design, solution = second(every)
    return join(first, Opinion(design, solution, left_out), tuned, settings.layers)


def enough(count: int, groups: Sequence[str] | None) -> bool:
    """Tell whether so many checked texts of these people are enough to learn and to judge."""
    return count >= ENOUGH and (groups is None or len(set(groups)) > 1)


def _seen_by(encoder: Encoder, prepared: Prepared) -> Prepared:
    return replace(prepared, vectors=encoder.encode(prepared.texts))


def gain(first: Floats, second: Floats, task: Task) -> float:
    """Return how much better left-out texts are ranked with the second opinion (mean over codes).

    0 where no code was found in any.
    """
    mixed = (1 - SHARE) * first + SHARE * second
    gains = [
        average_precision_score(y[looked], mixed[looked, code])
        - average_precision_score(y[looked], first[looked, code])
        for code, (y, looked) in enumerate(zip(task.y.T, task.weights.T > 0, strict=True))
        if y[looked].any()
    ]
    return float(np.mean(gains)) if gains else 0.0


def join(
    first: Opinion, second: Opinion, encoder: SentenceEncoder, layers: int
) -> tuple[Opinion, Deep]:
    """Return the mean of two opinions, the second of which rests on a tuned encoder."""
    cuts, one, two = second.design.cuts, first.solution, second.solution
    dense = (1 - SHARE) * one.dense
    for name, cut in cuts.items():
        if name not in TUNED:
            dense[cut] += SHARE * two.dense[cut]
    mean = Solution(
        (1 - SHARE) * one.intercept + SHARE * two.intercept,
        (1 - SHARE) * one.slope + SHARE * two.slope,
        dense,
        (1 - SHARE) * one.sparse + SHARE * two.sparse,
    )
    text, likeness = (SHARE * two.dense[cuts[name]] for name in TUNED)
    deep = Deep(
        Remembering(encoder), second.design.middle, text, second.design.kernel, likeness, layers
    )
    left_out = (1 - SHARE) * first.left_out + SHARE * second.left_out
    return Opinion(first.design, mean, left_out), deep
