"""The terms of the log-odds of chosen (text, code) pairs: what `explaining` and `suggesting` tell.

The terms are those that decided, taken apart, not a story told afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.measures import FEATURES, doubled, measure
from themekit.tagging.prior import prior_log_odds, prior_weights
from themekit.tagging.rivals import crowd, strongest_rival

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned
    from themekit.tagging.records import Prepared

NEAREST = 0.35
"""Likeness from which a checked segment is worth naming."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Terms of pairs, one row a pair.

    Attributes
    ----------
    texts, codes : arrays of shape (n_pairs,)
    base : array of shape (n_pairs,)
    measured : array of shape (n_pairs, len(FEATURES))
        What each measure adds.
    checked, checked_sentences : arrays of shape (n_pairs,)
        What likeness of the whole text, and of its sentences, to the checked segments adds.
    context : array of shape (n_pairs,)
        What the question adds.
    crowded : array of shape (n_pairs,)
        What the other codes take away.
    rivals : array of shape (n_pairs,)
        The other code that fits best; -1 where there is none.
    sentences : array of shape (n_pairs,)
        The sentence of the text that speaks most for the code.
    examples, against, neighbours : arrays of shape (n_pairs,)
        Nearest example, nearest near miss or exclusion, and nearest checked segment on the side
        that `checked` speaks for; -1 where there is none.
    """

    texts: NDArray[np.intp]
    codes: NDArray[np.intp]
    base: NDArray[np.float64]
    measured: NDArray[np.float64]
    checked: NDArray[np.float64]
    checked_sentences: NDArray[np.float64]
    context: NDArray[np.float64]
    crowded: NDArray[np.float64]
    rivals: NDArray[np.intp]
    sentences: NDArray[np.intp]
    examples: NDArray[np.intp]
    against: NDArray[np.intp]
    neighbours: NDArray[np.intp]

    def measure(self, name: str) -> NDArray[np.float64]:
        """Return what one measure adds."""
        return np.asarray(self.measured[:, FEATURES.index(name)])


def trace(
    kit: Kit,
    learned: Learned,
    prepared: Prepared,
    texts: NDArray[np.intp],
    codes: NDArray[np.intp],
) -> Traces:
    """Take the log-odds of pairs apart.

    Parameters
    ----------
    texts, codes : arrays of shape (n_pairs,)
        Which text and which code each pair is.
    """
    weights, profile, last = prior_weights(), kit.profile, learned.calibration
    slope = learned.solution.slope[codes]
    values = measure(profile, prepared)[:, texts, codes].T
    inner = learned.inner(prior_log_odds(weights, profile, prepared), prepared)
    checked, sentences, context = _checked(learned, prepared, texts, codes)
    base = slope * weights.intercept + learned.solution.intercept[codes]
    return Traces(
        texts,
        codes,
        last.scale * base + last.shift[codes],
        values * np.array(weights.weights) * (last.scale * slope)[:, None],
        checked,
        sentences,
        context,
        last.scale * last.rival * crowd(inner)[texts, codes],
        np.array(
            [strongest_rival(inner[t], c) for t, c in zip(texts, codes, strict=True)], dtype=np.intp
        ),
        _sentences(kit, learned, prepared, texts, codes),
        _nearest(prepared, texts, codes, profile.example_vectors, profile.example_owner),
        _nearest(prepared, texts, codes, profile.against_vectors, profile.against_owner),
        _neighbours(learned, prepared, texts, codes, checked + sentences > 0),
    )


def _checked(
    learned: Learned, prepared: Prepared, texts: NDArray[np.intp], codes: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return what text vector, sentence vectors and question add."""
    width = prepared.vectors.shape[1]
    rows = learned.design.dense(prepared)[texts]
    terms = rows * learned.solution.dense.T[codes] * learned.calibration.scale
    cuts = (slice(width), slice(width, 2 * width), slice(2 * width, None))
    whole, sentences, context = (np.asarray(terms[:, cut].sum(axis=1)) for cut in cuts)
    return whole, sentences, context


def _sentences(
    kit: Kit,
    learned: Learned,
    prepared: Prepared,
    texts: NDArray[np.intp],
    codes: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Return the sentence that lies furthest in the direction of each pair's code."""
    weight = dict(zip(FEATURES, prior_weights().weights, strict=True))
    profile = kit.profile
    towards = weight["meaning"] * profile.meaning + weight["concept"] * profile.detectors
    taught = learned.solution.dense[: 2 * towards.shape[1]].reshape(2, towards.shape[1], -1)
    towards = towards * learned.solution.slope[:, None] + taught.sum(axis=0).T
    strength = prepared.sentence_vectors @ towards.T
    bounds = prepared.bounds
    return np.array(
        [
            strength[bounds[text] : bounds[text + 1], code].argmax()
            for text, code in zip(texts, codes, strict=True)
        ],
        dtype=np.intp,
    )


def _nearest(
    prepared: Prepared,
    texts: NDArray[np.intp],
    codes: NDArray[np.intp],
    vectors: NDArray[np.float32],
    owner: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Return which of a code's own texts lies nearest to each pair's text or its sentences."""
    out = np.full(len(texts), -1, dtype=np.intp)
    whole, sentences = doubled(prepared)
    bounds = prepared.bounds
    for code in np.unique(codes):
        own = np.flatnonzero(owner == code)
        if not len(own):
            continue
        for pair in np.flatnonzero(codes == code):
            rows = sentences[bounds[texts[pair]] : bounds[texts[pair] + 1]]
            like = np.maximum(whole[texts[pair]] @ vectors[own].T, (rows @ vectors[own].T).max(0))
            out[pair] = own[like.argmax()]
    return out


def _neighbours(
    learned: Learned,
    prepared: Prepared,
    texts: NDArray[np.intp],
    codes: NDArray[np.intp],
    towards: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Return the nearest checked segment with the code, or without it where that decided."""
    out = np.full(len(texts), -1, dtype=np.intp)
    for code in np.unique(codes) if len(learned.y) else ():
        for side in (True, False):
            known = np.flatnonzero(learned.y[:, code] == int(side))
            pairs = np.flatnonzero((codes == code) & (towards == side))
            if not len(known) or not len(pairs):
                continue
            like = prepared.vectors[texts[pairs]] @ learned.vectors[known].T
            best = like.argmax(axis=1)
            near = like[np.arange(len(pairs)), best] >= NEAREST
            out[pairs[near]] = known[best[near]]
    return out
