"""The same person more than once: twice in a wave, or with attributes that do not fit together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.reading.sense.waves import year_of
from themekit.reading.sense.words import SHOWN, counted, doubt, line_of, rows_named
from themekit.study import of_occasions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.study import CaseIndex, Study

_HALF = 0.5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One respondent's row: where it stands, who it is, when, and what it says of them."""

    source: str
    name: str
    case: str
    wave: str
    values: Mapping[str, str]
    place: str = ""

    def named(self, source: str) -> str:
        """Return how it is told in a doubt about a file."""
        where = "" if self.source == source else f" of {self.source}"
        return f"{rows_named([(self.name, self.place)])}{where}"


def rows_of(signs: Signs, cases: CaseIndex | None) -> Iterator[Row]:
    """Yield the rows that are kept of one source, each with the case that it is of."""
    places = dict(signs.places)
    for id_, case, wave, values in signs.people:
        whose = cases.case_of(id_) if cases is not None else ""
        known = {name: value for name, value in zip(signs.columns, values, strict=False) if value}
        name, place = id_.partition("/")[2], places.get(id_, "")
        yield Row(signs.source, name, whose or case or id_, wave, known, place)


def people_doubts(
    signs: Sequence[Signs], study: Study, cases: CaseIndex | None
) -> Iterator[Problem]:
    """Yield doubts about people who come more than once in a survey."""
    everywhere: dict[str, list[Row]] = defaultdict(list)
    for strand in study.strands:
        here: dict[str, list[Row]] = defaultdict(list)
        for one in signs:
            if one.strand == strand.name:
                for row in rows_of(one, cases):
                    here[row.case].append(row)
                    everywhere[row.case].append(row)
        if strand.id and strand.id == strand.case:
            continue  # rows of an instrument that people are meant to answer again
        yield from _twice({case: rows for case, rows in here.items() if len(rows) > 1}, len(here))
    yield from _changing({case: rows for case, rows in everywhere.items() if len(rows) > 1})


def _twice(people: Mapping[str, Sequence[Row]], everybody: int) -> Iterator[Problem]:
    """Doubt people who answer twice in one wave, unless that is how the study is made."""
    twice: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    concerned = set()
    for case, rows in people.items():
        waves = defaultdict(list)
        for row in rows:
            waves[row.wave].append(row)
        for found in waves.values():
            if len(found) > 1:
                twice[found[-1].source].setdefault(case, found)
                concerned.add(case)
    if len(concerned) > max(1, _HALF * everybody):
        return
    for source, those in twice.items():
        case, rows = next(iter(those.items()))
        wave = f"in the wave {rows[0].wave}" if rows[0].wave else "in one wave"
        if len(those) == 1:
            who = f"'{case}' answers {len(rows)} times {wave}"
        else:
            who = (
                f"{counted(len(those), 'person')} answer more than once in a wave ('{case}' {wave})"
            )
            who = who.replace("persons", "people")
        if len({row.source for row in rows}) == 1:
            told = rows_named([(row.name, row.place) for row in rows])
        else:
            told = ", ".join(row.named(source) for row in rows[:SHOWN])
        mend = "take the repeated row out of the table, or put its date right"
        line = line_of(rows[-1].place)
        yield doubt("twice-in-a-wave", source, f"{who}: {told}", mend, line)


def _changing(people: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Doubt attributes that change within few people: most rows of one say the same."""
    columns = dict.fromkeys(name for rows in people.values() for row in rows for name in row.values)
    changes: dict[str, dict[str, tuple[str, Row, Row]]] = defaultdict(dict)
    for column in columns:
        told = {
            case: [row for row in rows if column in row.values] for case, rows in people.items()
        }
        told = {case: rows for case, rows in told.items() if len(rows) > 1}
        found = {case: change for case, rows in told.items() if (change := _change(rows, column))}
        if not of_occasions(column, len(told), len(found)):
            for case, (first, last) in found.items():
                changes[last.source].setdefault(f"{column}\n{case}", (column, first, last))
    for source, those in changes.items():
        column, first, last = next(iter(those.values()))
        more = f"; so it is with {len(those) - 1:,} more" if len(those) > 1 else ""
        message = (
            f"'{column}' of '{last.case}' is '{first.values[column]}' in {first.named(source)} and "
            f"'{last.values[column]}' in {last.named(source)}; the first counts for both{more}"
        )
        mend = "put the value right that is wrong, or write the one that counts in cases.csv"
        yield doubt("attribute-changes", source, message, mend, line_of(last.place))


def _change(rows: Sequence[Row], column: str) -> tuple[Row, Row] | None:
    """Return two rows of one person between which an attribute changes as time does not."""
    ordered = sorted(rows, key=lambda row: year_of(row.wave) or 0.0)
    for first, last in pairwise(ordered):
        one, other = folded(first.values[column]), folded(last.values[column])
        if one != other and not _ages(one, other, first.wave, last.wave):
            return first, last
    return None


def _ages(one: str, other: str, first: str, last: str) -> bool:
    """Tell whether numbers rise as an age does between two waves."""
    before, after = _NUMBER.findall(one), _NUMBER.findall(other)
    if not before or not after:
        return False
    if _NUMBER.sub("", one) != _NUMBER.sub("", other) or len(before) > 1:
        # Bands: from "18 to 34" into "35 to 54", or into "75 and over".
        return float(after[0]) >= float(before[-1]) and float(after[0]) - float(before[-1]) <= 1
    start, end = year_of(first), year_of(last)
    years = (end - start if start is not None and end is not None else 1.0) + 1.0
    return abs(float(after[0]) - float(before[0])) <= years
