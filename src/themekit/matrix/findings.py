"""How many people each finding rests on, where it rests on several codes.

A finding's cases are those with any of its codes, never a sum. One that rests on a single code has
that code's row already, so that a report never shows two lines for one count.
"""

from __future__ import annotations

from themekit.decisions import CodedStudy
from themekit.matrix.cells import RowCounter, said_by_people
from themekit.matrix.corrected import Correction
from themekit.matrix.found import Evidence
from themekit.matrix.outlines import CodeGroup, RowSpec, Tree
from themekit.records import MatrixRow
from themekit.study import Finding

FINDINGS = "findings"
"""What stands as the outline of such a row."""


def finding_rows(
    coded: CodedStudy, tree: Tree, evidence: Evidence, correction: Correction
) -> tuple[MatrixRow, ...]:
    """Return the lines of each finding of several codes, in the order of the study."""
    specs = [
        spec
        for one in coded.findings
        # One of a single code has its own row.
        if (spec := finding_spec(one, tree)) is not None and len(spec.heads) > 1
    ]
    if not specs:
        return ()
    counter = RowCounter(evidence)
    lines = (correction.lines(counter.rows(spec), spec)[0] for spec in specs)
    return tuple(row for rows in lines for row in said_by_people(rows, evidence))


def finding_spec(finding: Finding, tree: Tree) -> RowSpec | None:
    """Return what a finding counts; None where it names no code."""
    numbers = {code.id: number for number, code in enumerate(tree.codes)}
    found = [tree.codebook.find(name) for name in finding.codes]
    codes = dict.fromkeys(numbers[code.id] for code in found if code is not None)
    if not codes:
        return None
    group = CodeGroup(tuple(tree.head(code) for code in codes))
    return RowSpec(FINDINGS, finding.id, "", "", "", (group,))
