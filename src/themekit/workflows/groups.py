"""Who is compared: the groups of people a study tells of, and the machine as it suggests now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from themekit.agreement.fairness import Groups
from themekit.names import folded

if TYPE_CHECKING:
    from themekit.agreement.given import Suggests
    from themekit.decisions import CodedStudy
    from themekit.records import Pairs, Scores


def groups_of(coded: CodedStudy) -> Groups:
    """Return to which groups whoever speaks in a segment belongs.

    What a source says of a document stands before what is known of its case: who asked, or how old
    somebody was then, may be another thing in another wave.
    """
    of_document = {one.id: one.attributes for one in coded.documents}
    first: dict[str, str] = {}
    found: dict[str, Mapping[str, str]] = {}
    for segment in coded.segments:
        if segment.codable and coded.case(segment) is not None:
            said = (*coded.attributes_of(segment), *of_document.get(segment.document, ()))
            found[segment.id] = _values(said, first)
    return Groups(found)


def _values(said: Pairs, first: dict[str, str]) -> dict[str, str]:
    """Return what is said under names as they were first written; nothing where it is empty."""
    return {
        first.setdefault(folded(name), name): value.strip() for name, value in said if value.strip()
    }


def suggests_now(scores: Scores | None) -> Suggests | None:
    """Return what tells whether the machine suggests a code on a segment now.

    Of what was learned from, a model says so that had not learned from its person. None where no
    run has kept its scores: then only what draws kept is known.
    """
    if scores is None or not scores.thresholds:
        return None
    import numpy as np

    chosen = scores.values >= np.array(scores.thresholds, dtype=scores.values.dtype)
    row = {name: at for at, name in enumerate(scores.segments)}
    column = {name: at for at, name in enumerate(scores.codes)}

    def suggests(segment_id: str, code_id: str) -> bool | None:
        if segment_id not in row or code_id not in column:
            return None
        return bool(chosen[row[segment_id], column[code_id]])

    return suggests
