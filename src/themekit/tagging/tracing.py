"""The terms of the log-odds of chosen (text, code) pairs: what `explaining` and `suggesting` tell.

The terms are those that decided, taken apart, not a story told afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.competition import crowd, strongest_competitor
from themekit.tagging.measures import FEATURES, doubled, measure
from themekit.tagging.prior import prior_log_odds, prior_weights

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
    checked, checked_sentences, lexical : arrays of shape (n_pairs,)
        What likeness of the whole text, of its sentences and of its words to the checked segments
        adds.
    single : array of shape (n_pairs,)
        What likeness to one checked segment adds, which `checked` leaves out.
    context, surroundings : arrays of shape (n_pairs,)
        What a question that was asked often adds, and what was learned of surroundings that
        differ from segment to segment adds.
    deeper : array of shape (n_pairs,)
        What the fine-tuned encoder adds.
    crowded : array of shape (n_pairs,)
        What the other codes take away.
    competitors : array of shape (n_pairs,)
        The other code that fits best; -1 where there is none.
    sentences : array of shape (n_pairs,)
        The sentence of the text that speaks most for the code.
    examples, against, neighbours : arrays of shape (n_pairs,)
        Nearest example, nearest near miss or exclusion, and the checked segment of `single`; -1
        where there is none.
    deep_neighbours : array of shape (n_pairs,)
        The checked segment that the fine-tuned encoder holds to be most alike; -1 without one.
    """

    texts: NDArray[np.intp]
    codes: NDArray[np.intp]
    base: NDArray[np.float64]
    measured: NDArray[np.float64]
    checked: NDArray[np.float64]
    checked_sentences: NDArray[np.float64]
    lexical: NDArray[np.float64]
    single: NDArray[np.float64]
    context: NDArray[np.float64]
    surroundings: NDArray[np.float64]
    deeper: NDArray[np.float64]
    crowded: NDArray[np.float64]
    competitors: NDArray[np.intp]
    sentences: NDArray[np.intp]
    examples: NDArray[np.intp]
    against: NDArray[np.intp]
    neighbours: NDArray[np.intp]
    deep_neighbours: NDArray[np.intp]

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
    taught = _taught(learned, prepared, texts, codes)
    single, neighbours = _strongest(learned, prepared, texts, codes)
    deeper, deep_neighbours = _deeper(learned, prepared, texts, codes)
    by = weights.by_code(profile.shown)[codes]
    base = slope * by[:, 0] + learned.solution.intercept[codes]
    return Traces(
        texts,
        codes,
        last.scale * base + last.shift[codes],
        values * by[:, 1:] * (last.scale * slope)[:, None],
        taught["text"] + taught["inner"] + taught["likeness"] - single,
        taught["sentences"],
        taught["lexical"],
        single,
        taught["context"],
        taught["surroundings"],
        deeper,
        last.scale * last.competition * crowd(inner)[texts, codes],
        np.array(
            [strongest_competitor(inner[t], c) for t, c in zip(texts, codes, strict=True)],
            dtype=np.intp,
        ),
        _sentences(kit, learned, prepared, texts, codes),
        _nearest(prepared, texts, codes, profile.example_vectors, profile.example_owner),
        _nearest(prepared, texts, codes, profile.against_vectors, profile.against_owner),
        neighbours,
        deep_neighbours,
    )


def _deeper(
    learned: Learned, prepared: Prepared, texts: NDArray[np.intp], codes: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return what the fine-tuned encoder adds, and the checked segment it holds most alike."""
    if learned.deep is None or not len(texts):
        return np.zeros(len(texts)), np.full(len(texts), -1, dtype=np.intp)
    added = learned.calibration.scale * learned.deep.added(prepared.texts)
    return added[texts, codes], learned.deep.nearest(prepared.texts)[texts]


def _taught(
    learned: Learned, prepared: Prepared, texts: NDArray[np.intp], codes: NDArray[np.intp]
) -> dict[str, NDArray[np.float64]]:
    """Return what each sort of dense column adds."""
    rows = learned.design.dense(prepared)[texts]
    terms = rows * learned.solution.dense.T[codes] * learned.calibration.scale
    cuts = learned.design.cuts.items()
    return {name: np.asarray(terms[:, cut].sum(axis=1)) for name, cut in cuts}


def _strongest(
    learned: Learned, prepared: Prepared, texts: NDArray[np.intp], codes: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return what the checked segment that speaks most adds, and which one it is.

    It is one with the code where it speaks for it, else one without; likeness below `NEAREST` is
    not worth naming.
    """
    landmarks, cut = learned.design.kernel.landmarks, learned.design.cuts["likeness"]
    added, which = np.zeros(len(texts)), np.full(len(texts), -1, dtype=np.intp)
    if not len(landmarks) or not len(texts):
        return added, which
    near = prepared.vectors[texts] @ learned.vectors[landmarks].T >= NEAREST
    likeness = learned.design.kernel.likeness(prepared.vectors)[texts]
    terms = likeness * learned.solution.dense[cut].T[codes] * learned.calibration.scale
    near &= (learned.y[landmarks][:, codes].T == 1) == (terms > 0)
    strength = np.where(near, np.abs(terms), 0.0)
    best = strength.argmax(axis=1)
    found = strength[np.arange(len(texts)), best] > 0
    added[found] = terms[found, best[found]]
    which[found] = landmarks[best[found]]
    return added, which


def _sentences(
    kit: Kit,
    learned: Learned,
    prepared: Prepared,
    texts: NDArray[np.intp],
    codes: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Return the sentence that lies furthest in the direction of each pair's code."""
    profile = kit.profile
    by = prior_weights().by_code(profile.shown)[:, 1:]
    weight = dict(zip(FEATURES, by.T[:, :, None], strict=True))
    towards = (
        weight["meaning sentence"] * profile.meaning
        + weight["concept sentence"] * profile.detectors
        + weight["examples together"] * profile.together
    )
    cuts = learned.design.cuts
    taught = sum(learned.solution.dense[cuts[name]] for name in ("text", "sentences"))
    towards = towards * learned.solution.slope[:, None] + np.asarray(taught).T
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
