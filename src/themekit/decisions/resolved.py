"""How every code stands on every segment, as columns to be counted.

The rules of `themekit.decisions.standings` for all pairs at once: only pairs of which somebody
spoke are gone through one by one; where nobody has looked the machine's suggestion decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from themekit.decisions.coverage import Coverage
from themekit.decisions.latest import Latest, Voices
from themekit.decisions.passages import Flags, Ints, Scores
from themekit.decisions.standings import AGAINST, FOR, State, people_state
from themekit.decisions.suggested import PERIODS, Suggested
from themekit.records import Period


@dataclass(frozen=True, slots=True, eq=False)
class CodeSegments:
    """Pairs of code and segment, sorted by `pair` (``code * n_segments + segment``).

    Attributes
    ----------
    pair, period : arrays of the same shape
        `period` is a sum of bits of `themekit.decisions.suggested.PERIODS`.
    score : array
        The machine's score in [0, 1]; 0 where it suggested nothing.
    human : boolean array
        Whether people made it hold.
    affirmed, opposed : boolean arrays
        Whether one of them meant it for, mixed or was not asked; against or mixed. Of a machine's
        suggestion the first is true and the second false.
    """

    pair: Ints
    period: Ints
    score: Scores
    human: Flags
    affirmed: Flags
    opposed: Flags

    def where(self, chosen: Ints | Flags) -> CodeSegments:
        """Return those at some places, or those for which a mask is true."""
        return CodeSegments(
            self.pair[chosen], self.period[chosen], self.score[chosen], self.human[chosen],
            self.affirmed[chosen], self.opposed[chosen],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """Everything that stands in a study of `size` segments.

    Attributes
    ----------
    size : int
    held, disputed, both : CodeSegments
        Pairs that count; on which people do not agree; on which both readings stand.
    refused : sorted array
        Pairs of which people say that the code does not apply, each suggested or spoken of.
    """

    size: int
    held: CodeSegments
    disputed: CodeSegments
    both: CodeSegments
    refused: Ints


class _Meant(NamedTuple):
    """What counts of people's words on a pair."""

    pair: int
    period: int
    affirmed: bool
    opposed: bool


def resolve(
    latest: Latest,
    suggested: Suggested,
    looked: Coverage,
    *,
    reflexive: bool = False,
    unnamed: Period = "",
) -> Resolved:
    """Set people's decisions over the machine's suggestions.

    Parameters
    ----------
    unnamed : {'', 'before', 'during', 'after'}
        The time that counts where neither people nor words name one.
    """
    by_state: dict[State, list[_Meant]] = {}
    for pair in latest.words.keys() | latest.settled.keys():
        voices = latest.voices(pair, looked.size)
        state = people_state(voices, reflexive=reflexive)
        if state is not None:
            by_state.setdefault(state, []).append(_meant(pair, voices))
    held, disputed, both, refused = (
        _timed(_columns(by_state.get(state, ()), suggested), unnamed)
        for state in ("holds", "disputed", "both stand", "does not hold")
    )
    free = ~looked.covers(suggested.key)
    counts = free & suggested.counts
    spoken = np.concatenate([one.pair for one in (held, disputed, both, refused)])
    passed = suggested.key[~free & ~np.isin(suggested.key, spoken)]
    return Resolved(
        looked.size,
        _join(held, _timed(_of_machine(suggested, counts), unnamed)),
        disputed,
        both,
        np.unique(np.concatenate([refused.pair, passed])),
    )


def _meant(pair: int, voices: Voices) -> _Meant:
    """Sum up periods and stances: the adjudication's, else those of everybody who said yes."""
    settled, said = voices.settled, voices.yes
    stances = [settled.stance] if settled and settled.stance else [word.stance for word in said]
    periods = [settled.period] if settled and settled.period else [word.period for word in said]
    return _Meant(
        pair,
        _bits(periods),
        not stances or not FOR.isdisjoint(stances),
        not AGAINST.isdisjoint(stances),
    )


def _bits(periods: Iterable[Period]) -> int:
    found = 0
    for period in periods:
        found |= PERIODS[period]
    return found


def _columns(rows: Iterable[_Meant], suggested: Suggested) -> CodeSegments:
    """Return pairs of which people spoke; where they name no period the machine's guess counts."""
    ordered = sorted(rows)
    pair = np.array([row.pair for row in ordered], dtype=np.int64)
    period = np.array([row.period for row in ordered], dtype=np.int64)
    score, machine_period = suggested.at(pair)
    return CodeSegments(
        pair=pair,
        period=np.where(period == 0, machine_period, period),
        score=score,
        human=np.ones(pair.size, dtype=bool),
        affirmed=np.array([row.affirmed for row in ordered], dtype=bool),
        opposed=np.array([row.opposed for row in ordered], dtype=bool),
    )


def _timed(rows: CodeSegments, unnamed: Period) -> CodeSegments:
    """Give pairs of which no time is named the study's own."""
    return replace(rows, period=np.where(rows.period == 0, PERIODS[unnamed], rows.period))


def _of_machine(suggested: Suggested, chosen: Flags) -> CodeSegments:
    number = int(chosen.sum())
    return CodeSegments(
        pair=suggested.key[chosen],
        period=suggested.period[chosen],
        score=suggested.score[chosen],
        human=np.zeros(number, dtype=bool),
        affirmed=np.ones(number, dtype=bool),
        opposed=np.zeros(number, dtype=bool),
    )


def _join(first: CodeSegments, second: CodeSegments) -> CodeSegments:
    """Return both, sorted; no pair is in both."""
    columns = (
        np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("pair", "period", "score", "human", "affirmed", "opposed")
    )
    joined = CodeSegments(*columns)
    return joined.where(np.argsort(joined.pair, kind="stable"))
