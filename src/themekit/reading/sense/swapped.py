"""A column that in one wave, or one file, holds what another column holds elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.sense.words import doubt, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.study import Study

_FEWEST = 3
_NEARLY_ALL, _HARDLY = 0.8, 0.2

Group = tuple[str, str]  # wave, or where all have one the source; and a word for the reader


class Swap(NamedTuple):
    """In `group`, `column` holds what `other` holds in the other groups."""

    group: Group
    column: str
    other: str
    values: tuple[str, ...]


def swapped_columns(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each file with a column that holds another one's answers."""
    for strand in study.strands:
        those = [one for one in signs if one.strand == strand.name and one.profiles]
        by_wave = len({wave for one in those for wave, _, _, _ in one.profiles}) > 1
        held: dict[Group, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        where: dict[Group, str] = {}
        for one in those:
            for wave, column, _, values in one.profiles:
                group = (
                    (wave, f"in the wave {wave or 'without a date'}")
                    if by_wave
                    else (one.source, "in this file")
                )
                held[group][column].update(dict(values))
                where[group] = one.source
        told = set()
        for swap in _swaps(held):
            source = where[swap.group]
            if source not in told:
                told.add(source)
                yield _problem(source, swap)


def _swaps(held: Mapping[Group, Mapping[str, Counter[str]]]) -> Iterator[Swap]:
    """Yield what is swapped; of two groups that differ, the later one is doubted."""
    groups = sorted(held)
    for group in groups[1:] if len(groups) == 2 else groups:  # noqa: PLR2004 -- two
        rest: dict[str, Counter[str]] = defaultdict(Counter)
        for other in groups:
            if other != group:
                for column, values in held[other].items():
                    rest[column].update(values)
        for column, values in held[group].items():
            if values.total() < _FEWEST or rest[column].total() < _FEWEST:
                continue
            if _share(values, rest[column]) > _HARDLY:
                continue
            for source in held[group]:
                alike = source != column and rest[source].total() >= _FEWEST
                if alike and _share(values, rest[source]) >= _NEARLY_ALL:
                    yield Swap(group, column, source, tuple(values)[:_FEWEST])
                    break


def _share(values: Counter[str], among: Counter[str]) -> float:
    """Return which share of the answers is among those of another column."""
    return sum(times for value, times in values.items() if value in among) / values.total()


def _problem(source: str, swap: Swap) -> Problem:
    message = (
        f"{swap.group[1]} the column '{swap.column}' holds what '{swap.other}' holds elsewhere "
        f"({several(swap.values)})"
    )
    mend = "look whether the two columns are swapped there and put them right in the file"
    return doubt("column-swapped", source, message, mend)
