"""The hours that a study took so far, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from themekit.decisions import is_telling
from themekit.records import EffortBasis, EffortRow

_LEAST = 3.0
"""Minutes that are a tenth of an hour when rounded."""


def hours_said(rows: Sequence[EffortRow]) -> str:
    """Say how many hours are known, of the work and of those who told, and how they are known.

    Parameters
    ----------
    rows : sequence of EffortRow
    """
    telling = [one for one in rows if is_telling(one)]
    work = [one for one in rows if not is_telling(one)]
    of_work = _by_basis(work) if work else "not known, nobody measured it or wrote it down"
    of_telling = f"; of those who told: {_by_basis(telling)}" if telling else ""
    return f"of the work: {of_work}{of_telling}"


def _by_basis(rows: Sequence[EffortRow]) -> str:
    minutes: dict[EffortBasis, float] = {}
    for one in rows:
        minutes[one.basis] = minutes.get(one.basis, 0.0) + one.minutes
    passages = sum(one.passages or 0 for one in rows)
    told = " and ".join(
        f"{_hours(minutes[basis])} {basis}" for basis in sorted(minutes, key=_order)
    )
    return f"{told} ({passages:,} passages answered in the hours measured)" if passages else told


def _hours(minutes: float) -> str:
    return f"{minutes / 60:,.1f}" if minutes >= _LEAST else "less than 0.1"


def _order(basis: EffortBasis) -> int:
    return ("measured", "written down", "assumed").index(basis)
