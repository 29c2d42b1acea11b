"""Two values of a column that have changed places for nearly everybody of one wave.

Who is asked by a peer stays with that peer; where in one wave all of them are said to have been
asked by staff, and those of staff by peers, somebody has mixed the two words up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.reading.sense.people import rows_of
from themekit.reading.sense.waves import year_of
from themekit.reading.sense.words import doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.people import Row
    from themekit.reading.sense.signs import Signs
    from themekit.study import CaseIndex, Study

_FEWEST = 5
_NEARLY_ALL = 0.8

Values = dict[str, str]  # case -> its value in one wave


class ValueSwap(NamedTuple):
    """In `wave` the people who elsewhere have `first` have `second`, and the other way round."""

    column: str
    wave: str
    first: str
    second: str
    people: int
    compared: int


def swapped_values(
    signs: Sequence[Signs], study: Study, cases: CaseIndex | None
) -> Iterator[Problem]:
    """Yield a doubt for each column of which two values changed places in one wave."""
    for strand in study.strands:
        rows = [row for one in signs if one.strand == strand.name for row in rows_of(one, cases)]
        sources = {row.wave: row.source for row in rows}
        told = set()
        for swap in swaps(rows):
            source = sources[swap.wave]
            if (source, swap.column) not in told:
                told.add((source, swap.column))
                yield _problem(source, swap)


def swaps(rows: Sequence[Row]) -> Iterator[ValueSwap]:
    """Yield what changed places, column by column; of two waves that differ, the later."""
    for column in dict.fromkeys(name for row in rows for name in row.values):
        by_wave: dict[str, Values] = defaultdict(dict)
        for row in rows:
            if column in row.values:
                by_wave[row.wave].setdefault(row.case, row.values[column])
        order = sorted(by_wave, key=lambda wave: (year_of(wave) or 0.0, wave))
        for wave in order[1:] if len(order) == 2 else order:  # noqa: PLR2004 -- two
            others = [by_wave[other] for other in order if other != wave]
            if swap := _swap(column, wave, by_wave[wave], others):
                yield swap
                break


def _swap(column: str, wave: str, here: Values, others: Sequence[Values]) -> ValueSwap | None:
    """Return two values that changed places between one wave and all others."""
    elsewhere = _steady(others)
    pairs = [(folded(elsewhere[case]), folded(value), value) for case, value in here.items()
             if case in elsewhere]  # fmt: skip
    changed = Counter((before, after) for before, after, _ in pairs if before != after)
    if len(pairs) < _FEWEST or not changed:
        return None
    (first, second), _ = changed.most_common(1)[0]
    back = changed[second, first]
    there = changed[first, second]
    concerned = [pair for pair in pairs if {pair[0], pair[1]} <= {first, second}]
    if not back or there + back < max(_FEWEST, _NEARLY_ALL * len(concerned)):
        return None
    names = {after: value for _, after, value in reversed(pairs)}
    return ValueSwap(column, wave, names[second], names[first], there + back, len(concerned))


def _steady(waves: Sequence[Mapping[str, str]]) -> Values:
    """Return what stays with people in all other waves; nothing where it changes for many."""
    found: dict[str, list[str]] = defaultdict(list)
    for wave in waves:
        for case, value in wave.items():
            found[case].append(value)
    same = {case: values[0] for case, values in found.items() if len(set(map(folded, values))) == 1}
    return same if len(same) >= _NEARLY_ALL * len(found) else {}


def _problem(source: str, swap: ValueSwap) -> Problem:
    message = (
        f"in the wave {swap.wave} '{swap.first}' and '{swap.second}' of the column '{swap.column}' "
        f"have changed places: {swap.people:,} of {swap.compared:,} people who had one of them in "
        "the other waves have the other one here"
    )
    mend = (
        f"look whether the two words were mixed up in {swap.wave}, and put them right in the "
        "file; if it was so, compare the waves with care"
    )
    return doubt("values-swapped", source, message, mend)
