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
    coders : frozenset of str
        Ids of those who read it.
    """

    today: Reading
    former: Reading
    coders: frozenset[str]


def reread(
    record: InForce, draws: Iterable[Draw], places: Places, meanings: Meanings, size: int
) -> dict[int, Reread]:
    """Return what was said in bridges whose passages chance chose, by the round of their draws.

    A bridge's round is the place of the wave, from 1, beside whose passages it was read: of that
    time it tells how people read.

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
    rounds = {
        (one.draw, one.coder): one.round
        for one in draws
        if one.purpose == BRIDGE and one.method == "random"
    }
    said: dict[int, list[Coding | Look]] = {}
    # Once it is adopted it may wait, for whoever read anew did not know what they had said before:
    # it was said in the bridge all the same.
    waits = (record.by_id[name] for name in record.missed)
    for one in sorted((*record.said, *record.apart, *waits), key=lambda one: one.number):
        if isinstance(one, (Coding, Look)) and (one.draw, one.coder) in rounds:
            said.setdefault(rounds[one.draw, one.coder], []).append(one)
    found = {}
    for number, events in sorted(said.items()):
        latest = latest_decisions(replace(record, said=events), places, meanings, size)
        found[number] = Reread(
            Reading(checked(latest, size), _yes(latest, current=True)),
            Reading(looked_at(latest, size), _yes(latest, current=False)),
            frozenset(one.coder for one in events),
        )
    return found


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
