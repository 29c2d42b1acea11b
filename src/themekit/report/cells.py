"""A figure and the row it stands in, with the words in which a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from themekit.records import MatrixRow
from themekit.report import words

RowKind = Literal["section", "theme", "code"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: a strand, or ``all``; `role` is ``all`` for the latter."""

    name: str
    role: str

    @property
    def heading(self) -> str:
        """How the column is headed."""
        return "All" if self.role == words.ALL else words.strand(self.name)


_FIGURES = tuple(
    one.name for one in fields(MatrixRow) if one.type in ("int | None", "float | None")
)
"""Columns of the matrix that a withheld cell says nothing of."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme or code in one strand, as a reader meets it.

    Attributes
    ----------
    row : MatrixRow
        Its figures; without ids of segments, and of a withheld cell without any figure.
    shown : tuple of str
        Ids of the segments that a reader can open, strongest first.
    left_out : int
        How many more segments stand behind the figure.
    """

    row: MatrixRow
    shown: tuple[str, ...] = ()
    left_out: int = 0

    @classmethod
    def of(cls, row: MatrixRow, shown: tuple[str, ...]) -> Cell:
        """Take the figures of a row; of a withheld one nothing but that it is withheld."""
        left = max(0, len(row.holding) - len(shown)) if shown else 0
        bare = replace(row, holding=(), quotes=())
        if row.suppressed:
            hidden: dict[str, Any] = dict.fromkeys(_FIGURES)
            return cls(replace(bare, interval="", **hidden))
        return cls(bare, shown, left)

    @property
    def count(self) -> str:
        """``6 of 7``, ``not asked``, ``withheld``."""
        row = self.row
        return words.count(row.cases, row.asked, upto=row.cases_if, suppressed=row.suppressed)

    @property
    def share_text(self) -> str:
        """``90 %``, with its interval if there is one; empty where there is none to be shown.

        Fewer than 20 were asked, or the row has no share: that of `all`, of a group, of a
        reflexive study.
        """
        if self.row.share is None or self.row.cases is None or not self.row.asked:
            return ""
        said = words.percent(self.row.cases, self.row.asked)
        low, high = self.row.share_low, self.row.share_high
        if not said or low is None or high is None:
            return said
        return f"{said}, {words.rounded(low)} to {words.rounded(high)}"

    @property
    def text(self) -> str:
        """``6 of 7`` or ``27 of 30 (90 %)``."""
        return f"{self.count} ({self.share_text})" if self.share_text else self.count

    @property
    def segments_text(self) -> str:
        """``41 segments``; empty where there is no such figure or nothing to count."""
        return words.plural(self.row.segments, "segment") if self.row.segments else ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """``2 say the opposite``, ``1 segment disputed``: only what there is."""
        row, said = self.row, []
        if row.against:
            said.append(f"{row.against:,} {'says' if row.against == 1 else 'say'} the opposite")
        if row.disputed:
            said.append(f"{words.plural(row.disputed, 'segment')} disputed")
        if row.both_stand:
            said.append(f"both readings stand in {words.plural(row.both_stand, 'segment')}")
        return tuple(said)

    @property
    def checked_text(self) -> str:
        """How far people have checked the figure, in a word or two."""
        if self.row.basis in ("checked", "corrected"):
            return "yes" if self.row.basis == "checked" else "corrected"
        if self.row.basis == "suggested":
            return "no"
        share = self.row.checked_share
        return f"partly ({words.share(share)})" if share else "partly"


@dataclass(frozen=True, slots=True)
class RowModel:
    """A section, theme or code with its cells, one a column of the model (None: no figure)."""

    kind: RowKind
    label: str
    theme: str
    code_id: str
    cells: tuple[Cell | None, ...]

    @property
    def total(self) -> Cell | None:
        """The cell of ``all``, if there is one."""
        return next((c for c in self.cells if c and c.row.strand == words.ALL), None)

    @property
    def checked_text(self) -> str:
        """How far people have checked it."""
        return self.total.checked_text if self.total else words.NO_FIGURE
