"""What a public table withholds: cells of so few people that they could be made out.

A cell is small if it has 1 to 4 cases, or if 1 to 4 were asked (then also none and all say too
much), or if nobody affirms and 1 to 4 are against. Small cells lose their numbers and quotes. A
withheld strand must not come out by subtracting the others from `all`: the withheld primary strands
are taken together as one cell; while that is a single strand, or is small itself, the primary
strand with the next fewest cases (more than none) is withheld too, or, where there is none left,
`all`.

A cell that is shown may still tell of few people in a column. `against` of 1 to 4 cases, and what
is unsettled (`cases_if`, `disputed`, `both_stand`) of 1 to 4 cases, are left empty in all strands
of the row and in `all`: one that stayed would let the others be worked out.

This guards a row. It does not guard against what someone knows who compares overlapping codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from themekit.records import MatrixRow
from themekit.study import Strand

FEW = 4
SUPPRESSED = "none: suppressed"


def is_small(cases: int | None, asked: int | None) -> bool:
    """Tell whether a cell is of so few people that it is withheld."""
    return _few(cases) or _few(asked)


def withhold(rows: Sequence[MatrixRow], strands: Sequence[Strand]) -> list[MatrixRow]:
    """Return one row's cells (the strands' in order, then `all`) as the public may see them."""
    last = len(strands)
    hidden = {place for place, row in enumerate(rows) if is_small(_people(row), row.asked)}
    primary = [place for place, info in enumerate(strands) if info.role == "primary"]
    while last not in hidden and _comes_out([rows[place] for place in primary if place in hidden]):
        others = [place for place in primary if place not in hidden and _people(rows[place])]
        hidden.add(min(others, key=lambda place: (_people(rows[place]), place), default=last))
    shown = _without_few(rows)
    return [
        _blank(row) if place in hidden else replace(row, holding=())
        for place, row in enumerate(shown)
    ]


def _few(people: int | None) -> bool:
    return 1 <= (people or 0) <= FEW


def _people(row: MatrixRow) -> int:
    """Return of how many people a cell tells: its cases, or where it has none those against."""
    return row.cases or row.against or 0


def _comes_out(hidden: Sequence[MatrixRow]) -> bool:
    """Tell whether `all` minus the strands shown would tell of few people."""
    if not hidden:
        return False
    cases, asked = sum(map(_people, hidden)), sum(row.asked or 0 for row in hidden)
    return len(hidden) == 1 or is_small(cases, asked)


def _without_few(rows: Sequence[MatrixRow]) -> list[MatrixRow]:
    """Empty the columns that tell of few people in some cell of the row, in all of its cells."""
    found = list(rows)
    if any(_few(row.against) for row in rows):
        found = [replace(row, against=None) for row in found]
    if any(_few((row.cases_if or 0) - (row.cases or 0)) or _unsettled(row) for row in rows):
        found = [replace(row, cases_if=None, disputed=None, both_stand=None) for row in found]
    return found


def _unsettled(row: MatrixRow) -> bool:
    """Tell whether so few segments are unsettled that they are of few people."""
    return _few(row.disputed) or _few(row.both_stand)


def _blank(row: MatrixRow) -> MatrixRow:
    """Return a row without its numbers and words."""
    return replace(
        row,
        asked=None,
        cases=None,
        cases_if=None,
        share=None,
        share_low=None,
        share_high=None,
        interval=SUPPRESSED,
        segments=None,
        quotes=(),
        against=None,
        disputed=None,
        both_stand=None,
        checked_share=None,
        estimate=None,
        estimate_low=None,
        estimate_high=None,
        suppressed=True,
        holding=(),
        suggested=None,
    )
