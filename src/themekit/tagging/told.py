"""The very words in which a codebook tells of a code, and how many of them a text shares.

Vectors blur what words are sharp about: a code whose definition lists 'friendly', 'helpful' and
'polite' is best found by these. A word counts the less the more codes are told in it (inverse
document frequency, with codes for documents); a long text shares some by chance, so what it shares
is divided by the square root of its number of words. A name is not enough: its words are few, and
mean other things elsewhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.codebook import plain_words
from themekit.tagging.keywords import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from themekit.codebook import Code, Codebook
    from themekit.language import Analyser

FEW = 5.0
"""Words added to a text's own, so that one shared word in two is not half of everything."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words of all codes.

    Attributes
    ----------
    words : dict of str to int
        Rows of `weights` by lemma.
    weights : array of shape (n_words, n_codes)
        What a word counts for each code; 0 where the code is not told in it.
    """

    words: dict[str, int]
    weights: NDArray[np.float64]


def read_told(codebook: Codebook, analyser: Analyser) -> Told:
    """Gather the words of definitions, criteria, examples and patterns."""
    texts = [_texts(code) for code in codebook.codes]
    docs = iter(analyser.docs([text for of in texts for text in of]))
    told = [{word for _ in of for word, _ in content_words(next(docs))} for of in texts]
    spread = Counter(word for words in told for word in words)
    index = {word: row for row, word in enumerate(sorted(spread))}
    weights = np.zeros((len(index), len(told)))
    for code, words in enumerate(told):
        for word in words:
            weights[index[word], code] = np.log((1 + len(told)) / spread[word])
    return Told(index, weights)


def _texts(code: Code) -> list[str]:
    patterns = (plain_words(one).replace("...", " ") for one in code.patterns)
    return [one for one in (code.definition, *code.include, *code.examples, *patterns) if one]


def shared_words(texts: Iterable[Sequence[str]], told: Told) -> NDArray[np.float32]:
    """Return how much of each code's words texts share, less the mean over the codes.

    Parameters
    ----------
    texts : iterable of sequence of str
        Content lemmas of each text.

    Returns
    -------
    array of shape (n_texts, n_codes)
    """
    rows = [_shared(set(words), told) for words in texts]
    shared = np.array(rows).reshape(len(rows), told.weights.shape[1])
    return np.asarray(shared - shared.mean(axis=1, keepdims=True), dtype=np.float32)


def _shared(words: set[str], told: Told) -> NDArray[np.float64]:
    found = sorted(told.words[word] for word in words if word in told.words)
    return np.asarray(told.weights[found].sum(axis=0) / np.sqrt(len(words) + FEW))
