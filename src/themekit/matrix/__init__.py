"""Count what holds: a coded study in, the theme matrix out.

`build_matrix` is pure. What holds, is disputed and was looked at it asks `themekit.decisions`; its
own rules are those of the design contract, section 5. Where the contract is silent, the decision
stands in the docstring of the module that takes it:

- `outlines` - which rows there are, and which codes a row counts;
- `people` and `units` - who counts as a case and as an organisation, and who is left out;
- `grouped` - from codes and segments to the segments of a row;
- `asking` - who was asked; `cells` - the numbers of a row, and where a new column goes;
- `samples` - which numbers are shares; `quotes` - which words are shown;
- `corrected` - what a large strand comes to, from whole cases drawn at random and read;
- `change` - what rose, fell or cannot be told from wave to wave;
- `small_cells` - what a public table withholds;
- `questions`, `closed`, `by_case` - the other tables.
"""

from __future__ import annotations

from themekit.codebook import NO_THEME
from themekit.matrix.build import build_matrix, what_to_read
from themekit.matrix.outlines import ALL, REPORT
from themekit.matrix.units import MatrixError

__all__ = ["ALL", "NO_THEME", "REPORT", "MatrixError", "build_matrix", "what_to_read"]
