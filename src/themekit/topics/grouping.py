"""The clusterer: k-means, close groups merged, and what lies far from every middle left out."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.topics.settings import TopicSettings

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

OUTSIDE = -1
MOST_ROUNDS = 50


class Grouping:
    """The clusterer as BERTopic asks for one: ``fit``, then ``labels_``.

    Parameters
    ----------
    vectors : array of shape (n, dimensions)
        The texts' vectors before they were reduced: likeness to a topic's middle is measured
        there.
    settings : TopicSettings
    """

    def __init__(self, vectors: Vectors, settings: TopicSettings) -> None:
        self.vectors = vectors
        self.settings = settings

    def fit(self, X: Vectors) -> Grouping:  # noqa: N803 -- scikit-learn's name
        """Group smoothed vectors."""
        self.labels_ = group(X, self.vectors, self.settings, self.settings.seed)
        return self


def group(smoothed: Vectors, vectors: Vectors, settings: TopicSettings, seed: int) -> Labels:
    """Group texts.

    Parameters
    ----------
    smoothed : array of shape (n, d)
    vectors : array of shape (n, dimensions)
        The same texts before reduction.
    settings : TopicSettings
    seed : int

    Returns
    -------
    array of int, shape (n,)
        0 and up; -1 for texts that fit no topic.
    """
    from sklearn.cluster import KMeans

    wanted = min(settings.topics, len(np.unique(smoothed, axis=0)))
    search = KMeans(wanted, n_init=settings.starts, random_state=seed, max_iter=MOST_ROUNDS)
    with warnings.catch_warnings():
        # Smoothing may bring texts to the very same place: there are fewer groups then, no harm.
        warnings.filterwarnings("ignore", message="Number of distinct clusters")
        found = search.fit(smoothed).labels_
    labels = _merged(found, smoothed, settings.merge)
    fits = likeness_to_own(labels, vectors)
    labels[fits < np.quantile(fits, settings.outside)] = OUTSIDE
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    labels[(labels >= 0) & (sizes[labels] < settings.smallest)] = OUTSIDE
    return labels


def middles(labels: Labels, vectors: Vectors) -> Vectors:
    """Return the unit mean of each topic's vectors, rows by topic number."""
    inside = np.flatnonzero(labels >= 0)
    shape = (int(labels.max()) + 1, len(labels))
    members = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape)
    sums = members @ vectors
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: Vectors = (sums / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def likeness_to_own(labels: Labels, vectors: Vectors) -> Vectors:
    """Return each text's cosine to the middle of its topic, shape (n,)."""
    own: Vectors = np.einsum("nd,nd->n", vectors, middles(labels, vectors)[labels])
    return own


def _merged(labels: NDArray[Any], smoothed: Vectors, likeness: float) -> Labels:
    """Merge groups whose middles are close (average linkage)."""
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    centres = middles(labels, smoothed)
    if len(centres) == 1:
        return labels
    tree = linkage(centres.astype(np.float64), "average", metric="cosine")
    joined = fcluster(tree, 1 - likeness, "distance").astype(np.int64) - 1
    merged: Labels = joined[labels]
    return merged
