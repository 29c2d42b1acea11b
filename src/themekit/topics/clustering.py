"""BERTopic over vectors that were computed before."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from themekit.records import Segment, Topic, TopicMap
from themekit.topics.settings import TopicSettings, settings_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOPICS_VERSION = "1"
FEWEST_SEGMENTS = 40
WORDS_SHOWN = 8
REPRESENTATIVES = 4
OUTSIDE = "fits no topic"


def find_topics(
    segments: Sequence[Segment],
    vectors: NDArray[np.float32],
    cases: Mapping[str, str],
    seed: int = 0,
) -> TopicMap:
    """Cluster segments by meaning.

    Parameters
    ----------
    segments : sequence of Segment
        Codable ones only, in a fixed order.
    vectors : array of shape (n_segments, dimensions)
        Unit vectors in the same order.
    cases : mapping of segment id to case id
    seed : int

    Returns
    -------
    TopicMap
        Topics by size, largest first; -1 holds what fits nowhere. With fewer than
        `FEWEST_SEGMENTS` segments there are none and `TopicMap.reason` says why.
    """
    count = len(segments)
    if count < FEWEST_SEGMENTS:
        return TopicMap(
            reason=f"{count} codable segments are too few to find topics in: at least "
            f"{FEWEST_SEGMENTS} are needed, and some hundreds before they can be trusted"
        )
    settings = settings_for(count, seed)
    labels, words = _cluster([segment.text for segment in segments], vectors, settings)
    if set(labels) <= {-1}:
        return TopicMap(
            reason=f"no group of {settings.smallest} or more of the {count} segments lies close "
            "together",
            settings=settings.as_pairs(),
        )
    topics = tuple(
        _describe(
            Topic(topic, "", words.get(topic, ()), size=0, cases=0),
            [row for row, label in enumerate(labels) if label == topic],
            segments,
            vectors,
            cases,
        )
        for topic in sorted(set(labels))
    )
    members = tuple((segment.id, label) for segment, label in zip(segments, labels, strict=True))
    return TopicMap(topics, members, settings=settings.as_pairs())


def _cluster(
    texts: Sequence[str], vectors: NDArray[np.float32], settings: TopicSettings
) -> tuple[list[int], dict[int, tuple[str, ...]]]:
    """Run BERTopic once; return each text's topic and each topic's words."""
    with warnings.catch_warnings():
        # UMAP tells of a part that nobody wants, and at every call that a seed needs one thread.
        warnings.filterwarnings("ignore", message="Tensorflow not installed")
        warnings.filterwarnings("ignore", message=".*n_jobs value.*overridden.*")
        warnings.filterwarnings("ignore", category=FutureWarning, module="(hdbscan|sklearn|umap).*")
        # BERTopic changes the process's warning filters when imported; leaving the block undoes it.
        import umap
        from bertopic import BERTopic
        from hdbscan import HDBSCAN
        from sklearn.feature_extraction.text import CountVectorizer

        model: Any = BERTopic(
            embedding_model=None,
            umap_model=umap.UMAP(
                n_neighbors=settings.neighbours,
                n_components=settings.dimensions,
                min_dist=0.0,
                metric="cosine",
                random_state=settings.seed,
                n_jobs=1,
            ),
            hdbscan_model=HDBSCAN(
                min_cluster_size=settings.smallest, metric="euclidean", core_dist_n_jobs=1
            ),
            vectorizer_model=CountVectorizer(stop_words="english", ngram_range=(1, 2)),
            top_n_words=WORDS_SHOWN,
            calculate_probabilities=False,
            verbose=False,
        )
        labels, _ = model.fit_transform(list(texts), vectors)
    words = {
        int(topic): tuple(word for word, _ in found if word)
        for topic, found in model.get_topics().items()
    }
    return _by_size([int(label) for label in labels], words)


def _by_size(
    labels: list[int], words: dict[int, tuple[str, ...]]
) -> tuple[list[int], dict[int, tuple[str, ...]]]:
    """Give topics numbers that mean something: by size, ties by their words."""
    sizes = Counter(label for label in labels if label >= 0)
    order = sorted(sizes, key=lambda topic: (-sizes[topic], words.get(topic, ())))
    new = {old: number for number, old in enumerate(order)} | {-1: -1}
    return [new[label] for label in labels], {
        new[old]: found for old, found in words.items() if old in new
    }


def _describe(
    topic: Topic,
    rows: Sequence[int],
    segments: Sequence[Segment],
    vectors: NDArray[np.float32],
    cases: Mapping[str, str],
) -> Topic:
    """Fill in what a topic's members (`rows`) tell of it."""
    of_case = [cases.get(segments[row].id, "") for row in rows]
    size, distinct = len(rows), len(set(of_case))
    if topic.id < 0:
        return replace(topic, label=OUTSIDE, words=(), size=size, cases=distinct)
    return replace(
        topic,
        label=", ".join(topic.words[:3]),
        size=size,
        cases=distinct,
        representatives=_nearest(rows, segments, vectors, of_case),
    )


def _nearest(
    rows: Sequence[int],
    segments: Sequence[Segment],
    vectors: NDArray[np.float32],
    of_case: Sequence[str],
) -> tuple[str, ...]:
    """Return the segments nearest to the topic's middle, another case each while there are any."""
    part = vectors[list(rows)]
    nearness = part @ part.mean(axis=0)
    order = sorted(
        range(len(rows)), key=lambda i: (-round(float(nearness[i]), 6), segments[rows[i]].id)
    )
    first_of: dict[str, int] = {}
    for i in order:
        first_of.setdefault(of_case[i], i)
    fresh = list(first_of.values())
    again = [i for i in order if i not in set(fresh)]
    return tuple(segments[rows[i]].id for i in [*fresh, *again][:REPRESENTATIVES])
