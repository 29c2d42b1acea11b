"""A codebook in numbers: what its codes look like to an encoder, before anything was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.tagging.concepts import ConceptBank, bank_vectors, concept_bank
from themekit.tagging.keywords import Keywords, read_keywords
from themekit.tagging.wording import Wording, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]

TEMPERATURE = 0.03
"""How sharply a code picks the concepts whose labels are most like it."""
OWN_WEIGHT = 0.3
EXAMPLE_WEIGHT = 3.0
RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class Profile:
    """What each code looks like.

    Attributes
    ----------
    meaning : array of shape (n_codes, d)
        Unit mean of the code's phrases.
    reference : array of shape (d,)
        Mean of the concept labels: what a code in general looks like.
    detectors, detector_base : arrays of shape (n_codes, d) and (n_codes,)
        Linear detectors trained on concept sentences, phrases, examples and near misses.
    concepts : tuple of str
        The concept each code borrows most from.
    examples, example_owner, example_vectors
        All examples, the code of each, and their vectors.
    against, against_owner, against_vectors
        All (kind, text) that speak against a code, likewise.
    keywords : Keywords
    """

    meaning: Vectors
    reference: Vectors
    detectors: Vectors
    detector_base: Vectors
    concepts: tuple[str, ...]
    examples: tuple[str, ...]
    example_owner: NDArray[np.intp]
    example_vectors: Vectors
    against: tuple[tuple[str, str], ...]
    against_owner: NDArray[np.intp]
    against_vectors: Vectors
    keywords: Keywords


def read_profile(codebook: Codebook, encoder: Encoder, analyser: Analyser) -> Profile:
    """Measure a codebook with an encoder."""
    wordings = worded(codebook)
    bank = concept_bank()
    vectors = _Vectors(encoder, wordings)
    meaning = vectors.mean([wording.phrases for wording in wordings])
    labels = vectors[bank.labels]
    names = vectors[[wording.name for wording in wordings]]
    affinity = _affinity(meaning, names, labels, np.array(bank.label_owner), len(bank.names))
    examples = [(j, text) for j, wording in enumerate(wordings) for text in wording.examples]
    against = [(j, pair) for j, wording in enumerate(wordings) for pair in wording.against]
    detectors, base = _detectors(vectors, bank, wordings, affinity)
    return Profile(
        meaning,
        labels.mean(axis=0),
        detectors,
        base,
        tuple(bank.names[best] for best in affinity.argmax(axis=1)),
        tuple(text for _, text in examples),
        np.array([j for j, _ in examples], dtype=np.intp),
        vectors[[text for _, text in examples]],
        tuple(pair for _, pair in against),
        np.array([j for j, _ in against], dtype=np.intp),
        vectors[[text for _, (_, text) in against]],
        read_keywords([wording.name for wording in wordings], encoder, analyser),
    )


class _Vectors:
    """Vectors of every text that a profile needs; the bank's may come with themekit."""

    def __init__(self, encoder: Encoder, wordings: Sequence[Wording]) -> None:
        texts: set[str] = set()
        for wording in wordings:
            texts.update((wording.name, *wording.phrases, *wording.examples))
            texts.update(text for _, text in wording.against)
        ordered = sorted(texts)
        self._of = bank_vectors(encoder)
        self._of |= dict(zip(ordered, encoder.encode(ordered), strict=True))
        self._width = encoder.dimensions

    def __getitem__(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        rows = np.array([self._of[text] for text in texts], dtype=np.float32)
        return rows.reshape(len(texts), self._width)

    def mean(self, groups: Sequence[Sequence[str]]) -> Vectors:
        """Return the unit mean of each group of texts."""
        means = np.array([self[group].mean(axis=0) for group in groups])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _affinity(
    meaning: Vectors, names: Vectors, labels: Vectors, owner: NDArray[np.intp], concepts: int
) -> NDArray[np.float64]:
    """Return how much each code borrows from each concept; a row sums to 1."""
    like = np.maximum(meaning @ labels.T, names @ labels.T).astype(np.float64)
    best = np.full((len(meaning), concepts), -1.0)
    for label, concept in enumerate(owner):
        best[:, concept] = np.maximum(best[:, concept], like[:, label])
    weights = np.exp((best - best.max(axis=1, keepdims=True)) / TEMPERATURE)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _detectors(
    vectors: _Vectors,
    bank: ConceptBank,
    wordings: Sequence[Wording],
    affinity: NDArray[np.float64],
) -> tuple[Vectors, Vectors]:
    """Train one ridge detector a code on sentences that voice it and on sentences that do not."""
    codes = len(wordings)
    owner = np.array(bank.sentence_owner)
    texts: list[str] = list(bank.sentences)
    targets: list[Any] = [affinity[:, owner].T]
    weights: list[Any] = [1.0 / np.bincount(owner)[owner]]
    for j, wording in enumerate(wordings):
        for group, total, value in (
            (wording.phrases, OWN_WEIGHT, 1.0),
            (wording.examples, EXAMPLE_WEIGHT, 1.0),
            ([text for _, text in wording.against], OWN_WEIGHT, 0.0),
        ):
            if group:
                texts += group
                targets.append(np.zeros((len(group), codes)) + value * (np.arange(codes) == j))
                weights.append(np.full(len(group), total / len(group)))
    return _ridge(vectors[texts], np.vstack(targets), np.concatenate(weights))


def _ridge(
    x: Vectors, targets: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[Vectors, Vectors]:
    """Solve weighted ridge regression; return slopes (a row a target) and intercepts."""
    x64 = x.astype(np.float64)
    share = weights[:, None] / weights.sum()
    middle, level = (share * x64).sum(axis=0), (share * targets).sum(axis=0)
    root = np.sqrt(weights)[:, None]
    centred = (x64 - middle) * root
    gram = centred.T @ centred
    gram[np.diag_indices_from(gram)] += RIDGE * np.trace(gram) / len(gram)
    slopes = np.linalg.solve(gram, centred.T @ ((targets - level) * root)).T
    return slopes.astype(np.float32), (level - slopes @ middle).astype(np.float32)
