"""What people have decided so far, as the tagger learns from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.matrix import standings
from themekit.records import Segment
from themekit.segmenting.surroundings import surroundings
from themekit.spans import parts_hash
from themekit.workflows.counting import Counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.workflows.context import RunContext

UNSEEN = -1


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Segments that people have looked at.

    Attributes
    ----------
    texts, context, groups : list of str
        Words, surroundings and case of each segment.
    y : array of shape (n_segments, n_codes)
        1 where the code applies, 0 where it does not, -1 where nobody looked or coders differ;
        no row is -1 throughout.
    drawn : array of bool of shape (n_segments,)
        Whether a segment was drawn at random for checking, not chosen.
    """

    texts: list[str]
    context: list[str]
    groups: list[str]
    y: NDArray[np.int8]
    drawn: NDArray[np.bool_]

    @property
    def hash(self) -> str:
        """Hash of all of it."""
        numbers = (array.tobytes().hex() for array in (self.y, self.drawn))
        return parts_hash(str(self.y.shape), *numbers, *self.texts, *self.context, *self.groups)


def no_training(codes: int) -> TrainingSet:
    """Return the set of a study in which nobody has decided anything."""
    return TrainingSet([], [], [], np.zeros((0, codes), np.int8), np.zeros(0, bool))


def training_set(context: RunContext, counted: Counted) -> TrainingSet:
    """Gather what people have decided; empty where nobody has decided anything."""
    codes = {code.id: number for number, code in enumerate(context.codebook.codes)}
    rows: dict[str, NDArray[np.int8]] = {}
    segments = {one.id: one for one in counted.material.segments if one.codable}
    for look in counted.looks:
        segment = segments.get(look.segment_id)
        covers = look.outcome in ("coded", "nothing applies")
        if segment and covers and segment.text_hash == look.text_hash:
            row = _row(rows, segment, len(codes))
            seen = [codes[code] for code in look.codes if code in codes]
            row[seen if look.codes else slice(None)] = 0
    for standing in standings(counted.inputs):
        if standing.state != "suggested":
            row = _row(rows, segments[standing.segment_id], len(codes))
            value = {"applies": 1, "does not apply": 0}.get(standing.state, UNSEEN)
            row[codes[standing.code_id]] = value
    return _gather(context, counted, rows)


def _gather(
    context: RunContext, counted: Counted, rows: dict[str, NDArray[np.int8]]
) -> TrainingSet:
    """Put the rows that hold any decision together with their segments."""
    kept = {id_: row for id_, row in rows.items() if (row != UNSEEN).any()}
    segments = {one.id: one for one in counted.material.segments if one.id in kept}
    inside = {one.document for one in segments.values()}
    around = surroundings(one for one in counted.material.segments if one.document in inside)
    chosen = [segments[id_] for id_ in kept]
    drawn = {look.segment_id for look in counted.looks if look.draw == "random"}
    drawn |= {coding.segment_id for coding in counted.codings if coding.draw == "random"}
    return TrainingSet(
        [one.text for one in chosen],
        [around[one.id] for one in chosen],
        [counted.material.case_of.get(one.id, one.document) for one in chosen],
        np.array(list(kept.values()), dtype=np.int8).reshape(-1, len(context.codebook.codes)),
        np.array([one.id in drawn for one in chosen], dtype=bool),
    )


def _row(rows: dict[str, NDArray[np.int8]], segment: Segment, width: int) -> NDArray[np.int8]:
    return rows.setdefault(segment.id, np.full(width, UNSEEN, dtype=np.int8))
