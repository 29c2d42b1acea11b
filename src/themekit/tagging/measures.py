"""What is measured on a text for each code: the terms of the prior log-odds.

Every measure is a number a text and code that depends on that text alone, and `FEATURES` names
them all. Likenesses come twice, of the whole text and of its best sentence, because a long segment
says several things. ``centred`` likenesses are less their mean over the codes (and over what codes
in general look like, so that a codebook of one code works too): what counts is that a text is more
like this code than like the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.apart import stand_apart
from themekit.tagging.profile import unit
from themekit.tagging.tone import asked_tones

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.profile import Profile
    from themekit.tagging.records import Prepared

    Grid = NDArray[np.float64]

FEATURES = (
    "meaning",
    "meaning sentence",
    "concept",
    "concept sentence",
    "concept centred",
    "words",
    "surroundings",
    "example",
    "against",
    "pattern",
    "negated pattern",
    "pattern alone",
    "examples together",
    "word meanings",
    "example words",
    "surroundings concept",
    "surroundings example",
    "surroundings theme",
    "told words",
    "told around",
    "tone",
    "asked tone",
    "beside the matter",
    "form",
    "frequency",
)
GENERAL = 4.0
"""How many codes the reference counts for in a centred likeness."""
AGREES = 0.4
"""How much it counts that a question asks for what is as good or bad as a code."""
ASIDE = (0.3, 0.7)
"""Where the detector of words beside the matter begins to count, and where it is certain."""
NEAR = 0.35
"""Likeness to an example or near miss from which it counts; below it lies anything at all."""


def measure(profile: Profile, prepared: Prepared) -> Grid:
    """Measure texts.

    Returns
    -------
    array of shape (len(FEATURES), n_texts, n_codes)
    """
    whole, sentences = doubled(prepared)
    bounds = prepared.bounds
    reference = whole @ profile.reference
    detected = whole @ profile.detectors.T + profile.detector_base
    detected_sentence = (
        best_sentence(sentences @ profile.detectors.T, bounds) + profile.detector_base
    )
    no_reference = np.zeros(len(whole))
    around = prepared.surroundings.astype(np.float64)
    example = examples_likeness(profile, prepared)
    affirmed, negated = _pattern_grids(prepared, len(profile.meaning))
    heard = around.any(axis=1, keepdims=True).astype(np.float64)
    words = prepared.lexical.astype(np.float64)
    asked = asked_tones(prepared.texts, prepared.contexts)
    return np.stack(
        [
            centre(whole @ profile.meaning.T, reference),
            centre(best_sentence(sentences @ profile.meaning.T, bounds), reference),
            detected,
            detected_sentence,
            centre((detected + detected_sentence) / 2, no_reference),
            centre(prepared.words.astype(np.float64), no_reference),
            centre(around @ profile.meaning.T, around @ profile.reference),
            np.maximum(example - NEAR, 0),
            np.maximum(against_likeness(profile, prepared) - np.maximum(example, NEAR), 0),
            affirmed,
            negated,
            affirmed / np.maximum(affirmed.sum(axis=1, keepdims=True), 1.0),
            _together(profile, whole, sentences, bounds),
            centre(words @ profile.phrase_words.T, no_reference),
            words @ profile.example_words.T,
            heard * (around @ profile.detectors.T + profile.detector_base),
            _best_owned(around @ profile.example_vectors.T, profile.example_owner, profile),
            centre(around @ profile.themes.T, no_reference),
            prepared.shared.astype(np.float64),
            prepared.shared_around.astype(np.float64),
            profile.ear.tones(prepared.inner)[:, None] * profile.tones,
            _asked(asked[:, None] * profile.tones),
            _beside(profile, prepared, whole, sentences)[:, None] * profile.matter,
            stand_apart(prepared.texts, prepared.contexts)[:, None] * profile.matter,
            np.broadcast_to(profile.expected, affirmed.shape),
        ]
    )


def _asked(agreement: Grid) -> Grid:
    """Return how a question's tone agrees with a code's: what is the opposite is ruled out.

    What only agrees is not found by that, so it counts for less.
    """
    return np.where(agreement < 0, agreement, AGREES * agreement)


def _together(profile: Profile, whole: Grid, sentences: Grid, bounds: NDArray[np.intp]) -> Grid:
    """Return the likeness of each text, or its best sentence, to a code's examples as one."""
    if not profile.together.any():
        return np.zeros((len(whole), len(profile.together)))
    known = profile.together.T.astype(np.float64)
    own, parts = (unit(one - profile.middle) @ known for one in (whole, sentences))
    return np.maximum(own, best_sentence(parts, bounds))


