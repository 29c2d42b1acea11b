"""How topics are made, chosen by the number of distinct texts alone and shown to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.records import Pairs

MOST_TEXTS = 20_000
"""Distinct texts that topics are found in; all others join the nearest topic."""
MANY_TEXTS = 5_000


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """Settings of one search for topics (docs/lab/topics.md has how they were measured).

    Attributes
    ----------
    topics : int
        Groups looked for: the square root of the number of texts, at most 150. Those that lie
        close together are merged, so there may be fewer.
    neighbours, smoothing : int
        Each text takes the mean of so many nearest ones, so many times: what lies close moves
        closer, which is what makes groups return.
    dimensions : int
        Principal components that are kept.
    merge : float
        Groups whose middles are more alike than this (cosine) become one.
    outside : float
        Share of texts that are least like their topic's middle: they fit no topic.
    smallest : int
        Texts that a topic has at least.
    starts : int
        Starts of k-means; the best is kept.
    resamples : int
        Bootstrap resamples of cases, each with a seed of its own, in which topics must return.
    seed : int
    """

    topics: int
    neighbours: int
    resamples: int
    seed: int
    smoothing: int = 2
    dimensions: int = 30
    merge: float = 0.85
    outside: float = 0.08
    smallest: int = 3
    starts: int = 5

    def as_pairs(self) -> Pairs:
        """Return what a reader needs to repeat the search."""
        reduced = (
            f"mean of {self.neighbours} nearest texts, {self.smoothing} times, in "
            f"{self.dimensions} principal components"
        )
        return (
            ("dimension reduction", reduced),
            ("clusterer", f"k-means, {self.topics} groups, best of {self.starts} starts"),
            ("merged from a likeness of", str(self.merge)),
            ("smallest topic", f"{self.smallest} distinct texts"),
            ("in no topic", f"the {self.outside:.0%} of texts least like their topic"),
            ("texts searched at most", str(MOST_TEXTS)),
            ("resamples of cases", str(self.resamples)),
            ("seed", str(self.seed)),
        )


def settings_for(texts: int, seed: int) -> TopicSettings:
    """Choose settings for a number of distinct texts."""
    return TopicSettings(
        topics=max(3, min(150, round(texts**0.5))),
        neighbours=min(15, max(3, texts // 20)),
        resamples=20 if texts <= MANY_TEXTS else 10,
        seed=seed,
    )
