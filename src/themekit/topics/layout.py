"""A flat map: like topics lie near each other, and each segment near what it speaks of."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Places = NDArray[np.float64]

SHARPNESS = 0.06
"""Cosine by which a topic's pull on a segment falls to about a third."""
PULLS = 4
SPREAD = 0.45
"""How far a segment lies from that point at most, in typical distances between topics."""


def place(vectors: Vectors, middles: Vectors, seed: int) -> tuple[Places, Places]:
    """Lay segments out by the topics that they are like.

    Parameters
    ----------
    vectors : array of shape (n, dimensions)
    middles : array of shape (n_topics, dimensions)
    seed : int

    Returns
    -------
    tuple of array
        Places of the segments and of the topics, shapes ``(n, 2)`` and ``(n_topics, 2)``; roughly
        within [-1, 1]. Only nearness means something, not the axes.
    """
    centres = _centres(middles, seed)
    cosines = vectors @ middles.T
    if cosines.shape[1] > PULLS:
        least = np.sort(cosines, axis=1)[:, -PULLS][:, None]
        cosines = np.where(cosines >= least, cosines, -1)
    pull = np.exp((cosines - cosines.max(axis=1, keepdims=True)) / SHARPNESS)
    pull /= pull.sum(axis=1, keepdims=True)
    places = pull @ centres + _scatter(vectors, pull @ middles) * _gap(centres) * SPREAD
    return np.round(places, 4), np.round(centres, 4)


def _centres(middles: Vectors, seed: int) -> Places:
    """Lay the topics out so that neighbours stay neighbours."""
    count = len(middles)
    if count < 4:  # noqa: PLR2004 -- three points lie on a circle whatever they are
        turn = 2 * np.pi * np.arange(count) / max(count, 1)
        return np.column_stack([np.cos(turn), np.sin(turn)])
    from sklearn.manifold import TSNE

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="sklearn.*")
        flat = TSNE(
            perplexity=min(10, (count - 1) / 3), init="pca", method="exact", random_state=seed
        ).fit_transform(middles)
    scaled: Places = flat / np.abs(flat).max()
    return scaled


def _scatter(vectors: Vectors, expected: Vectors) -> Places:
    """Set segments of one topic apart by the two directions in which they differ most."""
    rest = vectors - expected
    rest = rest - rest.mean(axis=0)
    _, directions = np.linalg.eigh(rest.T @ rest)
    flat = rest @ directions[:, -2:]
    flat /= max(float(np.abs(flat).max()), 1e-9)
    scattered: Places = flat.astype(np.float64)
    return scattered


def _gap(centres: Places) -> float:
    """Return the typical distance from a topic to its nearest neighbour."""
    apart = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1)
    return float(np.median(nearest[np.isfinite(nearest)])) if np.isfinite(nearest).any() else 1.0
