"""What a public table withholds: cells of so few people that they could be made out.

A cell is small if it has 1 to 4 cases, or if 1 to 4 were asked (then also none and all say too
much). Small cells lose their numbers and quotes. A withheld strand must not come out by subtracting
the others from `all`: the withheld primary strands are taken together as one cell; while that is a
single strand, or is small itself, the primary strand with the next fewest cases (more than none) is
withheld too, or, where there is none left, `all`.

This guards a row. It does not guard against what someone knows who compares overlapping codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from themekit.matrix.inputs import StrandInfo
from themekit.records import MatrixRow

FEW = 4
SUPPRESSED = "none: suppressed"


def is_small(cases: int | None, asked: int | None) -> bool:
    """Tell whether a cell is of so few people that it is withheld."""
    return 1 <= (cases or 0) <= FEW or 1 <= (asked or 0) <= FEW


def withhold(rows: Sequence[MatrixRow], strands: Sequence[StrandInfo]) -> list[MatrixRow]:
    """Return one row's cells (the strands' in order, then `all`) as the public may see them."""
    last = len(strands)
    hidden = {place for place, row in enumerate(rows) if is_small(row.cases, row.asked)}
    primary = [place for place, info in enumerate(strands) if info.role == "primary"]
    while last not in hidden and _comes_out([rows[place] for place in primary if place in hidden]):
        others = [place for place in primary if place not in hidden and rows[place].cases]
        hidden.add(min(others, key=lambda place: (rows[place].cases, place), default=last))
    return [
        _blank(row) if place in hidden else replace(row, holding=())
        for place, row in enumerate(rows)
    ]


def _comes_out(hidden: Sequence[MatrixRow]) -> bool:
    """Tell whether `all` minus the strands shown would tell of few people."""
    if not hidden:
        return False
    cases, asked = sum(row.cases or 0 for row in hidden), sum(row.asked or 0 for row in hidden)
    return len(hidden) == 1 or is_small(cases, asked)


def _blank(row: MatrixRow) -> MatrixRow:
    """Return a row without its numbers and words."""
    return replace(
        row,
        asked=None,
        cases=None,
        share=None,
        share_low=None,
        share_high=None,
        interval=SUPPRESSED,
        segments=None,
        quotes=(),
        against=None,
        disputed=None,
        checked_share=None,
        suppressed=True,
        holding=(),
    )
