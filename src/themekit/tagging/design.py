"""What is learned from: vectors, words and surroundings of the checked texts as one matrix."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from themekit.tagging.kernel import Kernel, no_kernel, read_kernel
from themekit.tagging.surroundings import own_surroundings, read_middle
from themekit.tagging.terms import (
    pairs_of,
    piece_counts,
    pieces_of,
    term_counts,
    weighed,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from themekit.tagging.records import Prepared

    Floats = NDArray[np.float64]

MANY = 500
"""From so many texts on, a word has to occur twice to be learned from; a piece always has to."""
COMMON_CONTEXT = 5
"""A question asked at least so often is learned from as such."""
CONTEXT_SCALE = 0.5
SURROUNDINGS_SCALE = 1.75
"""What surrounds a text tells as much as it does where that differs from text to text."""
SENTENCE_SCALE = 0.5
LEXICAL_SCALE = 1.15
TINY = 1e-9
INNER_SHARE = 2.0
"""How much the middle layer's vectors vary, beside those of the last: they crowd together."""


@dataclass(frozen=True, slots=True)
class Design:
    """How texts become rows.

    Attributes
    ----------
    words, pieces : dict of str to int
        Columns of words and pairs of words, and of pieces of words.
    word_idf, piece_idf : arrays of shape (n_words,) and (n_pieces,)
    middle, sentence_middle, lexical_middle, inner_middle : arrays of shape (d,)
        Mean vector of the checked texts, of their sentences, of their words and of the encoder's
        middle layer.
    surroundings_middle : array of shape (d,)
        Mean vector of surroundings that are no such question; empty where they are too few.
    inner_scale : float
        Factor of the middle layer.
    questions : dict of str to int
        Columns of surroundings that came up often.
    kernel : Kernel
        Likeness to single checked texts.
    """

    words: dict[str, int]
    pieces: dict[str, int]
    word_idf: Floats
    piece_idf: Floats
    middle: Floats
    sentence_middle: Floats
    lexical_middle: Floats
    inner_middle: Floats
    surroundings_middle: Floats
    inner_scale: float
    questions: dict[str, int]
    kernel: Kernel

    @property
    def cuts(self) -> dict[str, slice]:
        """Which columns of `dense` are whose."""
        widths = {
            "text": len(self.middle),
            "sentences": len(self.sentence_middle),
            "lexical": len(self.lexical_middle),
            "inner": len(self.inner_middle),
            "surroundings": len(self.surroundings_middle),
            "context": len(self.questions),
            "likeness": len(self.kernel.landmarks),
        }
        ends = np.cumsum(list(widths.values()))
        return {
            name: slice(end - width, end)
            for (name, width), end in zip(widths.items(), ends, strict=True)
        }

    def dense(self, prepared: Prepared) -> Floats:
        """Return centred vectors of all that is encoded, then questions and likenesses."""
        marks = np.zeros((len(prepared), len(self.questions)))
        for row, context in enumerate(prepared.contexts):
            column = self.questions.get(context)
            if column is not None:
                marks[row, column] = CONTEXT_SCALE
        return np.hstack(
            [
                prepared.vectors - self.middle,
                SENTENCE_SCALE * (sentence_means(prepared) - self.sentence_middle),
                LEXICAL_SCALE * (prepared.lexical - self.lexical_middle),
                self.inner_scale
                * (prepared.inner[:, : len(self.inner_middle)] - self.inner_middle),
                self._around(prepared),
                marks,
                self.kernel.likeness(prepared.vectors),
            ]
        )

    def _around(self, prepared: Prepared) -> Floats:
        """Return centred vectors of surroundings; zeros where none are, or a common question."""
        width = len(self.surroundings_middle)
        own = own_surroundings(prepared.contexts, self.questions)
        vectors = prepared.surroundings[:, :width] - self.surroundings_middle
        return np.asarray(SURROUNDINGS_SCALE * vectors * own[:, None])

    def sparse(self, prepared: Prepared) -> sp.csr_matrix:
        """Return tf-idf rows: words and pairs first, then pieces of words."""
        texts = [words_of(text) for text in prepared.texts]
        words = weighed(term_counts(texts, self.words), self.word_idf)
        pieces = weighed(piece_counts(texts, self.pieces), self.piece_idf)
        return sp.csr_matrix(sp.hstack([words, pieces], format="csr"))

    def rows(self, prepared: Prepared) -> tuple[Floats, sp.csr_matrix]:
        """Return the dense and the sparse part of the rows."""
        return self.dense(prepared), self.sparse(prepared)


def sentence_means(prepared: Prepared) -> Floats:
    """Return the mean vector of each text's sentences."""
    bounds = prepared.bounds
    if len(bounds) == 1:
        return np.zeros((0, prepared.vectors.shape[1]))
    sums = np.add.reduceat(prepared.sentence_vectors.astype(np.float64), bounds[:-1], axis=0)
    return np.asarray(sums / np.diff(bounds)[:, None])


def no_design(width: int) -> Design:
    """Return the design of a learner that has seen nothing."""
    nothing, none = np.zeros(0), np.zeros(width)
    return Design(
        {}, {}, nothing, nothing, none, none, none, nothing, nothing, 0.0, {}, no_kernel(width)
    )


def read_design(prepared: Prepared) -> tuple[Design, Floats]:
    """Choose words, pieces, questions and landmarks from the checked texts.

    Returns
    -------
    Design
    array of shape (n_landmarks, n_columns)
        What turns likenesses to landmarks into columns to learn from.
    """
    texts = [words_of(text) for text in prepared.texts]
    words, word_idf = _vocabulary(
        ({*chain(one, pairs_of(one))} for one in texts), len(texts), 2 if len(texts) > MANY else 1
    )
    pieces, piece_idf = _vocabulary(
        ({piece for word in set(one) for piece in pieces_of(word)} for one in texts), len(texts), 2
    )
    asked = Counter(prepared.contexts)
    questions = sorted(one for one, count in asked.items() if count >= COMMON_CONTEXT)
    if len(asked) == 1:  # nothing to tell apart
        questions = []
    kernel, turn = read_kernel(prepared.texts, prepared.vectors)
    design = Design(
        words,
        pieces,
        word_idf,
        piece_idf,
        prepared.vectors.astype(np.float64).mean(axis=0),
        sentence_means(prepared).mean(axis=0),
        prepared.lexical.astype(np.float64).mean(axis=0),
        prepared.inner.astype(np.float64).mean(axis=0),
        read_middle(prepared.contexts, prepared.surroundings, questions),
        _inner_scale(prepared),
        {question: column for column, question in enumerate(questions)},
        kernel,
    )
    return design, turn


def _inner_scale(prepared: Prepared) -> float:
    """Return the factor that gives the middle layer its share of the variation."""
    outer, inner = (
        float(one.astype(np.float64).var(axis=0).sum())
        for one in (prepared.vectors, prepared.inner)
    )
    return float(np.sqrt(INNER_SHARE * outer / inner)) if inner > TINY else 0.0


def _vocabulary(texts: Iterable[set[str]], count: int, least: int) -> tuple[dict[str, int], Floats]:
    """Return the terms of at least `least` texts with their columns, and their idf."""
    spread = Counter(term for terms in texts for term in terms)
    kept = sorted(term for term, uses in spread.items() if uses >= least)
    uses = np.array([spread[term] for term in kept], dtype=np.float64)
    columns = {term: column for column, term in enumerate(kept)}
    return columns, np.log((1 + count) / (1 + uses)) + 1
