"""In which segments the codes of a row stand: one line a segment, whichever of the codes it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from themekit.decisions import PERIODS, CodeSegments, Flags, Ints, Scores
from themekit.matrix.outlines import CodeGroup


@dataclass(frozen=True, slots=True, eq=False)
class GroupSegments:
    """Segments, sorted and distinct, in which at least one of some codes stands alike.

    Attributes
    ----------
    segment : array
        Numbers of segments.
    score : array
        The best of the codes' scores.
    human, affirmed, opposed : boolean arrays
        Whether it is true of any of the codes; see `themekit.decisions.CodeSegments`.
    """

    segment: Ints
    score: Scores
    human: Flags
    affirmed: Flags
    opposed: Flags

    def where(self, mask: Flags) -> GroupSegments:
        """Return those for which `mask` is true."""
        return GroupSegments(
            self.segment[mask], self.score[mask], self.human[mask], self.affirmed[mask],
            self.opposed[mask],
        )  # fmt: skip


def in_groups(pairs: CodeSegments, groups: Iterable[CodeGroup], size: int) -> GroupSegments:
    """Return where a code of one of `groups` stands so, in the period of its group.

    Parameters
    ----------
    pairs : CodeSegments
        All that hold, or are disputed, or stand both ways.
    groups : iterable of CodeGroup
    size : int
        Number of segments in the study.
    """
    found = [_rows(pairs, group, size) for group in groups]
    chosen = np.concatenate([np.empty(0, np.int64), *found])
    segment = pairs.pair[chosen] % max(size, 1)
    order = np.argsort(segment, kind="stable")
    rows, segment = pairs.where(chosen[order]), segment[order]
    first = np.flatnonzero(np.diff(segment, prepend=-1))
    if first.size == segment.size:
        return GroupSegments(segment, rows.score, rows.human, rows.affirmed, rows.opposed)
    return GroupSegments(
        segment=segment[first],
        score=np.maximum.reduceat(rows.score, first),
        human=np.logical_or.reduceat(rows.human, first),
        affirmed=np.logical_or.reduceat(rows.affirmed, first),
        opposed=np.logical_or.reduceat(rows.opposed, first),
    )


def segments_of(pairs: Ints, codes: Iterable[int], size: int) -> Ints:
    """Return the segments that sorted pairs have with any of `codes`; some may come twice."""
    found = [pairs[_span(pairs, code, size)] % max(size, 1) for code in codes]
    return np.concatenate([np.empty(0, np.int64), *found])


def _rows(pairs: CodeSegments, group: CodeGroup, size: int) -> Ints:
    """Return the places in `pairs` of the codes of one group in its period."""
    spans = (_span(pairs.pair, code, size) for code in group.codes)
    numbers = (np.arange(span.start, span.stop) for span in spans)
    rows: Ints = np.concatenate([np.empty(0, np.int64), *numbers])
    if not group.period:
        return rows
    return rows[(pairs.period[rows] & PERIODS[group.period]) > 0]


def _span(pairs: Ints, code: int, size: int) -> slice:
    """Return where the pairs of a code lie."""
    low, high = np.searchsorted(pairs, [code * size, (code + 1) * size]).tolist()
    return slice(low, high)
