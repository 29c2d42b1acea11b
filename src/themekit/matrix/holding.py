"""Where a code holds, and where its coders do not agree.

A pair of code and segment holds if a coder adjudicated so; else, if anybody has looked at it, if
all who looked say so (who looked and said nothing says no); all say no: it does not hold; anything
else, also a single ``unsure``, is a dispute. Where nobody has looked the machine's suggestion
decides, if its status is ``suggested``.

Stance and period are those of the words that made it hold: the adjudications, else the coders' yes.
Where these name no period, the suggestion's counts. Coders who name different periods are all
believed: the segment then counts in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from themekit.matrix.looks import Coverage, Lookers
from themekit.matrix.outlines import Part
from themekit.matrix.people import Flags, Ints, Scores
from themekit.matrix.suggested import Suggested
from themekit.matrix.words import PERIODS, Word, Words


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of code and segment, sorted by `key` (``code * n_segments + segment``).

    Attributes
    ----------
    key, period : arrays of the same shape
        `period` is a sum of bits of `themekit.matrix.words.PERIODS`.
    score : array
        The machine's score; 0 where it suggested nothing.
    human, against : boolean arrays
        Whether people made it hold; whether one of them meant it against or mixed.
    """

    key: Ints
    period: Ints
    score: Scores
    human: Flags
    against: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Segments, sorted and distinct, in which at least one of some codes holds."""

    unit: Ints
    score: Scores
    human: Flags
    against: Flags

    def where(self, mask: Flags) -> Held:
        """Return those for which `mask` is true."""
        return Held(self.unit[mask], self.score[mask], self.human[mask], self.against[mask])


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Everything that holds, is in dispute or was refused, in a study of `size` segments."""

    size: int
    held: Pairs
    disputed: Pairs
    refused: Pairs

    def of(self, parts: Iterable[Part]) -> Held:
        """Return where a code of one of `parts` holds in the part's period."""
        return _select(self.held, parts, self.size)

    def in_dispute(self, parts: Iterable[Part]) -> Ints:
        """Return the segments in which a code of one of `parts` is disputed."""
        return _select(self.disputed, parts, self.size).unit


def decide(words: Words, lookers: Lookers, suggested: Suggested, coverage: Coverage) -> Holdings:
    """Set people's words over the machine's suggestions."""
    size = coverage.whole.size
    verdicts = [(key, said, _verdict(key, said, lookers, size)) for key, said in words.items()]
    held = _spoken(((key, said) for key, said, verdict in verdicts if verdict == "held"), suggested)
    disputed, refused = (
        _spoken(((key, said) for key, said, verdict in verdicts if verdict == state), suggested)
        for state in ("disputed", "not held")
    )
    free = suggested.counts & ~coverage.covers(suggested.key)
    machine = Pairs(
        key=suggested.key[free],
        period=suggested.period[free],
        score=suggested.score[free],
        human=np.zeros(int(free.sum()), dtype=bool),
        against=np.zeros(int(free.sum()), dtype=bool),
    )
    return Holdings(size, _join(held, machine), disputed, refused)


def _verdict(key: int, said: Mapping[str, Word], lookers: Lookers, size: int) -> str:
    """Return ``held``, ``disputed`` or ``not held``."""
    verdicts = {word.verdict for word in said.values()}
    if "adjudicated" in verdicts:
        return "held"
    if (lookers.whole[key % size] | lookers.listed[key]) - said.keys():
        verdicts.add("no")
    if verdicts == {"yes"}:
        return "held"
    return "not held" if verdicts == {"no"} else "disputed"


def _spoken(pairs: Iterable[tuple[int, Mapping[str, Word]]], suggested: Suggested) -> Pairs:
    """Return pairs on which people have spoken, with what counts of their words."""
    rows = sorted((key, *_counting(said)) for key, said in pairs)
    key = np.array([row[0] for row in rows], dtype=np.int64)
    period = np.array([row[1] for row in rows], dtype=np.int64)
    score, machine_period = suggested.at(key)
    return Pairs(
        key=key,
        period=np.where(period == 0, machine_period, period),
        score=score,
        human=np.ones(len(rows), dtype=bool),
        against=np.array([row[2] for row in rows], dtype=bool),
    )


def _counting(said: Mapping[str, Word]) -> tuple[int, bool]:
    """Return the periods and whether there is a contrary stance in the words that count."""
    by_rank = [
        [word for word in said.values() if word.verdict == verdict]
        for verdict in ("adjudicated", "yes", "unsure")
    ]
    counting = next((words for words in by_rank if words), [])
    period = 0
    for word in counting:
        period |= word.period
    return period, any(word.against for word in counting)


def _join(first: Pairs, second: Pairs) -> Pairs:
    """Return both, sorted; no pair is in both."""
    key = np.concatenate([first.key, second.key])
    order = np.argsort(key, kind="stable")
    return Pairs(
        key=key[order],
        period=np.concatenate([first.period, second.period])[order],
        score=np.concatenate([first.score, second.score])[order],
        human=np.concatenate([first.human, second.human])[order],
        against=np.concatenate([first.against, second.against])[order],
    )


def _select(pairs: Pairs, parts: Iterable[Part], size: int) -> Held:
    """Return the distinct segments of some codes with the best score and any flag of each."""
    chosen = np.concatenate([np.empty(0, np.int64), *(_rows(pairs, part, size) for part in parts)])
    unit = pairs.key[chosen] % max(size, 1)
    order = np.argsort(unit, kind="stable")
    chosen, unit = chosen[order], unit[order]
    first = np.flatnonzero(np.diff(unit, prepend=-1))
    if first.size == unit.size:
        return Held(unit, pairs.score[chosen], pairs.human[chosen], pairs.against[chosen])
    return Held(
        unit=unit[first],
        score=np.maximum.reduceat(pairs.score[chosen], first),
        human=np.logical_or.reduceat(pairs.human[chosen], first),
        against=np.logical_or.reduceat(pairs.against[chosen], first),
    )


def _rows(pairs: Pairs, part: Part, size: int) -> Ints:
    """Return the places in `pairs` of the codes of one part in its period."""
    bounds = [np.searchsorted(pairs.key, [code * size, (code + 1) * size]) for code in part.codes]
    spans = (np.arange(low, high) for low, high in bounds)
    rows: Ints = np.concatenate([np.empty(0, np.int64), *spans])
    if not part.period:
        return rows
    return rows[(pairs.period[rows] & PERIODS[part.period]) > 0]
