"""Every comparison of two waves that a report may tell of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.verify.waves import Moves, moves, people_by_wave

if TYPE_CHECKING:
    from themekit.records import ChangeRow, WaveRow
    from themekit.report.inputs import ReportInputs

Pair = tuple[int, int]
"""So many of so many."""
_TOLD = re.compile(r"(\d+) of (\d+), then (\d+) of (\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """A row of changes.csv with the figures of its waves.

    Attributes
    ----------
    row : ChangeRow
    before, after : frozenset of (n, of)
        What may be said of each wave: of a code of those asked, or read; of a question of those
        who answered.
    moves : Moves
    """

    row: ChangeRow
    before: frozenset[Pair]
    after: frozenset[Pair]
    moves: Moves

    @property
    def said(self) -> str:
        """The comparison as a reader meets it."""
        row = self.row
        parts = [f"{self._share(self.before, row.before)} in {row.start}"]
        parts[0] += f", {self._share(self.after, row.after)} in {row.end}"
        if row.began is not None and row.stopped is not None:
            parts.append(f"of {row.both} both times {row.began} began and {row.stopped} stopped")
        if row.change is not None:
            parts.append(f"{in_hundred(row.change)} in 100{self._span}")
        if row.verdict:
            parts.append(row.verdict)
        return f"{'; '.join(parts)} ({row.name}, {words.strand(row.strand)})"

    @property
    def who(self) -> str:
        """Who left and joined between its waves."""
        it, row = self.moves, self.row
        said = f"{it.left} left, {it.came} joined"
        said += f" ({it.back} of them came back)" if it.back else ""
        return f"{said}, {it.stayed} told both times ({row.start} to {row.end}, {row.strand})"

    @property
    def _span(self) -> str:
        low, high = self.row.change_low, self.row.change_high
        return "" if low is None or high is None else f" ({in_hundred(low)} to {in_hundred(high)})"

    @staticmethod
    def _share(pairs: frozenset[Pair], share: float | None) -> str:
        if pairs:
            n, of = min(pairs, key=lambda pair: abs(pair[0] / pair[1] - (share or 0)))
            return f"{n:,} of {of:,}"
        return "not known" if share is None else f"{round(100 * share)} in 100"


def in_hundred(value: float) -> str:
    """Return a change as so many in 100, with its sign."""
    number = round(100 * value)
    return f"{number:+d}" if number else "0"


def changes_of(inputs: ReportInputs) -> tuple[Change, ...]:
    """Return every comparison of a study's waves."""
    waves = people_by_wave(inputs.coded)
    by_wave = {
        (one.row.strand, one.item or one.row.code_id, one.row.wave): one
        for one in inputs.matrix.by_wave
    }
    found = []
    for row in inputs.matrix.changes:
        key = row.item or row.code_id
        then, now = (by_wave.get((row.strand, key, wave)) for wave in (row.start, row.end))
        told = _TOLD.search(row.because)
        said = tuple(map(int, told.groups())) if told else ()
        found.append(
            Change(
                row,
                _pairs(then, row.before) | {pair for pair in [said[:2]] if len(pair) == 2},  # noqa: PLR2004
                _pairs(now, row.after) | {pair for pair in [said[2:]] if len(pair) == 2},  # noqa: PLR2004
                moves(waves.get(row.strand, {}), row.start, row.end),
            )
        )
    return tuple(found)


def _pairs(one: WaveRow | None, share: float | None) -> frozenset[Pair]:
    """Return what may be said of a wave: so many of those who answered, or were asked of a code."""
    if one is None:
        return frozenset()
    size = one.answered if one.item else one.row.asked
    sizes = {size} if size else set[int]()
    if share is not None:
        whole = {(round(share * size), size) for size in sizes}
        return frozenset(pair for pair in whole if abs(pair[0] / pair[1] - share) < _NEAR)
    found = one.row.found if one.row.found is not None else one.row.cases
    return frozenset((found, size) for size in sizes if found is not None and found <= size)


_NEAR = 1e-5
"""How near a share of so many is to a whole number of them: tables round to six decimals."""
