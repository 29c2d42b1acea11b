"""How often each topic returns when other people had been asked.

Cases are drawn with replacement and topics are looked for anew, each time with another seed. A
topic returns where some topic of the resample shares more than half of its members (Jaccard over
.5: below, Hennig calls a cluster dissolved). Source: C. Hennig, Cluster-wise assessment of cluster
stability, Computational Statistics & Data Analysis 52 (2007), 258-271.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from themekit.topics.grouping import group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.topics.settings import TopicSettings
    from themekit.topics.smoothing import Neighbourhood

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

DISSOLVED = 0.5
STARTS = 2
"""Of k-means in a resample: fewer than in the search itself, so topics rather return too seldom."""


def returns(
    labels: Labels,
    cases: Sequence[Sequence[str]],
    found: Neighbourhood,
    vectors: Vectors,
    settings: TopicSettings,
) -> NDArray[np.float64]:
    """Return the share of resamples in which each topic returns.

    Parameters
    ----------
    labels : array of int, shape (n,)
        The topics to judge.
    cases : sequence of sequence of str
        For each text, who said it.
    found : Neighbourhood
    vectors : array of shape (n, dimensions)
    settings : TopicSettings

    Returns
    -------
    array of shape (n_topics,)
        In [0, 1].
    """
    count = int(labels.max()) + 1
    hits, chances = np.zeros(count), np.zeros(count)
    quick = replace(settings, starts=STARTS)
    for number, keep in enumerate(_resamples(cases, settings), 1):
        smoothed = found.smoothed(keep, settings.neighbours, settings.smoothing)
        again = group(smoothed, vectors[keep], quick, settings.seed + number)
        jaccard, there = best_matches(labels[keep], again, count)
        hits += jaccard > DISSOLVED
        chances += there
    return np.divide(hits, chances, out=np.zeros(count), where=chances > 0)


def best_matches(
    labels: Labels, again: Labels, count: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return each topic's highest Jaccard likeness to a topic of `again`, and whether it is there.

    Parameters
    ----------
    labels, again : array of int, shape (n,)
        Two groupings of the same texts; -1 is no topic.
    count : int
        Topics in `labels`.
    """
    others = max(int(again.max()) + 1, 1)
    table = np.zeros((count, others))
    both = (labels >= 0) & (again >= 0)
    np.add.at(table, (labels[both], again[both]), 1)
    first = np.bincount(labels[labels >= 0], minlength=count)[:, None]
    second = np.bincount(again[again >= 0], minlength=others)[None, :]
    union = np.maximum(first + second - table, 1)
    return (table / union).max(axis=1), first[:, 0] > 0


def _resamples(cases: Sequence[Sequence[str]], settings: TopicSettings) -> list[NDArray[np.bool_]]:
    """Draw cases with replacement; a text stays if one of those who said it is drawn."""
    people = sorted({case for of in cases for case in of})
    place = {case: number for number, case in enumerate(people)}
    owner = np.repeat(np.arange(len(cases)), [len(of) for of in cases])
    who = np.array([place[case] for of in cases for case in of], dtype=np.intp)
    rng = np.random.default_rng(settings.seed)
    kept = []
    for _ in range(settings.resamples):
        drawn = np.zeros(len(people), dtype=bool)
        drawn[rng.integers(len(people), size=len(people))] = True
        keep = np.zeros(len(cases), dtype=bool)
        keep[owner[drawn[who]]] = True
        if keep.sum() > settings.topics:
            kept.append(keep)
    return kept
