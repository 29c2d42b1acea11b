"""The machine's suggestions as sorted columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from themekit.decisions.passages import Flags, Ints, Passages, Scores
from themekit.records import Period, Suggestion

PERIODS: dict[Period, int] = {"": 0, "before": 1, "during": 2, "after": 4}
"""Bits by which periods are summed up."""


@dataclass(frozen=True, slots=True, eq=False)
class Suggested:
    """Suggested pairs, sorted by `key` (``code * n_segments + segment``) and distinct.

    Attributes
    ----------
    key, period : arrays
    score : array
    counts : boolean array
        Whether the status is ``suggested``; an uncertain one never counts.
    """

    key: Ints
    period: Ints
    score: Scores
    counts: Flags

    def at(self, keys: Ints) -> tuple[Scores, Ints]:
        """Return scores and periods of some pairs; 0 where nothing was suggested."""
        if not self.key.size:
            return np.zeros(keys.size), np.zeros(keys.size, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.key, keys), self.key.size - 1)
        known = self.key[place] == keys
        return np.where(known, self.score[place], 0.0), np.where(known, self.period[place], 0)


def read_suggestions(
    suggestions: Iterable[Suggestion], passages: Passages, codes: Mapping[str, int]
) -> Suggested:
    """Read suggestions once; those of unknown codes and of units not to be coded are dropped.

    Of several for one pair the best score counts, in all periods that they name.
    """
    key, score, period, counts = array("q"), array("d"), array("q"), bytearray()
    position, size = passages.position, len(passages)
    codable = passages.codable.tolist()
    for item in suggestions:
        unit, code = position.get(item.segment_id), codes.get(item.code_id)
        if unit is None or code is None or not codable[unit]:
            continue
        key.append(code * size + unit)
        score.append(item.score)
        period.append(PERIODS[item.period])
        counts.append(item.status == "suggested")
    keys = np.array(key, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    columns = np.array(period, np.int64)[order], np.array(score, np.float64)[order]
    flags = np.array(counts, dtype=bool)[order]
    if first.size == keys.size:
        return Suggested(keys, *columns, flags)
    return Suggested(
        key=keys[first],
        period=np.bitwise_or.reduceat(columns[0], first),
        score=np.maximum.reduceat(columns[1], first),
        counts=np.logical_or.reduceat(flags, first),
    )
