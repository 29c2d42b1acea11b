"""Likeness to checked texts as learned from: a text that is very like a checked one is told by it.

A linear learner knows directions only; likeness to single checked texts lets a code be several
unlike things. The kernel is ``exp(-|a - b|^2)`` of unit vectors. To learn, likenesses are turned so
that equal penalties on them are the kernel's own (Nystroem where the checked texts are many); what
was learned is turned back, so what each landmark adds to a log-odds can be read off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import parts_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LANDMARKS = 800
"""Checked texts beyond this number are represented by others."""
SCALE = 2.0
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Kernel:
    """Likeness to landmarks.

    Attributes
    ----------
    landmarks : array of shape (n_landmarks,)
        Rows of the checked texts.
    vectors : array of shape (n_landmarks, d)
    middle : array of shape (n_landmarks,)
        Mean likeness of the checked texts.
    """

    landmarks: NDArray[np.intp]
    vectors: Floats
    middle: Floats

    def likeness(self, vectors: NDArray[np.float32]) -> Floats:
        """Return centred likenesses to the landmarks, of shape (n_texts, n_landmarks)."""
        return _likeness(vectors.astype(np.float64), self.vectors) - self.middle


def no_kernel(width: int) -> Kernel:
    """Return the kernel of a learner that has seen nothing."""
    return Kernel(np.zeros(0, dtype=np.intp), np.zeros((0, width)), np.zeros(0))


def read_kernel(
    texts: Sequence[str], vectors: NDArray[np.float32]
) -> tuple[Kernel, NDArray[np.float64]]:
    """Take checked texts as landmarks: all of them, or an even share that no order changes.

    Returns
    -------
    Kernel
    array of shape (n_landmarks, n_columns)
        What turns likenesses into columns to learn from.
    """
    chosen = sorted(range(len(texts)), key=lambda row: parts_hash(texts[row]))
    first: dict[str, int] = {}
    for row in chosen:
        first.setdefault(texts[row], row)
    landmarks = np.array(list(first.values())[:LANDMARKS], dtype=np.intp)
    marks = vectors[landmarks].astype(np.float64)
    values, axes = np.linalg.eigh(_likeness(marks, marks))
    kept = values > TINY * values[-1]
    turn = SCALE * axes[:, kept] / np.sqrt(values[kept])
    middle = _likeness(vectors.astype(np.float64), marks).mean(axis=0)
    return Kernel(landmarks, marks, middle), turn


def _likeness(vectors: Floats, landmarks: Floats) -> Floats:
    """Return ``exp(-|a - b|^2)`` of unit vectors."""
    return np.asarray(np.exp(2.0 * (vectors @ landmarks.T - 1.0)))
