"""Good or bad: how a text sounds, how a code does, and which of the two a question asks for.

What helped and what hurt are told in the same words: 'staff', 'the telephone', 'money'. Vectors
of meaning hardly tell them apart, but the encoder's middle layer does; the direction in which it
does is learned from sentences of the concept bank that are marked as good or bad. A short answer
has no tone of its own: there the question decides, if it asks for the one or the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from themekit.language.words import LETTERS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

RIDGE = 3.0
STEEP = 2.0
SHORT = 8
"""Words from which on an answer speaks for itself."""


_GOOD = word_set(
    "help helps helped helpful well good best better like liked love loved enjoy enjoyed useful "
    "positive proud benefit benefits benefited gain gains gained strength strengths success "
    "successes improved easy easier easiest valued value appreciate appreciated hope "
    "hopes satisfied pleased happy"
)
_BAD = word_set(
    "worry worries worried worrying hard harder hardest difficult difficulty difficulties problem "
    "problems challenge challenges challenging barrier barriers concern concerns concerned wrong "
    "bad badly worse worst dislike disliked improve improvement improvements lack lacking lacked "
    "missing fear fears afraid struggle struggles struggled stressful negative hurt suffer "
    "suffered lost weakness weaknesses frustrating frustrated dissatisfied unhappy obstacle "
    "obstacles hinder hindered hinders"
)
_LACKING = re.compile(
    r"\b(?:could|should|would|can|might) (?:we|they|it|you|be)\b.{0,30}\b(?:better|improve\w*)\b|"
    r"\bnot (?:so )?(?:good|well|helpful|useful)\b|\bdo better\b",
    re.IGNORECASE,
)
"""What could be better is what is not good."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Hears a tone in the encoder's middle layer.

    Attributes
    ----------
    direction, middle : arrays of shape (d,)
        Empty where the encoder has no such layer: then nothing has a tone.
    """

    direction: Grid
    middle: Grid

    def tones(self, inner: NDArray[np.float32]) -> Grid:
        """Return the tone of each text in [-1, 1]; 0 is neither."""
        if not len(self.direction) or inner.shape[1] != len(self.direction):
            return np.zeros(len(inner))
        return np.tanh(STEEP * ((inner.astype(np.float64) - self.middle) @ self.direction))


def read_ear(inner: NDArray[np.float32], signs: NDArray[np.float64]) -> Ear:
    """Learn how good and bad sound (ridge regression).

    Parameters
    ----------
    inner : array of shape (n_sentences, d)
        Middle layer of sentences.
    signs : array of shape (n_sentences,)
        1 for good, -1 for bad.
    """
    if not inner.shape[1]:
        return Ear(np.zeros(0), np.zeros(0))
    middle = inner.astype(np.float64).mean(axis=0)
    centred = inner - middle
    gram = centred.T @ centred
    gram[np.diag_indices_from(gram)] += RIDGE * np.trace(gram) / len(gram)
    return Ear(np.linalg.solve(gram, centred.T @ (signs - signs.mean())), middle)


def asked_tones(texts: Sequence[str], contexts: Sequence[str]) -> Grid:
    """Return what the question makes of each answer: the more, the shorter it is."""
    return np.array(
        [_brevity(text) * asked_for(context) for text, context in zip(texts, contexts, strict=True)]
    )


def _brevity(text: str) -> float:
    return max(0.0, 1.0 - len(LETTERS.findall(text)) / SHORT)


@lru_cache(maxsize=4_096)
def asked_for(context: str) -> float:
    """Return 1 where a question asks for what is good, -1 for what is not, 0 for neither or both.

    Parameters
    ----------
    context : str
        Surroundings of a text; the question is their first line.
    """
    question = context.partition("\n")[0].replace("_", " ")
    if _LACKING.search(question):
        return -1.0
    words = {word.lower() for word in LETTERS.findall(question)}
    return float(bool(words & _GOOD)) - float(bool(words & _BAD))
