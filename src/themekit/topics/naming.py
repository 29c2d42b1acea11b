"""BERTopic over texts whose neighbours are known: which texts belong together, and their words."""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.topics.grouping import OUTSIDE, Grouping
from themekit.topics.smoothing import Neighbourhood, Smoothing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.topics.settings import TopicSettings

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

WORDS_SHOWN = 8
WORDS_ASKED = 30
"""More than are shown: of words that say the same one is kept."""
JOINT = "_"
_NO_WORD = ("", "emptydoc")
"""What BERTopic puts where a topic has no words."""
UNUSED = ("hdbscan", "plotly", "sentence_transformers", "torch", "transformers", "umap")
"""What BERTopic imports where it is there and this search does not use: seconds of a run."""


def cluster(
    terms: Sequence[Sequence[str]],
    vectors: Vectors,
    found: Neighbourhood,
    settings: TopicSettings,
) -> tuple[Labels, dict[int, tuple[str, ...]]]:
    """Run BERTopic once.

    Parameters
    ----------
    terms : sequence of sequence of str
        Words and noun phrases of each text, which topics are named by.
    vectors : array of shape (n, dimensions)
    found : Neighbourhood
    settings : TopicSettings

    Returns
    -------
    labels : array of int, shape (n,)
        By size, largest first; -1 for texts that fit no topic.
    words : dict
        Most telling terms by topic (c-TF-IDF), words within phrases too.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="(hdbscan|sklearn|umap).*")
        # BERTopic changes the process's warning filters when imported; leaving the block undoes it.
        from sklearn.feature_extraction.text import CountVectorizer

        with _without(*UNUSED):
            from bertopic import BERTopic

        model: Any = BERTopic(
            language="any",  # the terms are words already: nothing is to be stripped from them
            embedding_model=None,
            umap_model=Smoothing(found, settings),
            hdbscan_model=Grouping(vectors, settings),
            vectorizer_model=CountVectorizer(analyzer=str.split),
            top_n_words=WORDS_ASKED,
            calculate_probabilities=False,
            verbose=False,
        )
        documents = [" ".join(term.replace(" ", JOINT) for term in of) for of in _shared(terms)]
        labels, _ = model.fit_transform(documents, vectors)
    words = {
        int(topic): tuple(
            word.replace(JOINT, " ") for word, share in of if word not in _NO_WORD and share
        )
        for topic, of in model.get_topics().items()
    }
    return _by_size(np.asarray(labels, dtype=np.int64), words)


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Leave libraries that were not imported yet out of what is imported in the ``with`` block."""
    left_out = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # type: ignore[arg-type]  # None: is not there
    try:
        yield
    finally:
        for name in left_out:
            del sys.modules[name]


def nameable(terms: Sequence[Sequence[str]]) -> bool:
    """Tell whether any term stands in two texts: without one no topic could be named."""
    return any(_shared(terms))


def _shared(terms: Sequence[Sequence[str]]) -> list[list[str]]:
    """Leave out the terms of one text only: slips and names say nothing of a topic."""
    texts = Counter(term for of in terms for term in set(of))
    return [[term for term in of if texts[term] > 1] for of in terms]


def told_apart(words: Sequence[str]) -> tuple[str, ...]:
    """Keep the words that add something: a phrase takes the place of the words within it."""
    kept: list[str] = []
    for word in words:
        if any(set(word.split()) <= set(other.split()) for other in kept):
            continue
        inside = [other for other in kept if set(other.split()) < set(word.split())]
        if inside:
            kept[kept.index(inside[0])] = word
            kept = [other for other in kept if other not in inside[1:]]
        else:
            kept.append(word)
    return tuple(kept[:WORDS_SHOWN])


def _by_size(
    labels: Labels, words: dict[int, tuple[str, ...]]
) -> tuple[Labels, dict[int, tuple[str, ...]]]:
    """Give topics numbers that mean something: by size, ties by their words."""
    numbers, sizes = np.unique(labels[labels >= 0], return_counts=True)
    size = dict(zip(numbers.tolist(), sizes.tolist(), strict=True))
    order = sorted(size, key=lambda topic: (-size[topic], words.get(topic, ()), topic))
    new = {old: number for number, old in enumerate(order)} | {OUTSIDE: OUTSIDE}
    renamed = np.array([new[label] for label in labels.tolist()], dtype=np.int64)
    return renamed, {new[old]: of for old, of in words.items() if old in new}
