"""The coding matrix: a row a case, a column a code, 1, 0 or nothing.

1 if people's codings make the code hold somewhere in the case; 0 if every codable segment of the
case was looked at for the code and it holds in none (in dispute is not holding); else None, also
where a case has nothing to code. Suggestions never count here. A parent's column counts its
children, as its row in the theme matrix does, so that the two tables agree.
"""

from __future__ import annotations

import numpy as np

from themekit.matrix.cells import Evidence
from themekit.matrix.outlines import Part, Tree
from themekit.matrix.people import Flags, Ints
from themekit.records import CaseRow

NOT_LOOKED = -1


def case_rows(tree: Tree, evidence: Evidence) -> tuple[CaseRow, ...]:
    """Return a row for every case that has not withdrawn, in study order."""
    cases, codes = evidence.people.cases, range(len(tree.codes))
    table = np.empty((len(cases), len(codes)), dtype=np.int8)
    total = _by_case(evidence.units.codable, evidence)
    for code in codes:
        head = tree.head(code)
        looked = _by_case(evidence.coverage.of_all(head) & evidence.units.codable, evidence)
        table[:, code] = np.where((total > 0) & (looked == total), 0, NOT_LOOKED)
        held = evidence.holdings.of([Part((head,))])
        table[evidence.units.case[held.unit[held.human]], code] = 1
    # Most rows of a large study are alike: each kind of row is made once.
    kinds: dict[bytes, tuple[int | None, ...]] = {}
    rows = []
    for case, row in zip(cases, table, strict=True):
        kind = kinds.get(row.tobytes())
        if kind is None:
            kind = tuple(None if value == NOT_LOOKED else value for value in row.tolist())
            kinds[row.tobytes()] = kind
        if not case.withdrawn:
            rows.append(CaseRow(case.id, case.attributes, kind))
    return tuple(rows)


def _by_case(mask: Flags, evidence: Evidence) -> Ints:
    """Count codable segments by case."""
    return np.bincount(evidence.units.case[mask], minlength=len(evidence.people.cases))
