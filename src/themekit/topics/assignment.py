"""Where every segment belongs once topics are known, and what else its sentences speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from themekit.topics.grouping import OUTSIDE, likeness_to_own, middles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

BLOCK = 65_536


class Assigner:
    """Topics as texts that were not searched meet them.

    Parameters
    ----------
    labels : array of int, shape (n,)
    vectors : array of shape (n, dimensions)
        The texts that topics were found in.
    """

    def __init__(self, labels: Labels, vectors: Vectors) -> None:
        inside = labels >= 0
        self.middles = middles(labels, vectors)
        fits = likeness_to_own(labels, vectors)
        # As like as the least like text that was taken in.
        self.floors = np.full(len(self.middles), 2.0, dtype=np.float32)
        np.minimum.at(self.floors, labels[inside], fits[inside])

    def nearest(self, vectors: Vectors) -> Labels:
        """Return the topic of each vector; -1 where it is not like enough to any."""
        parts = [
            self._nearest(vectors[start : start + BLOCK]) for start in range(0, len(vectors), BLOCK)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def _nearest(self, vectors: Vectors) -> Labels:
        cosines = vectors @ self.middles.T
        best = cosines.argmax(axis=1).astype(np.int64)
        enough = cosines[np.arange(len(best)), best] >= self.floors[best]
        return np.where(enough, best, OUTSIDE)


def sentence_shares(
    main: Labels, topics: Labels, lengths: Sequence[int], counts: Sequence[int]
) -> Iterator[dict[int, float]]:
    """Say for each text how much of it speaks of which topic.

    Parameters
    ----------
    main : array of int, shape (n_texts,)
        Topic of each text as a whole.
    topics : array of int, shape (n_sentences,)
        Topic of each sentence, text after text.
    lengths : sequence of int
        Code points of each sentence.
    counts : sequence of int
        Sentences of each text.

    Yields
    ------
    dict
        Topic -> share of the text's characters. A sentence that fits no topic goes with its text.
    """
    at = 0
    for own, count in zip(main.tolist(), counts, strict=True):
        found: defaultdict[int, int] = defaultdict(int)
        for topic, length in zip(
            topics[at : at + count].tolist(), lengths[at : at + count], strict=True
        ):
            found[own if topic == OUTSIDE else topic] += length
        at += count
        total = sum(found.values())
        yield {topic: n / total for topic, n in sorted(found.items())} if total else {own: 1.0}
