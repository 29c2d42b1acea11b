"""The framework's cells: for each case in each wave, the passages of each code, or why none.

A code's own passages, without those of its children, which have columns of their own. *Nothing
said*: people looked at every unit of the case in that wave for the code, and it is not there. *Not
asked*: by the rules of `themekit.matrix.asking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from themekit.decisions import CodedStudy, Ints
from themekit.matrix.asking import read_questions
from themekit.matrix.outlines import Tree
from themekit.matrix.people import NOBODY, People
from themekit.matrix.units import Units, index
from themekit.spans import parts_hash

NOTHING_SAID, NOT_ASKED = "nothing said", "not asked"
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """What one case says on one code in one wave.

    Attributes
    ----------
    coded, suggested : tuple of str
        Ids of units: those in which people make the code hold (or in which both readings stand),
        and those in which only the machine suggests it.
    state : {'', 'nothing said', 'not asked'}
        Why there are none; empty where there are some, or where not all was read.
    basis : str
        Hash of the words of `coded`; empty where there are none.
    """

    coded: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    state: str = ""
    basis: str = ""


def framework(
    coded: CodedStudy,
) -> tuple[tuple[Row, ...], Mapping[tuple[str, str, str], FrameworkCell]]:
    """Return the rows of a framework matrix and its cells.

    Returns
    -------
    tuple of (case, wave)
        Each case with each wave in which it has units to be coded, in study order.
    mapping of (case, wave, code id) to FrameworkCell
        Those of which anything is known.
    """
    units, people = index(coded)
    asking, tree = read_questions(coded, units, people), Tree(coded.codebook)
    rows = _rows(coded, units, people)
    decisions, size = coded.decisions, max(len(units), 1)
    resolved, found = decisions.resolved, dict[tuple[str, str, str], FrameworkCell]()
    held = _by_code(resolved.held.pair[resolved.held.human], size)
    both, machine = _by_code(resolved.both.pair, size), _by_code(
        resolved.held.pair[~resolved.held.human], size
    )  # fmt: skip
    for number, code in enumerate(coded.codebook.codes):
        looked = decisions.looked.of(number)
        unasked = set(asking.not_asked([tree.head(number)]).tolist())
        said = held.get(number, frozenset()) | both.get(number, frozenset())
        guessed = machine.get(number, frozenset())
        for (case, wave), (places, keys) in rows.items():
            own = [at for at in places if at in said]
            ids = tuple(units.ids[at] for at in own)
            suggested = tuple(units.ids[at] for at in places if at in guessed)
            state = ""
            if not ids and not suggested:
                if unasked.issuperset(keys):
                    state = NOT_ASKED
                elif looked[places].all():
                    state = NOTHING_SAID
            if ids or suggested or state:
                basis = _basis(coded, ids)
                found[case, wave, code.id] = FrameworkCell(ids, suggested, state, basis)
    return tuple(rows), found


def _rows(
    coded: CodedStudy, units: Units, people: People
) -> dict[Row, tuple[list[int], frozenset[int]]]:
    """Return the places of the units of each row, and the keys by which `asking` knows it."""
    wave_of = {one.id: one.wave for one in coded.documents}
    codable = units.codable
    places: dict[Row, list[int]] = {}
    for at, segment in enumerate(coded.segments):
        case = int(units.case[at])
        if codable[at] and case != NOBODY and not people.cases[case].withdrawn:
            row = (people.cases[case].id, wave_of[segment.document])
            places.setdefault(row, []).append(at)
    order = {one.id: number for number, one in enumerate(people.cases)}
    return {
        row: (there, frozenset(people.key(units.occasion[there], units.case[there]).tolist()))
        for row, there in sorted(places.items(), key=lambda one: (order[one[0][0]], one[0][1]))
    }


def _by_code(pairs: Ints, size: int) -> dict[int, frozenset[int]]:
    """Return segments by code."""
    codes, segments = np.divmod(pairs, size)
    return {
        int(code): frozenset(segments[codes == code].tolist()) for code in np.unique(codes).tolist()
    }


def _basis(coded: CodedStudy, ids: tuple[str, ...]) -> str:
    known = coded.segment_by_id
    return parts_hash(*(part for one in ids for part in (one, known[one].text))) if ids else ""
