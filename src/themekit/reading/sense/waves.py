"""When answers were given: a date years away from all others makes a wave of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.reading.sense.words import counted, doubt, line_of, rows_named, several
from themekit.study import WaveColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.study import Study

_WAVE = re.compile(r"(\d{4})(?:-(?:Q(\d)|(\d\d)(?:-\d\d)?))?")
_YEARS, _MANY_YEARS = 2.0, 10.0
_RARE, _LESS_RARE = 0.02, 0.1
_FEWEST = 4

Dated = tuple[float, str, int, str, str]  # year, wave, documents, document id, source


def far_dates(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each file with few dates that lie years away from the strand's others."""
    for strand in study.strands:
        if not isinstance(strand.wave, WaveColumn):
            continue
        least = _YEARS + (strand.wave.by == "year")
        dated = sorted(_dated(signs, strand.name))
        total = sum(one[2] for one in dated)
        far: dict[str, list[Dated]] = {}
        for group, gap in _groups(dated, least):
            size = sum(one[2] for one in group)
            rare = size <= max(1, _RARE * total)
            if total >= _FEWEST and (
                rare or (gap >= _MANY_YEARS and size <= max(1, _LESS_RARE * total))
            ):
                for one in group:
                    far.setdefault(one[4], []).append(one)
        near = [one for one in dated if all(one not in group for group in far.values())]
        for source, those in far.items():
            if near:
                places = {
                    id_: at for one in signs if one.source == source for id_, at in one.places
                }
                rows = [(one[3].partition("/")[2], places.get(one[3], "")) for one in those]
                others = (near[0][1], near[-1][1])
                yield _far(source, strand.wave.column, those, rows, others)


def year_of(wave: str) -> float | None:
    """Return a wave that a date made as years; None for any other name.

    Examples
    --------
    >>> year_of("2021-Q3"), year_of("2021-07-15"), year_of("before")
    (2021.5, 2021.5, None)
    """
    found = _WAVE.fullmatch(wave)
    if found is None:
        return None
    if found[2]:
        return int(found[1]) + (int(found[2]) - 1) / 4
    return int(found[1]) + (int(found[3] or 1) - 1) / 12


def _dated(signs: Sequence[Signs], strand: str) -> Iterator[Dated]:
    for one in signs:
        if one.strand == strand:
            for wave, times, id_ in one.waves:
                year = year_of(wave)
                if year is not None:
                    yield year, wave, times, id_, one.source


def _groups(dated: Sequence[Dated], least: float) -> Iterator[tuple[list[Dated], float]]:
    """Yield stretches of dates without a gap of `least` years, each with the nearer gap."""
    groups: list[list[Dated]] = []
    for one in dated:
        if groups and one[0] - groups[-1][-1][0] < least:
            groups[-1].append(one)
        else:
            groups.append([one])
    for at, group in enumerate(groups):
        before = group[0][0] - groups[at - 1][-1][0] if at else float("inf")
        after = groups[at + 1][0][0] - group[-1][0] if at + 1 < len(groups) else float("inf")
        if len(groups) > 1:
            yield group, min(before, after)


def _far(
    source: str,
    column: str,
    those: Sequence[Dated],
    firsts: Sequence[tuple[str, str]],
    others: tuple[str, str],
) -> Problem:
    """Doubt rows; `firsts` are the first of each of their waves, each with its place."""
    rows = sum(one[2] for one in those)
    told = rows_named(firsts)
    span = others[0] if others[0] == others[1] else f"{others[0]} to {others[1]}"
    waves = several(list(dict.fromkeys(one[1] for one in those)))
    message = (
        f"{counted(rows, 'row')} ({told}) fall in {waves} by the column '{column}', years away "
        f"from all others ({span}), and make a wave of their own"
    )
    if rows == 1:
        message = (
            f"{told} falls in {waves} by the column '{column}', "
            f"years away from all others ({span}), and makes a wave of its own"
        )
    mend = "look whether the date was typed right and put it right in the file"
    return doubt("far-date", source, message, mend, line_of(firsts[0][1]))
