"""Who says the opposite: one count, made here, for the chart, for *against it* and for *how sure*.

Counted are people (in a group, speakers) in whose words a code of the row stands with the opposite
meaning, as people coded it, in the primary strands. Strands that test the findings stand beside,
named as apart: they weigh neither for nor against. Who says both is counted on both sides. Where a
strand has several waves the fullest counts: nobody is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.bars import charted, is_drawn
from themekit.report.cells import opposite_text
from themekit.report.rows import row_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.cells import Column, RowModel


APART = "counted apart"


@dataclass(frozen=True, slots=True)
class Dissent:
    """Who says the opposite of a row.

    Attributes
    ----------
    people : int
        In the primary strands. Of a strand of fewer than five it is one: how many is not told.
    by_strand : tuple of (text, key)
        ``VCS interviews: 3 say the opposite`` with the key of the row that says so.
    withheld : int
        Primary strands of which it is not told outside: it may be a few.
    hidden : bool
        Whether it is not told of some strand, primary or apart.
    spoken : bool
        Whether people have said anything of it at all.
    """

    people: int = 0
    by_strand: tuple[tuple[str, str], ...] = ()
    withheld: int = 0
    spoken: bool = False
    hidden: bool = False

    @property
    def nobody(self) -> bool:
        """Whether people spoke of it, and nobody says the opposite."""
        return self.spoken and not self.by_strand and not self.hidden


SOME_BOTH = "; some said both"
"""Where those for and those against are more than were asked."""
NOBODY = Dissent()
"""Of what no row counts."""


def dissent_of(row: RowModel, columns: Sequence[Column], *, public: bool = False) -> Dissent:
    """Count who says the opposite of a row, strand by strand."""
    told: list[tuple[str, str]] = []
    most: dict[str, int] = {}
    spoken, hidden, withheld = False, False, set[str]()
    for column, cell in charted(row, columns):
        number = cell.row.against
        spoken = spoken or number is not None
        if cell.row.suppressed or (public and number is None and cell.row.cases):
            hidden = True
            withheld |= {column.name} if column.role == "primary" else set()
        if number and is_drawn(cell):
            said = opposite_text(cell.row, cell.kind)
            if cell.is_counted and (cell.people or 0) + number > (cell.row.asked or 0):
                said += SOME_BOTH
            apart = "" if column.role == "primary" else f" ({APART})"
            where = f"{words.place(column.name, column.wave)}{apart}"
            told.append((f"{where}: {said}", row_key(cell.row)))
            if not apart:
                counted = number if cell.is_counted else 1
                most[column.name] = max(most.get(column.name, 0), counted)
    return Dissent(sum(most.values()), tuple(told), len(withheld), spoken, hidden)
