"""Dimension reduction: principal components, then each text moved towards its neighbours.

This does what BERTopic's default (UMAP) is there for, to bring like texts together so that groups
show, but by plain means of neighbours: no random layout, and a hundredth of the time, so that the
search can be repeated on many resamples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.topics.settings import TopicSettings

    Vectors = NDArray[np.float32]

# So many neighbours are found that a resample, which holds some 63 % of the cases, has enough.
SPARE = 4
BLOCK = 1_024


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Texts in few dimensions, and the nearest others of each.

    Attributes
    ----------
    reduced : array of shape (n, dimensions)
        Unit vectors.
    nearest : array of shape (n, neighbours * SPARE)
        Row numbers, nearest first, itself among them.
    likeness : array of the same shape
        Cosines in the full space.
    """

    reduced: Vectors
    nearest: NDArray[np.intp]
    likeness: Vectors

    def smoothed(self, keep: NDArray[np.bool_], neighbours: int, times: int) -> Vectors:
        """Return the kept texts moved `times` to the mean of their nearest kept ones."""
        number = np.cumsum(keep) - 1
        near, like = self.nearest[keep], self.likeness[keep]
        there = keep[near]
        use = there & (np.cumsum(there, axis=1) <= neighbours)
        near, weight = np.where(use, number[near], 0), np.where(use, like, 0).clip(0)
        vectors = self.reduced[keep]
        for _ in range(times):
            vectors = _unit(np.einsum("nkd,nk->nd", vectors[near], weight))
        return vectors


def neighbourhood(vectors: Vectors, settings: TopicSettings) -> Neighbourhood:
    """Reduce unit vectors and find the neighbours of each."""
    from sklearn.decomposition import PCA

    count = len(vectors)
    dimensions = min(settings.dimensions, count - 1, vectors.shape[1])
    reduced = PCA(dimensions, svd_solver="covariance_eigh").fit_transform(vectors)
    nearest, likeness = _nearest(vectors, min(count, settings.neighbours * SPARE))
    return Neighbourhood(_unit(reduced.astype(np.float32)), nearest, likeness)


class Smoothing:
    """The dimension reduction as BERTopic asks for one: ``fit`` and ``transform``.

    Parameters
    ----------
    found : Neighbourhood
        Of the very texts that will be given.
    settings : TopicSettings
    """

    def __init__(self, found: Neighbourhood, settings: TopicSettings) -> None:
        self.found = found
        self.settings = settings

    def fit(self, X: Vectors, y: Any = None) -> Smoothing:  # noqa: ARG002, N803 -- BERTopic's call
        """Check that these are the texts whose neighbours are known."""
        if len(X) != len(self.found.reduced):
            raise ValueError(f"{len(X)} vectors, but neighbours of {len(self.found.reduced)}")
        return self

    def transform(self, X: Vectors) -> Vectors:  # noqa: N803 -- scikit-learn's names
        """Return the smoothed vectors."""
        everyone = np.ones(len(X), dtype=bool)
        return self.found.smoothed(everyone, self.settings.neighbours, self.settings.smoothing)


def _nearest(vectors: Vectors, count: int) -> tuple[NDArray[np.intp], Vectors]:
    near, like = [], []
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        part = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        part.sort(axis=1)  # ties keep the order of the texts
        values = np.take_along_axis(cosines, part, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        near.append(np.take_along_axis(part, order, axis=1))
        like.append(np.take_along_axis(values, order, axis=1))
    return np.concatenate(near), np.concatenate(like)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit
