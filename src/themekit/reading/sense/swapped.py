"""A column that in one wave, or one file, holds what another column holds elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.sense.words import doubt, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs

_FEWEST = 3
_NEARLY_ALL, _HARDLY = 0.8, 0.2

Group = tuple[str, str, str]  # strand; wave, or where there is one the source; as it is told


class Swap(NamedTuple):
    """In `group`, `column` holds what `other` holds in the other groups."""

    group: Group
    column: str
    other: str
    values: tuple[str, ...]


def swapped_columns(signs: Sequence[Signs]) -> Iterator[Problem]:
    """Yield a doubt for each file with a column that holds another one's answers."""
    held: dict[Group, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    where: dict[Group, str] = {}
    waves: dict[str, set[str]] = defaultdict(set)
    for one in signs:
        waves[one.strand].update(wave for wave, _, _, _ in one.profiles)
    for one in signs:
        for wave, column, _, values in one.profiles:
            by_wave = len(waves[one.strand]) > 1
            group = (one.strand, wave, _in(wave)) if by_wave else (one.strand, one.source, "here")
            held[group][column].update(dict(values))
            where[group] = one.source
    told = set()
    for swap in _swaps(held):
        source = where[swap.group]
        if source not in told:
            told.add(source)
            yield _problem(source, swap)


def _in(wave: str) -> str:
    return f"in the wave {wave}" if wave else "where there is no date"


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
                own = _share(held[group][source], rest[source])  # else one scale for two columns
                alike = source != column and rest[source].total() >= _FEWEST and own < _NEARLY_ALL
                if alike and _share(values, rest[source]) >= _NEARLY_ALL:
                    yield Swap(group, column, source, tuple(values)[:_FEWEST])
                    break


def _share(values: Counter[str], among: Counter[str]) -> float:
    """Return which share of the answers is among those of another column."""
    return sum(times for value, times in values.items() if value in among) / values.total()


def _problem(source: str, swap: Swap) -> Problem:
    message = (
        f"{swap.group[2]} the column '{swap.column}' holds what '{swap.other}' holds elsewhere "
        f"({several(swap.values)})"
    )
    mend = "look whether the two columns are swapped there and put them right in the file"
    return doubt("column-swapped", source, message, mend)
