"""What people have decided so far, as the tagger learns from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.decisions import drawn_segments, random_draws
from themekit.segmenting.surroundings import surroundings
from themekit.spans import parts_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.decisions import CodedStudy, Decisions

UNSEEN = -1


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Segments that people have looked at.

    Attributes
    ----------
    ids, texts, context, groups : list of str
        Id, words, surroundings and case of each segment, in the order of the study.
    y : array of shape (n_segments, n_codes)
        1 where the code applies, 0 where it does not, -1 where nobody looked, coders differ or both
        readings stand; no row is -1 throughout.
    drawn : array of bool of shape (n_segments,)
        Whether a segment was drawn at random for checking, not chosen.
    """

    ids: list[str]
    texts: list[str]
    context: list[str]
    groups: list[str]
    y: NDArray[np.int8]
    drawn: NDArray[np.bool_]

    @property
    def hash(self) -> str:
        """Hash of all of it."""
        numbers = (array.tobytes().hex() for array in (self.y, self.drawn))
        words = (*self.ids, *self.texts, *self.context, *self.groups)
        return parts_hash(str(self.y.shape), *numbers, *words)


def no_training(codes: int) -> TrainingSet:
    """Return the set of a study in which nobody has decided anything."""
    return TrainingSet([], [], [], [], np.zeros((0, codes), np.int8), np.zeros(0, bool))


def training_set(coded: CodedStudy) -> TrainingSet:
    """Gather what people have decided; empty where nobody has decided anything."""
    y = _labels(coded.decisions, len(coded.codebook.codes))
    rows = np.flatnonzero((y != UNSEEN).any(axis=1))
    chosen = [coded.segments[row] for row in rows.tolist()]
    inside = {one.document for one in chosen}
    around = surroundings(one for one in coded.segments if one.document in inside)
    drawn = drawn_segments(coded.decisions, random_draws(coded.draws))
    return TrainingSet(
        [one.id for one in chosen],
        [one.text for one in chosen],
        [around[one.id] for one in chosen],
        [coded.case_of.get(one.id, one.document) for one in chosen],
        y[rows],
        drawn[rows],
    )


def _labels(decisions: Decisions, codes: int) -> NDArray[np.int8]:
    """Return what stands by people's decisions, segment by segment."""
    y = np.full((len(decisions.passages), codes), UNSEEN, dtype=np.int8)
    for code in range(codes):
        y[decisions.looked.of(code), code] = 0
    resolved, size = decisions.resolved, max(len(decisions.passages), 1)
    held = resolved.held.pair[resolved.held.human]
    for pairs, value in (
        (held, 1),
        (resolved.disputed.pair, UNSEEN),
        (resolved.both.pair, UNSEEN),
    ):
        y[pairs % size, pairs // size] = value
    return y
