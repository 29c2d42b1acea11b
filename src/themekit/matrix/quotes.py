"""Which segments a cell quotes: few, good, and of different people.

First those that people made hold, then those of 6 to 60 words, then by the machine's score, then
by id. One of each case (in `all`: of each organisation), best first; only if fewer than four speak,
the next best of each. In public only of cases that agreed to be quoted word for word.
"""

from __future__ import annotations

import numpy as np

from themekit.matrix.holding import Held
from themekit.matrix.people import Ints, People
from themekit.matrix.units import Units

QUOTES = 4


def choose(
    held: Held, units: Units, people: People, *, public: bool, by_case: bool
) -> tuple[str, ...]:
    """Return the ids of up to four segments to be quoted."""
    if public:
        held = held.where(people.verbatim[units.case[held.unit]])
    unit = held.unit
    best_first = np.lexsort((units.rank[unit], -held.score, ~units.good_length[unit], ~held.human))
    ranked = unit[best_first]
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
