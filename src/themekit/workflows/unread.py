"""What is left to be read for a code, the likeliest first: before anybody says that there is none.

A study of few is read, not estimated. People in whose words nobody has found the code yet come
first, the likeliest of them before the others, and of each their likeliest passage; then the unread
passages of those in whose words it was found already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.decisions import CodedStudy, Ints


def likeliest_first(coded: CodedStudy, code_id: str, segments: Ints) -> Ints:
    """Order unread segments.

    Parameters
    ----------
    coded : CodedStudy
    code_id : str
    segments : array of shape (n,)
        Numbers of segments that nobody has read for the code.

    Returns
    -------
    array of shape (n,)
        The same numbers; alike ones stay in the order in which they came.
    """
    number = {code.id: at for at, code in enumerate(coded.codebook.codes)}.get(code_id)
    if number is None or not segments.size:
        return segments
    score = likelihoods(coded, code_id)[segments]
    people = _people(coded, segments.tolist())
    found = _found(coded, number)
    known = np.array([one in found for one in people])
    best: dict[str, float] = {}
    for one, value in zip(people, score.tolist(), strict=True):
        best[one] = max(best.get(one, 0.0), value)
    order: dict[str, int] = {one: at for at, one in enumerate(dict.fromkeys(people))}
    whose = np.array([order[one] for one in people])
    of_person = np.array([best[one] for one in people])
    return segments[np.lexsort((-score, whose, -of_person, known))]


def likelihoods(coded: CodedStudy, code_id: str) -> NDArray[np.float64]:
    """Return how likely a code holds on each segment of a study, as far as the machine says.

    From its probabilities, where they are loaded, else from the suggestions: 0 where it says
    nothing.
    """
    position = coded.decisions.passages.position
    found = np.zeros(len(position))
    if coded.scores is not None and code_id in coded.scores.codes:
        at = coded.scores.codes.index(code_id)
        for segment, value in zip(coded.scores.segments, coded.scores.values[:, at], strict=True):
            if segment in position:
                found[position[segment]] = float(value)
        return found
    for one in coded.suggestions:
        if one.code_id == code_id and one.segment_id in position:
            found[position[one.segment_id]] = one.score
    return found


def _people(coded: CodedStudy, segments: Sequence[int]) -> list[str]:
    """Return whose words segments are; a document's where nobody is named."""
    there = (coded.segments[at] for at in segments)
    return [coded.case_of.get(one.id, one.document) for one in there]


def _found(coded: CodedStudy, code: int) -> set[str]:
    """Return those in whose words people found a code."""
    held, size = coded.decisions.resolved.held, len(coded.decisions.passages)
    pairs = held.pair[held.human & held.affirmed & (held.pair // max(size, 1) == code)]
    return set(_people(coded, (pairs % max(size, 1)).tolist()))
