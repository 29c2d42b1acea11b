"""Shares, where there are any, and whether a sample lets anybody say more than that.

Who sat in a group heard the others, `all` joins strands whose people were chosen differently, and
in a reflexive study numbers prove nothing, and a number that a machine has a part in is no count:
none of these has a share.
"""

from __future__ import annotations

from typing import NamedTuple

from themekit.matrix.asking import GROUP
from themekit.records import REFLEXIVE
from themekit.statistics import wilson
from themekit.study import Strand

WILSON = "Wilson 95 %"
_WHY_NONE = {
    "census": "none: everyone was asked",
    "opportunity": "none: opportunity sample",
    "purposive": "none: purposive sample",
}


class Share(NamedTuple):
    """A share with its bounds, or None, and how they were made or why there are none."""

    share: float | None
    low: float | None
    high: float | None
    interval: str


OF_ALL = Share(None, None, None, "none: strands are not pooled")
OF_NONE = Share(None, None, None, "none: no primary strand")
OF_GROUP = Share(None, None, None, "none: who was present in a group")
UNCHECKED = Share(None, None, None, "none: nobody has checked")
SUGGESTED_IN_PART = Share(None, None, None, "none: a machine alone suggests some of these")
PROVES_NOTHING = Share(None, None, None, REFLEXIVE)


def share_of(count: int, total: int) -> float | None:
    """Return ``count / total``; None of nobody."""
    return count / total if total else None


def share_in(count: int, total: int, strand: Strand) -> Share:
    """Return the share of those asked in a strand; only probability samples have an interval.

    Parameters
    ----------
    count, total : int
    strand : Strand
    """
    if strand.kind == GROUP:
        return OF_GROUP
    share = share_of(count, total)
    if strand.sample != "probability":
        return Share(share, None, None, _WHY_NONE[strand.sample])
    if share is None:
        return Share(None, None, None, "none: nobody was asked")
    return Share(share, *wilson(count, total), WILSON)
