"""What surrounds a text: the question that it answers, and what was said around it.

Surroundings are a few lines, each encoded by itself: a turn is often a segment too, and a question
that is asked of many is encoded once. How they are learned from depends on how they differ. A few
questions that were asked again and again are a mark each: their vectors lie so far apart that they
would drown what was answered. In talk, where nearly every segment follows on other words, the
vectors themselves tell as much as the segment's own (docs/lab/tagger.md has the figures).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from numpy.typing import NDArray

    from themekit.vectors import Encoder

FEWEST = 20
"""Distinct surroundings that checked texts have to have for these to be learned from."""
TINY = 1e-12


def context_lines(contexts: Iterable[str]) -> list[str]:
    """Return the distinct lines of texts' surroundings, in order."""
    return sorted({line for context in set(contexts) for line in _lines(context)})


def other_lines(texts: Iterable[str], contexts: Iterable[str]) -> list[str]:
    """Return the distinct lines of surroundings that are none of the texts, in order."""
    known = {" ".join(text.split()) for text in texts}
    return [line for line in context_lines(contexts) if line not in known]


def context_vectors(
    contexts: Sequence[str], encoder: Encoder, dimensions: int
) -> NDArray[np.float32]:
    """Return the unit mean of the vectors of each context's lines; zeros where it has none.

    Returns
    -------
    array of shape (len(contexts), dimensions)
    """
    known = context_lines(contexts)
    vectors = dict(zip(known, encoder.encode(known).astype(np.float64), strict=True))
    place = {context: row for row, context in enumerate(sorted(set(contexts)))}
    distinct = np.zeros((len(place), dimensions), dtype=np.float32)
    for context, row in place.items():
        lines = _lines(context)
        if lines:
            total = np.sum([vectors[line] for line in lines], axis=0)
            distinct[row] = total / max(float(np.linalg.norm(total)), TINY)
    return distinct[[place[context] for context in contexts]]


def own_surroundings(contexts: Sequence[str], questions: Container[str]) -> NDArray[np.bool_]:
    """Tell where a context says something about one text, and is not what many were asked."""
    return np.array([bool(one.strip()) and one not in questions for one in contexts], dtype=bool)


def read_middle(
    contexts: Sequence[str], vectors: NDArray[np.float32], questions: Container[str]
) -> NDArray[np.float64]:
    """Return the mean vector of checked texts' own surroundings, or nothing where they are few.

    Parameters
    ----------
    vectors : array of shape (len(contexts), d)
    questions : container of str
        Contexts that are learned from as marks.

    Returns
    -------
    array of shape (d,) or (0,)
    """
    own = own_surroundings(contexts, questions)
    distinct = len({one for one, counts in zip(contexts, own, strict=True) if counts})
    if distinct < FEWEST or 2 * distinct <= own.sum():
        return np.zeros(0)
    return np.asarray(vectors[own].astype(np.float64).mean(axis=0))


def _lines(context: str) -> list[str]:
    return [line.strip() for line in context.splitlines() if line.strip()]
