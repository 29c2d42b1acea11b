"""The coding matrix: a row a case, a column a code, 1, 0 or nothing.

1 if people make the code hold somewhere in the case, with whatever stance; 0 if every codable
segment of the case was looked at for the code and it does not hold on any of them; else None, also
where it is disputed or both readings stand, and where a case has nothing to code. Suggestions never
count here. A parent's column counts its children, as its row in the theme matrix does, so that the
two tables agree.
"""

from __future__ import annotations

import numpy as np

from themekit.decisions import Flags, Ints
from themekit.matrix.found import Evidence
from themekit.matrix.outlines import CodeGroup, Tree
from themekit.records import CaseRow

EMPTY = -1


def case_rows(tree: Tree, evidence: Evidence) -> tuple[CaseRow, ...]:
    """Return a row for every case that has not withdrawn, in study order."""
    cases, codes = evidence.people.cases, range(len(tree.codes))
    table = np.empty((len(cases), len(codes)), dtype=np.int8)
    total = _by_case(evidence.units.codable, evidence)
    for code in codes:
        table[:, code] = _column(tree.head(code), total, evidence)
    # Most rows of a large study are alike: each kind of row is made once.
    kinds: dict[bytes, tuple[int | None, ...]] = {}
    rows = []
    for case, row in zip(cases, table, strict=True):
        kind = kinds.get(row.tobytes())
        if kind is None:
            kind = tuple(None if value == EMPTY else value for value in row.tolist())
            kinds[row.tobytes()] = kind
        if not case.withdrawn:
            rows.append(CaseRow(case.id, case.attributes, kind))
    return tuple(rows)


def _column(head: tuple[int, ...], total: Ints, evidence: Evidence) -> Ints:
    """Return the cells of a code and its descendants, by number of the case."""
    units, decisions, group = evidence.units, evidence.decisions, [CodeGroup((head,))]
    looked = _by_case(decisions.looked.of_all(head) & units.codable, evidence)
    column = np.where((total > 0) & (looked == total), 0, EMPTY)
    resolved = decisions.resolved
    for unclear in (resolved.disputed, resolved.both):
        column[units.case[evidence.standing(unclear, group).segment]] = EMPTY
    held = evidence.standing(resolved.held, group)
    column[units.case[held.segment[held.human]]] = 1
    return column


def _by_case(mask: Flags, evidence: Evidence) -> Ints:
    """Count codable segments by case."""
    return np.bincount(evidence.units.case[mask], minlength=len(evidence.people.cases))
