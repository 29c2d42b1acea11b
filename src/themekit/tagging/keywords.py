"""The content words of a code's name, and how near the words of a text come to them.

A segment rarely holds a code's own words: 'Timeliness' is said as 'late', 'quick', 'waiting'. So
words are compared by their vectors; each key word takes its best word in the segment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import Span
from themekit.vectors import word_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from themekit.language import Analyser
    from themekit.vectors import Encoder

SHORTEST = 3
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Keywords:
    """Key words of all codes.

    Attributes
    ----------
    words : tuple of str
        Distinct lemmas.
    vectors : array of shape (n_words, d)
    weights : array of shape (n_codes, n_words)
        A word that fewer codes share weighs more; a row sums to 1, or to 0 without key words.
    """

    words: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


def content_words(doc: Doc) -> list[tuple[str, Span]]:
    """Return the lemmas of a text's content words and where they stand."""
    return [
        (token.lemma_.lower() or token.lower_, Span(token.idx, token.idx + len(token.text)))
        for token in doc
        if token.is_alpha and not token.is_stop and len(token.text) >= SHORTEST
    ]


def read_keywords(names: Sequence[str], encoder: Encoder, analyser: Analyser) -> Keywords:
    """Take the key words from the codes' names."""
    found = [[word for word, _ in content_words(doc)] for doc in analyser.docs(names)]
    shared = Counter(word for words in found for word in set(words))
    index = {word: column for column, word in enumerate(sorted(shared))}
    weights = np.zeros((len(names), len(index)), dtype=np.float32)
    for row, words in enumerate(found):
        for word in words:
            weights[row, index[word]] += 1.0 / shared[word]
    total = weights.sum(axis=1, keepdims=True)
    weights /= np.where(total > 0, total, 1.0)
    return Keywords(tuple(index), word_vectors(encoder, list(index)), weights)


def word_means(
    groups: Sequence[Sequence[str]], encoder: Encoder, analyser: Analyser
) -> NDArray[np.float32]:
    """Return the unit mean of what each group's texts mean word by word; zeros without words."""
    texts = sorted({text for group in groups for text in group})
    lemmas = [[word for word, _ in content_words(doc)] for doc in analyser.docs(texts)]
    row = {text: number for number, text in enumerate(texts)}
    means = _means(lemmas, encoder)
    out = np.zeros((len(groups), means.shape[1]), dtype=np.float32)
    for number, group in enumerate(groups):
        if group:
            mean = means[[row[text] for text in group]].mean(axis=0)
            out[number] = mean / max(float(np.linalg.norm(mean)), TINY)
    return out


def _means(texts: Sequence[Sequence[str]], encoder: Encoder) -> NDArray[np.float64]:
    """Return the unit mean of the vectors of each text's words; zeros for a text without any."""
    vocabulary = sorted({word for words in texts for word in words})
    row = {word: number for number, word in enumerate(vocabulary)}
    vectors = word_vectors(encoder, vocabulary).astype(np.float64)
    means = np.zeros((len(texts), vectors.shape[1]))
    for number, words in enumerate(texts):
        if words:
            mean = vectors[[row[word] for word in words]].mean(axis=0)
            means[number] = mean / max(float(np.linalg.norm(mean)), TINY)
    return means


def measure_words(
    texts: Sequence[Sequence[str]], keywords: Keywords, encoder: Encoder
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Measure the content lemmas of texts.

    Returns
    -------
    array of shape (n_texts, d)
        Unit mean of the vectors of each text's words; zeros for a text without any.
    array of shape (n_texts, n_codes)
        The weighted mean of each key word's best likeness in the text; 0 without words.
    """
    vocabulary = sorted({word for words in texts for word in words})
    row = {word: number for number, word in enumerate(vocabulary)}
    # In double precision: sums of singles depend on how many words there are.
    vectors = word_vectors(encoder, vocabulary).astype(np.float64)
    like = vectors @ keywords.vectors.T.astype(np.float64)
    means = np.zeros((len(texts), keywords.vectors.shape[1]), dtype=np.float32)
    best = np.zeros((len(texts), len(keywords.weights)), dtype=np.float32)
    for number, words in enumerate(texts):
        if words:
            rows = [row[word] for word in words]
            mean = vectors[rows].mean(axis=0)
            means[number] = mean / max(float(np.linalg.norm(mean)), TINY)
            best[number] = keywords.weights @ like[rows].max(axis=0)
    return means, best