def _beside(
    profile: Profile, prepared: Prepared, whole: Grid, sentences: Grid
) -> NDArray[np.float64]:
    """Return how far each text stands beside the matter, in [0, 1]: with all its sentences."""
    least = -best_sentence(
        -(sentences @ profile.aside.astype(np.float64))[:, None], prepared.bounds
    )[:, 0]
    heard = np.minimum(whole @ profile.aside, least) + profile.aside_base
    return np.clip((heard - ASIDE[0]) / (ASIDE[1] - ASIDE[0]), 0.0, 1.0)


def doubled(prepared: Prepared) -> tuple[Grid, Grid]:
    """Return vectors of texts and of sentences in double precision.

    Sums of singles depend on the shape of the matrices, so on the other texts in the call.
    """
    return prepared.vectors.astype(np.float64), prepared.sentence_vectors.astype(np.float64)


def centre(likeness: Grid, reference: NDArray[np.float64]) -> Grid:
    """Take from each text's likenesses their mean over the codes and the reference."""
    codes = likeness.shape[1]
    mean = (likeness.sum(axis=1) + GENERAL * reference) / (codes + GENERAL)
    return np.asarray(likeness - mean[:, None])


def examples_likeness(profile: Profile, prepared: Prepared) -> Grid:
    """Return the likeness of each text, or its best sentence, to the nearest example of a code."""
    return _nearest(profile.example_vectors, profile.example_owner, profile, prepared)


def against_likeness(profile: Profile, prepared: Prepared) -> Grid:
    """Return the likeness to the nearest near miss or exclusion of a code."""
    return _nearest(profile.against_vectors, profile.against_owner, profile, prepared)


def _nearest(
    vectors: NDArray[np.float32], owner: NDArray[np.intp], profile: Profile, prepared: Prepared
) -> Grid:
    """Return the largest likeness over a code's texts; 0 for a code without any."""
    if not len(vectors):
        return np.zeros((len(prepared), len(profile.meaning)))
    whole, sentences = doubled(prepared)
    like = np.maximum(whole @ vectors.T, best_sentence(sentences @ vectors.T, prepared.bounds))
    return _best_owned(like, owner, profile)


def _best_owned(like: Grid, owner: NDArray[np.intp], profile: Profile) -> Grid:
    """Return the largest likeness over what each code owns; 0 for one that owns nothing."""
    out = np.zeros((len(like), len(profile.meaning)))
    np.maximum.at(out.T, owner, like.T)
    return out


def best_sentence(values: Grid, bounds: NDArray[np.intp]) -> Grid:
    """Return each text's largest value over its sentences."""
    if len(bounds) == 1:
        return np.zeros((0, values.shape[1]), dtype=values.dtype)
    return np.asarray(np.maximum.reduceat(values, bounds[:-1], axis=0))


def _pattern_grids(prepared: Prepared, codes: int) -> tuple[Grid, Grid]:
    """Return, per text and code, 1 where a pattern matches, and 1 where only negated ones do."""
    affirmed = np.zeros((len(prepared), codes))
    negated = np.zeros((len(prepared), codes))
    for row, hits in enumerate(prepared.hits):
        for hit in hits:
            (negated if hit.negated else affirmed)[row, hit.code] = 1.0
    return affirmed, negated * (1.0 - affirmed)
