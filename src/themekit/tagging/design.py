"""What is learned from: vectors, words and surroundings of the checked texts as one matrix."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from themekit.tagging.records import Prepared

MANY = 500
"""From so many texts on, a word has to occur twice to be learned from."""
COMMON_CONTEXT = 5
"""A question asked at least so often is learned from as such."""
CONTEXT_SCALE = 0.5
_WORD = re.compile(r"(?u)\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class Design:
    """How texts become rows.

    Attributes
    ----------
    words : dict of str to int
        Columns of words and pairs of words.
    idf : array of shape (n_words,)
    middle : array of shape (d,)
        Mean vector of the checked texts.
    questions : dict of str to int
        Columns of surroundings that came up often.
    """

    words: dict[str, int]
    idf: NDArray[np.float64]
    middle: NDArray[np.float64]
    questions: dict[str, int]

    def dense(self, prepared: Prepared) -> NDArray[np.float64]:
        """Return centred vectors beside marks of the questions."""
        marks = np.zeros((len(prepared), len(self.questions)))
        for row, context in enumerate(prepared.contexts):
            column = self.questions.get(context)
            if column is not None:
                marks[row, column] = CONTEXT_SCALE
        return np.hstack([prepared.vectors - self.middle, marks])

    def sparse(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return tf-idf rows of unit length."""
        columns: list[int] = []
        values: list[float] = []
        bounds = [0]
        for text in texts:
            counts = Counter(self.words[word] for word, _ in terms(text) if word in self.words)
            columns += counts
            values += counts.values()
            bounds.append(len(columns))
        weights = (1 + np.log(np.array(values, dtype=np.float64))) * self.idf[columns]
        matrix = sp.csr_matrix((weights, columns, bounds), shape=(len(texts), len(self.words)))
        norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = sp.diags_array(1 / np.where(norm > 0, norm, 1))
        return sp.csr_matrix(scale @ matrix)


def terms(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the words of a text and its pairs of neighbouring words, and where they stand."""
    before: tuple[str, int] | None = None
    for found in _WORD.finditer(text):
        word = found[0].lower()
        yield word, Span(*found.span())
        if before:
            yield f"{before[0]} {word}", Span(before[1], found.end())
        before = word, found.start()


def read_design(prepared: Prepared) -> Design:
    """Choose words and questions from the checked texts."""
    spread = Counter(word for text in prepared.texts for word in {term for term, _ in terms(text)})
    least = 2 if len(prepared) > MANY else 1
    kept = sorted(word for word, count in spread.items() if count >= least)
    counts = np.array([spread[word] for word in kept], dtype=np.float64)
    asked = Counter(prepared.contexts)
    questions = sorted(one for one, count in asked.items() if count >= COMMON_CONTEXT)
    if len(questions) == len(asked) == 1:  # nothing to tell apart
        questions = []
    return Design(
        {word: column for column, word in enumerate(kept)},
        np.log((1 + len(prepared)) / (1 + counts)) + 1,
        prepared.vectors.astype(np.float64).mean(axis=0),
        {question: column for column, question in enumerate(questions)},
    )


def joined(design: Design, prepared: Prepared) -> tuple[NDArray[np.float64], Any]:
    """Return the dense and the sparse part of the rows."""
    return design.dense(prepared), design.sparse(prepared.texts)
