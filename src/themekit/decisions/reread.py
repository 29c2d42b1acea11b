"""How passages read that were given once more, unmarked, to whoever reads a later wave.

What is said in such a bridge changes no standing, until somebody adopts it. Beside what was said
there the first time it tells how reading has moved: where the code means today what it meant then,
by the coder alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from themekit.decisions.coverage import Coverage, checked, looked_at
from themekit.decisions.in_force import BRIDGE, InForce
from themekit.decisions.latest import Latest, latest_decisions
from themekit.decisions.meanings import Meanings
from themekit.decisions.passages import Ints, Places
from themekit.events import Coding, Draw, Look


class Reading(NamedTuple):
    """What was looked at, and where somebody said yes.

    Attributes
    ----------
    looked : Coverage
    yes : sorted array
        Pairs, ``code * n_segments + segment``.
    """

    looked: Coverage
    yes: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Reread:
    """What was said in bridges, adopted or not.

    Attributes
    ----------
    today, former : Reading
        Of what codes mean today; in whatever meaning they were shown.
    """

    today: Reading
    former: Reading


def reread(
    record: InForce, draws: Iterable[Draw], places: Places, meanings: Meanings, size: int
) -> Reread | None:
    """Return what was said in bridges whose passages chance chose; None where nobody read any.

    Parameters
    ----------
    record : InForce
    draws : iterable of Draw
        All that are known.
    places : Places
    meanings : Meanings
    size : int
        Number of segments.
    """
    bridges = {
        (one.draw, one.coder) for one in draws if one.purpose == BRIDGE and one.method == "random"
    }
    said: list[Coding | Look] = [
        one for one in (*record.said, *record.apart) if (one.draw, one.coder) in bridges
    ]
    if not said:
        return None
    there = replace(record, said=sorted(said, key=lambda one: one.number))
    latest = latest_decisions(there, places, meanings, size)
    return Reread(
        Reading(checked(latest, size), _yes(latest, current=True)),
        Reading(looked_at(latest, size), _yes(latest, current=False)),
    )


def _yes(latest: Latest, *, current: bool) -> Ints:
    """Return the pairs of which somebody says yes, and does not speak against it."""
    found = [
        pair
        for pair, words in latest.words.items()
        if any(
            word.verdict == "yes" and word.stance != "against" and (word.current or not current)
            for word in words.values()
        )
    ]
    return np.unique(np.array(found, dtype=np.int64))
