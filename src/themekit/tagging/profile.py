"""A codebook in numbers: what its codes look like to an encoder, before anything was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.tagging.concepts import (
    ConceptBank,
    bank_tones,
    bank_vectors,
    concept_bank,
    inner_vectors,
)
from themekit.tagging.keywords import Keywords, read_keywords, word_means
from themekit.tagging.told import Told, read_told
from themekit.tagging.tone import Ear, read_ear
from themekit.tagging.wording import Wording, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]
    Floats = NDArray[np.float64]

TEMPERATURE = 0.03
"""How sharply a code picks the concepts whose labels are most like it."""
OWN_WEIGHT = 0.3
EXAMPLE_WEIGHT = 10.0
AGAINST_WEIGHT = 1.0
RIDGE = 0.5
KIN = 0.2
"""How far an example speaks for the other codes of its theme: they are about the same people."""
SHOWN = 3.0
"""Examples from which on a code is known by them."""
EXPECTED = {"often": 1.0, "sometimes": 0.0, "rarely": -1.0, "": 0.0}
TINY = 1e-9


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
    middle : array of shape (d,)
        Mean of the concept sentences: what speech in general looks like.
    together : array of shape (n_codes, d)
        Unit mean of each code's examples, less `middle`; zeros for a code without any.
    against, against_owner, against_vectors
        All (kind, text) that speak against a code, likewise.
    keywords : Keywords
    phrase_words, example_words : arrays of shape (n_codes, d)
        Unit mean of the vectors of the content words of phrases, and of examples; zeros without.
    told : Told
    themes : array of shape (n_codes, d)
        Unit mean of the meanings of all codes of each code's theme; zeros where it has none.
    ear : Ear
    tones : array of shape (n_codes,)
        How good or bad each code sounds.
    aside, aside_base : array of shape (d,), float
        Linear detector of words that stand beside the matter.
    matter : array of shape (n_codes,)
        1, or less for a code that is itself about such things.
    shown : array of shape (n_codes,)
        How far each code is known by examples, in [0, 1].
    expected : array of shape (n_codes,)
        1 where its author expects it often, -1 rarely, 0 between or unsaid.
    """

    meaning: Vectors
    reference: Vectors
    detectors: Vectors
    detector_base: Vectors
    concepts: tuple[str, ...]
    examples: tuple[str, ...]
    example_owner: NDArray[np.intp]
    example_vectors: Vectors
    middle: Vectors
    together: Vectors
    against: tuple[tuple[str, str], ...]
    against_owner: NDArray[np.intp]
    against_vectors: Vectors
    keywords: Keywords
    phrase_words: Vectors
    example_words: Vectors
    told: Told
    themes: Vectors
    ear: Ear
    tones: Floats
    aside: Vectors
    aside_base: float
    matter: Floats
    shown: Floats
    expected: Floats


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
    kin = _kin([code.theme for code in codebook.codes])
    detectors, base = _detectors(vectors, bank, wordings, affinity, kin)
    middle = vectors[bank.sentences].mean(axis=0)
    ear = read_ear(*bank_tones(encoder))
    return Profile(
        meaning,
        labels.mean(axis=0),
        detectors[:-1],
        base[:-1],
        tuple(bank.names[best] for best in affinity.argmax(axis=1)),
        tuple(text for _, text in examples),
        np.array([j for j, _ in examples], dtype=np.intp),
        vectors[[text for _, text in examples]],
        middle,
        vectors.together([wording.examples for wording in wordings], middle),
        tuple(pair for _, pair in against),
        np.array([j for j, _ in against], dtype=np.intp),
        vectors[[text for _, (_, text) in against]],
        read_keywords([wording.name for wording in wordings], encoder, analyser),
        word_means([wording.phrases for wording in wordings], encoder, analyser),
        word_means([wording.examples for wording in wordings], encoder, analyser),
        read_told(codebook, analyser),
        _themes(meaning, kin),
        ear,
        _tones(ear, wordings, encoder),
        *_aside(
            detectors[-1], float(base[-1]), vectors[[bank.sentences[at] for at in bank.marked("~")]]
        ),
        1.0 - affinity[:, [mark == "~" for mark in bank.marks]].sum(axis=1),
        np.array([min(1.0, len(one.examples) / SHOWN) for one in wordings]),
        np.array([EXPECTED[code.frequency] for code in codebook.codes]),
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

    def together(self, groups: Sequence[Sequence[str]], middle: Vectors) -> Vectors:
        """Return the unit mean of each group of texts less a middle; zeros for an empty group."""
        rows = np.zeros((len(groups), self._width), dtype=np.float32)
        for row, group in zip(rows, groups, strict=True):
            if group:
                row[:] = unit(unit(self[group] - middle).mean(axis=0))
        return rows


def unit(vectors: NDArray[Any]) -> NDArray[Any]:
    """Return vectors of length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, TINY))


def _affinity(
    meaning: Vectors, names: Vectors, labels: Vectors, owner: NDArray[np.intp], concepts: int
) -> Floats:
    """Return how much each code borrows from each concept; a row sums to 1."""
    like = np.maximum(meaning @ labels.T, names @ labels.T).astype(np.float64)
    best = np.full((len(meaning), concepts), -1.0)
    for label, concept in enumerate(owner):
        best[:, concept] = np.maximum(best[:, concept], like[:, label])
    weights = np.exp((best - best.max(axis=1, keepdims=True)) / TEMPERATURE)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _kin(themes: Sequence[str]) -> Floats:
    """Return how far what speaks for one code (row) speaks for another (column)."""
    same = np.array([[bool(one) and one == other for other in themes] for one in themes])
    return np.maximum(KIN * same, np.eye(len(themes)))


def _themes(meaning: Vectors, kin: Floats) -> Vectors:
    """Return what the codes of each code's theme look like together; zeros where it is alone."""
    same = (kin > 0).astype(np.float32)
    together: Vectors = unit(same @ meaning)
    return np.asarray(together * (same.sum(axis=1, keepdims=True) > 1), dtype=np.float32)


def _detectors(
    vectors: _Vectors,
    bank: ConceptBank,
    wordings: Sequence[Wording],
    affinity: Floats,
    kin: Floats,
) -> tuple[Vectors, Vectors]:
    """Train one ridge detector a code on sentences that voice it and on sentences that do not.

    The last row detects what stands beside the matter.
    """
    codes = len(wordings)
    owner = np.array(bank.sentence_owner)
    beside = np.zeros((len(owner), 1))
    beside[bank.marked("~")] = 1.0
    texts: list[str] = list(bank.sentences)
    targets: list[Any] = [np.hstack([affinity[:, owner].T, beside])]
    weights: list[Any] = [1.0 / np.bincount(owner)[owner]]
    for j, wording in enumerate(wordings):
        itself = np.eye(codes)[j]
        for group, total, value in (
            (wording.phrases, OWN_WEIGHT, itself),
            (wording.examples, EXAMPLE_WEIGHT, kin[j]),
            ([text for _, text in wording.against], AGAINST_WEIGHT, np.zeros(codes)),
        ):
            if group:
                texts += group
                targets.append(np.tile([*value, 0.0], (len(group), 1)))
                weights.append(np.full(len(group), total / len(group)))
    return _ridge(vectors[texts], np.vstack(targets), np.concatenate(weights))


def _aside(slopes: Vectors, base: float, known: Vectors) -> tuple[Vectors, float]:
    """Return a detector that says 1 of the sentences that it was made from, in the mean."""
    level = max(float((known @ slopes).mean()) + base, TINY)
    return slopes / np.float32(level), base / level


def _ridge(x: Vectors, targets: Floats, weights: Floats) -> tuple[Vectors, Vectors]:
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


def _tones(ear: Ear, wordings: Sequence[Wording], encoder: Encoder) -> Floats:
    """Return how good or bad each code sounds: its name, and its examples where it has any."""
    texts = sorted({text for one in wordings for text in (one.name, *one.examples)})
    heard = dict(zip(texts, ear.tones(inner_vectors(encoder, texts)).tolist(), strict=True))
    return np.array(
        [
            np.mean([heard[one.name], *([_mean(heard, one.examples)] if one.examples else [])])
            for one in wordings
        ]
    )


def _mean(values: dict[str, float], of: Sequence[str]) -> float:
    return float(np.mean([values[one] for one in of]))
