"""What each word of a text adds to a learned log-odds, its pieces put down to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.tagging.terms import pairs_of, piece_counts, pieces_of, term_counts, weighed, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.tagging.design import Design


def word_weights(design: Design, text: str, coefficients: NDArray[np.float64]) -> dict[str, float]:
    """Return the weight of each word and pair of words of a text; they sum to the sparse part.

    Parameters
    ----------
    coefficients : array of shape (n_words + n_pieces,)
        One code's coefficients, in the order of `Design.sparse`.
    """
    words = words_of(text)
    out: dict[str, float] = {}
    row = weighed(term_counts([words], design.words), design.word_idf)
    value = dict(zip(row.indices, row.data * coefficients[row.indices], strict=True))
    for term in {*words, *pairs_of(words)} & design.words.keys():
        out[term] = float(value[design.words[term]])
    row = weighed(piece_counts([words], design.pieces), design.piece_idf)
    places = row.indices + len(design.words)
    value = dict(zip(row.indices, row.data * coefficients[places], strict=True))
    total = Counter(piece for word in words for piece in pieces_of(word) if piece in design.pieces)
    for word in words:
        for piece in pieces_of(word):
            if piece in total:
                share = float(value[design.pieces[piece]]) / total[piece]
                out[word] = out.get(word, 0.0) + share
    return out
