"""Count what holds: codings, looks and suggestions in, the theme matrix out.

`build_matrix` is pure. Its rules are those of the design contract; where the contract is silent,
the decision stands in the docstring of the module that takes it:

- `outlines` - which rows there are, and which codes a row counts;
- `people` - who counts as a case and as an organisation, and who is left out;
- `words` and `holding` - when a code holds, is in dispute, or is only suggested;
- `asking` - who was asked; `cells` - the numbers of a row; `quotes` - which words are shown;
- `small_cells` - what a public table withholds;
- `questions`, `closed`, `by_case` - the other tables.
"""

from __future__ import annotations

from themekit.matrix.build import build_matrix, gather
from themekit.matrix.inputs import (
    Asked,
    ClosedItem,
    CodeInfo,
    DocumentInfo,
    MatrixError,
    MatrixInputs,
    Outline,
    OutlineItem,
    OutlineSection,
    StrandInfo,
)
from themekit.matrix.outlines import ALL, NO_THEME, REPORT
from themekit.matrix.standing import Standing, standings

__all__ = [
    "ALL",
    "NO_THEME",
    "REPORT",
    "Asked",
    "ClosedItem",
    "CodeInfo",
    "DocumentInfo",
    "MatrixError",
    "MatrixInputs",
    "Outline",
    "OutlineItem",
    "OutlineSection",
    "Standing",
    "StrandInfo",
    "build_matrix",
    "gather",
    "standings",
]
