"""Ids that a tool makes anew in each export, used as if they were people's.

SenseMaker's NarrID counts the rows of one export, and its FragmentID is that of one story: neither
says who told it. By either nobody ever comes again, or the wrong people do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.reading.sense.people import rows_of
from themekit.reading.sense.words import doubt
from themekit.study import WaveColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.people import Row
    from themekit.reading.sense.signs import Signs
    from themekit.study import CaseIndex, Strand, Study

    Groups = Mapping[str, Sequence[Row]]  # wave, or where there is one the source -> its rows

_ROW_IDS = frozenset({"narrid", "narrativeid", "fragmentid"})
_FEWEST = 8
_NEARLY_ALL = 0.8
_HALF = 0.5
_TRAITS = 3
_LUCK = 0.15  # by so much more than by chance must people be like themselves


def exported_ids(
    signs: Sequence[Signs], study: Study, cases: CaseIndex | None
) -> Iterator[Problem]:
    """Yield a doubt for each survey whose people are known by an id that is no person's."""
    for strand in study.strands:
        mine = [one for one in signs if one.strand == strand.name and one.people]
        rows = [row for one in mine for row in rows_of(one, cases)]
        groups = _groups(rows)
        if strand.kind != "survey" or len(groups) < 2:  # noqa: PLR2004 -- nobody can return
            continue
        column = strand.case or strand.id
        if why := _why(column, strand, groups, joined=cases is not None):
            mend = (
                "name the column that is the same for a person each time as 'case: COLUMN'; where "
                "there is none, nobody can be followed from wave to wave"
            )
            yield doubt("new-id-each-time", rows[-1].source, why, mend)


def _groups(rows: Sequence[Row]) -> Groups:
    waves = {row.wave for row in rows}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.wave if len(waves) > 1 else row.source].append(row)
    return found


def _why(column: str, strand: Strand, groups: Groups, *, joined: bool) -> str:
    """Say why an id is no person's; empty where it may be one."""
    name = folded(column).replace("_", "").replace(" ", "")
    if name in _ROW_IDS and not (joined and not strand.case):
        return f"'{column}' is new in each export, so each story counts as a person of its own"
    returning = _returning(groups)
    if returning and strand.case and not _like_themselves(returning):
        return (
            f"who comes again under '{column}' is another person each time: of "
            f"{len(returning):,} ids in several waves hardly any keeps its attributes"
        )
    dated = isinstance(strand.wave, WaveColumn)
    if not returning and dated and not joined and _same_people(groups):
        return (
            f"no '{column}' of one wave comes again in another, and yet the same people seem to: "
            "nearly all rows of one wave have the attributes of a row of the wave before"
        )
    return ""


def _returning(groups: Groups) -> list[tuple[Row, Row]]:
    """Return the first and the last row of each who comes in several waves."""
    met: dict[str, list[Row]] = defaultdict(list)
    for rows in groups.values():
        for case, row in {row.case: row for row in rows}.items():
            met[case].append(row)
    return [(rows[0], rows[-1]) for rows in met.values() if len(rows) > 1]


def _like_themselves(pairs: Sequence[tuple[Row, Row]]) -> bool:
    """Tell whether people keep any attribute more often than two people share it by chance."""
    columns = dict.fromkeys(name for pair in pairs for row in pair for name in row.values)
    compared = 0
    for column in columns:
        told = [
            (folded(one.values[column]), folded(other.values[column]))
            for one, other in pairs
            if column in one.values and column in other.values
        ]
        if len(told) < _FEWEST:
            continue
        before, after = Counter(one for one, _ in told), Counter(one for _, one in told)
        chance = sum(before[value] * after[value] for value in before) / len(told) ** 2
        if chance > _NEARLY_ALL:  # nearly everybody is alike in it
            continue
        compared += 1
        if sum(one == other for one, other in told) / len(told) > chance + _LUCK:
            return True
    return compared < _TRAITS


def _same_people(groups: Groups) -> bool:
    """Tell whether the rows of one wave have the attributes of rows of another, one by one."""
    waves = list(groups.values())
    for earlier, later in pairwise(waves):
        before, after = _profiles(earlier), _profiles(later)
        if min(before.total(), after.total()) < _FEWEST:
            return False
        distinct = sum(times == 1 for times in before.values()) / before.total()
        again = (before & after).total() / after.total()
        if distinct < _HALF or again < _NEARLY_ALL:
            return False
    return True


def _profiles(rows: Sequence[Row]) -> Counter[tuple[tuple[str, str], ...]]:
    """Count rows that say the same of a person; those that say little tell nobody apart."""
    return Counter(
        tuple(sorted((name, folded(value)) for name, value in row.values.items()))
        for row in rows
        if len(row.values) >= _TRAITS
    )
