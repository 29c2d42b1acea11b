"""Words of texts as sparse counts: words, pairs of neighbours, and pieces of words.

Pieces (runs of three to five letters of a word, its edges marked) carry over what is misspelt or
inflected. They are counted a word at a time, so that whatever a piece adds can be put down to the
words that hold it.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_WORD = re.compile(r"(?u)\b\w\w+\b")
SHORTEST_PIECE, LONGEST_PIECE = 3, 5


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; a single letter is no word."""
    return _WORD.findall(text.lower())


def pairs_of(words: Sequence[str]) -> Iterator[str]:
    """Yield neighbouring words, joined by a space."""
    return (f"{one} {other}" for one, other in pairwise(words))


def pieces_of(word: str) -> list[str]:
    """Return the pieces of a word."""
    marked = f" {word} "
    return [
        marked[start : start + size]
        for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(marked) - size + 1)
    ]


def places(text: str) -> dict[str, Span]:
    """Return where each word and pair of words of a text stands first."""
    out: dict[str, Span] = {}
    before: tuple[str, int] | None = None
    for found in _WORD.finditer(text):
        word = found[0].lower()
        out.setdefault(word, Span(*found.span()))
        if before:
            out.setdefault(f"{before[0]} {word}", Span(before[1], found.end()))
        before = word, found.start()
    return out


def term_counts(texts: Sequence[Sequence[str]], columns: Mapping[str, int]) -> sp.csr_matrix:
    """Count words and pairs that have a column, per text."""
    return _counts((chain(words, pairs_of(words)) for words in texts), len(texts), columns)


def piece_counts(texts: Sequence[Sequence[str]], columns: Mapping[str, int]) -> sp.csr_matrix:
    """Count pieces that have a column, per text."""
    distinct = sorted({word for words in texts for word in words})
    place = {word: row for row, word in enumerate(distinct)}
    inside = _counts(map(pieces_of, distinct), len(distinct), columns)
    return sp.csr_matrix(_counts(texts, len(texts), place) @ inside)


def _counts(
    rows: Iterator[Iterator[str]] | Sequence[Sequence[str]] | map[list[str]],
    height: int,
    columns: Mapping[str, int],
) -> sp.csr_matrix:
    found: list[int] = []
    bounds = [0]
    for row in rows:
        found += [columns[term] for term in row if term in columns]
        bounds.append(len(found))
    matrix = sp.csr_matrix(
        (np.ones(len(found)), np.array(found, dtype=np.intp), bounds), shape=(height, len(columns))
    )
    matrix.sum_duplicates()
    return matrix


def weighed(counts: sp.csr_matrix, idf: NDArray[np.float64]) -> sp.csr_matrix:
    """Return tf-idf rows of unit length; the tenth use of a word counts less than the first."""
    matrix = counts.copy()
    matrix.data = (1 + np.log(matrix.data)) * idf[matrix.indices]
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.where(norm > 0, norm, 1), np.diff(matrix.indptr))
    return matrix
