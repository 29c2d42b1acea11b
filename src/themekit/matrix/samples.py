"""Shares, and whether a sample lets anybody say more than that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from themekit.matrix.inputs import Sample
from themekit.statistics import wilson

WILSON = "Wilson 95 %"
_WHY_NONE: dict[Sample, str] = {
    "census": "none: everyone was asked",
    "opportunity": "none: opportunity sample",
    "purposive": "none: purposive sample",
}


class ShareInterval(NamedTuple):
    """Bounds of a share, or None, and how they were made or why there are none."""

    low: float | None
    high: float | None
    how: str


def share_of(count: int, total: int) -> float | None:
    """Return ``count / total``; None of nobody."""
    return count / total if total else None


def interval_of(count: int, total: int, samples: Sequence[Sample]) -> ShareInterval:
    """Return the interval of a share, which only probability samples have.

    Parameters
    ----------
    count, total : int
    samples : sequence of {'opportunity', 'purposive', 'census', 'probability'}
        How those who were asked were chosen, strand by strand.
    """
    kinds = list(dict.fromkeys(samples))
    if not kinds:
        return ShareInterval(None, None, "none: no primary strand")
    if kinds != ["probability"]:
        how = _WHY_NONE[kinds[0]] if len(kinds) == 1 else f"none: {', '.join(kinds)}"
        return ShareInterval(None, None, how)
    if not total:
        return ShareInterval(None, None, "none: nobody was asked")
    return ShareInterval(*wilson(count, total), WILSON)
