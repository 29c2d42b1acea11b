"""How topics are made, chosen by the number of segments alone and shown to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.records import Pairs


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """Settings of one run of BERTopic.

    Attributes
    ----------
    neighbours, dimensions : int
        UMAP: neighbours that shape the map, and its dimensions.
    smallest : int
        HDBSCAN: segments that a topic has at least.
    seed : int
    """

    neighbours: int
    dimensions: int
    smallest: int
    seed: int

    def as_pairs(self) -> Pairs:
        """Return what a reader needs to repeat the run."""
        return (
            ("dimension reduction", f"UMAP, {self.neighbours} neighbours"),
            ("dimensions", str(self.dimensions)),
            ("clusterer", "HDBSCAN"),
            ("smallest topic", str(self.smallest)),
            ("seed", str(self.seed)),
        )


def settings_for(segments: int, seed: int) -> TopicSettings:
    """Choose settings for a number of segments.

    Small sets need small neighbourhoods and topics to show anything; in large ones a topic of
    five answers is noise.
    """
    return TopicSettings(
        neighbours=min(15, max(5, segments // 10)),
        dimensions=5,
        smallest=max(5, min(100, round(segments**0.5 / 4) + 3)),
        seed=seed,
    )
