"""Which segments a cell quotes: few, good, and of different people.

Only segments in which it holds. First those that people made hold, and among them those that affirm
it; then those that are understood alone; then the most telling (`themekit.language.telling`), where
no person has looked those of which the machine is surest; then by id. One of each case (in `all`:
of each organisation), best first; only if fewer than four speak, the next best of each. In public
only what may be quoted (`themekit.disclosure.Uses`).
"""

from __future__ import annotations

import numpy as np

from themekit.decisions import Flags, Ints
from themekit.matrix.grouped import GroupSegments
from themekit.matrix.people import People
from themekit.matrix.units import Units

QUOTES = 4


def choose(
    held: GroupSegments, units: Units, people: People, *, quotable: Flags | None, by_case: bool
) -> tuple[str, ...]:
    """Return the ids of up to four segments to be quoted.

    Parameters
    ----------
    held : GroupSegments
    units : Units
    people : People
    quotable : boolean array by unit, or None
        What may be quoted; None where all may: inside.
    by_case : bool
        Whether no case speaks twice before the others; else no organisation.
    """
    if people.unquoted.any():
        held = held.where(~people.unquoted[units.case[held.segment]])
    if quotable is not None:
        held = held.where(quotable[held.segment])
    segment = held.segment
    worth = np.where(held.human, units.telling[segment], held.score)
    best_first = np.lexsort(
        (
            units.rank[segment],
            -held.score,
            -worth,
            ~units.stands_alone[segment],
            ~held.affirmed,
            ~held.human,
        )
    )
    ranked = segment[best_first]
    case = units.case[ranked]
    chosen = _round_robin(case if by_case else people.organisation[case])
    return tuple(units.ids[number] for number in ranked[chosen].tolist())


def _round_robin(speakers: Ints) -> list[int]:
    """Return up to `QUOTES` places: everybody's first in order, then everybody's second..."""
    chosen: list[int] = []
    left = np.arange(speakers.size)
    while left.size and len(chosen) < QUOTES:
        _, first = np.unique(speakers[left], return_index=True)
        first.sort()
        chosen += left[first].tolist()
        left = np.delete(left, first)
    return chosen[:QUOTES]
