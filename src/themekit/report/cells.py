"""A figure and the row it stands in, with the words in which a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
        return "All" if self.role == words.ALL else self.name


@dataclass(frozen=True, slots=True)
class CellModel:
    """One theme or code in one strand.

    Attributes
    ----------
    strand : str
    asked, cases, share, share_low, share_high, segments, against, disputed, checked_share
        As in `themekit.records.MatrixRow`; None where withheld or not defined.
    interval, basis : str
    suppressed : bool
    shown : tuple of str
        Ids of the segments that a reader can open, strongest first.
    left_out : int
        How many more segments stand behind the figure.
    """

    strand: str
    asked: int | None = None
    cases: int | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    interval: str = ""
    segments: int | None = None
    against: int | None = None
    disputed: int | None = None
    checked_share: float | None = None
    basis: str = "suggested"
    suppressed: bool = False
    shown: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def count(self) -> str:
        """``6 of 7``, ``not asked``, ``withheld``."""
        return words.count(self.cases, self.asked, suppressed=self.suppressed)

    @property
    def share_text(self) -> str:
        """``90 %``, with its interval if there is one; empty where fewer than 20 were asked."""
        if self.suppressed or self.cases is None or not self.asked:
            return ""
        said = words.percent(self.cases, self.asked)
        if not said or self.share_low is None or self.share_high is None:
            return said
        return f"{said}, {words.rounded(self.share_low)} to {words.rounded(self.share_high)}"

    @property
    def text(self) -> str:
        """``6 of 7`` or ``27 of 30 (90 %)``."""
        return f"{self.count} ({self.share_text})" if self.share_text else self.count

    @property
    def segments_text(self) -> str:
        """``41 segments``; empty where there is no such figure or nothing to count."""
        return words.plural(self.segments, "segment") if self.segments else ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """``2 against``, ``1 disputed``: only what there is."""
        pairs = ((self.against, "against"), (self.disputed, "disputed"))
        return tuple(f"{number:,} {word}" for number, word in pairs if number)

    @property
    def checked_text(self) -> str:
        """How far people have checked the figure, in a word or two."""
        if self.basis in ("checked", "corrected"):
            return "yes" if self.basis == "checked" else "corrected"
        if self.basis == "suggested":
            return "no"
        if self.checked_share is None or self.suppressed:
            return "partly"
        return f"partly ({words.rounded(self.checked_share)}\u00a0%)"


@dataclass(frozen=True, slots=True)
class RowModel:
    """A section, theme or code with its cells, one a column of the model (None: no figure)."""

    kind: RowKind
    label: str
    theme: str
    code_id: str
    cells: tuple[CellModel | None, ...]

    @property
    def total(self) -> CellModel | None:
        """The cell of ``all``, if there is one."""
        return next((c for c in self.cells if c and c.strand == words.ALL), None)

    @property
    def against_text(self) -> str:
        """Segments that speak against it over ``all``; empty where their kinds cannot be added."""
        if self.total is None or self.total.against is None:
            return words.WITHHELD if self.total and self.total.suppressed else ""
        return f"{self.total.against:,}"

    @property
    def checked_text(self) -> str:
        """How far people have checked it."""
        return self.total.checked_text if self.total else words.NO_FIGURE
