"""Which segments people read because chance gave them to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from themekit.events import APART, Draw

if TYPE_CHECKING:
    from themekit.decisions.decide import Decisions
    from themekit.decisions.passages import Flags


def random_draws(draws: Iterable[Draw], *, blind: bool = False) -> frozenset[str]:
    """Return the ids of draws that were made at random with chances that are known.

    What is said in a draw that changes nothing (again, as a bridge, for practice) is left out.

    Parameters
    ----------
    draws : iterable of Draw
    blind : bool
        Those alone in which no suggestion was shown.
    """
    return frozenset(
        one.draw
        for one in draws
        if one.method == "random"
        and one.purpose not in APART
        and (one.mode == "blind" or not blind)
        and all(item.probability is not None for item in one.items)
    )


def drawn_segments(decisions: Decisions, draws: frozenset[str]) -> Flags:
    """Return on which segments somebody spoke or looked in one of some draws."""
    latest, size = decisions.latest, len(decisions.passages)
    drawn = np.zeros(size, dtype=bool)
    for segment, looks in latest.looks.items():
        if any(look.draw in draws for look in looks):
            drawn[segment] = True
    for pair, words in latest.words.items():
        if any(word.draw in draws for word in words.values()):
            drawn[pair % size] = True
    return drawn
