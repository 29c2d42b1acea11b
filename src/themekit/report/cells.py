"""A figure and the row it stands in, with the words in which a reader meets them.

A study of few is read, not estimated: while some of a strand is unread, a figure says what was
found and how much is unread, and nobody says *none*. Of fewer than five it says whether it was
raised, of a group by how many speakers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from themekit.records import NOT_POOLED, NOT_SAID, REFLEXIVE, MatrixRow
from themekit.report import words
from themekit.report.counting import Counting

RowKind = Literal["section", "theme", "code"]
GROUP = "group"
"""Kind of a strand in which people talk with each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: a strand or one of its waves, or ``all``.

    Attributes
    ----------
    name, role : str
        `role` is ``all`` for the latter.
    wave : str
        Empty where the strand has one or none.
    kind : str
        Of the strand: ``interview``, ``group``, ...; empty for ``all``.
    """

    name: str
    role: str
    wave: str = ""
    kind: str = ""

    @property
    def heading(self) -> str:
        """How the column is headed."""
        if self.role == words.ALL:
            return "All"
        return words.place(self.name, self.wave)


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
    kind : str
        Of its strand; empty for ``all``.
    own_words : bool
        Whether its people were also asked closed questions on the theme: then it is said that
        these are their own words.
    direct : tuple of str
        What they answered where they were asked about this directly.
    counting : Counting or None
        What its number is worth to a reader; None where it is withheld.
    unprompted : bool
        Whether it is of a survey of which no question asked about this.
    only_ticked : bool
        Whether it is of a survey that asked about this in closed questions alone.
    """

    row: MatrixRow
    shown: tuple[str, ...] = ()
    left_out: int = 0
    kind: str = ""
    own_words: bool = False
    direct: tuple[str, ...] = ()
    counting: Counting | None = None
    unprompted: bool = False
    only_ticked: bool = False

    @classmethod
    def of(
        cls,
        row: MatrixRow,
        shown: tuple[str, ...] = (),
        *,
        kind: str = "",
        own_words: bool = False,
        direct: tuple[str, ...] = (),
        counting: Counting | None = None,
        unprompted: bool = False,
        only_ticked: bool = False,
    ) -> Cell:
        """Take the figures of a row; of a withheld one nothing but that it is withheld."""
        left = max(0, len(row.holding) - len(shown)) if shown else 0
        bare = replace(row, holding=(), alone=(), quotes=())
        if row.suppressed:
            hidden: dict[str, Any] = dict.fromkeys(_FIGURES)
            return cls(replace(bare, interval="", by_role=(), **hidden), kind=kind, direct=direct)
        found = cls(bare, shown, left, kind, own_words, direct, counting)
        return replace(found, unprompted=unprompted, only_ticked=only_ticked)

    @property
    def count(self) -> str:
        """``6 of 7``, ``found in 9 of 12``, ``raised by 3 speakers``, ``not asked``..."""
        row = self.row
        if row.unchecked and self.counting and not self.counting.enters and row.asked:
            return self.counting.words if row.cases else words.NOTHING_SUGGESTED
        said = count_of(row, kind=self.kind, own_words=self.own_words)
        return f"{words.UNPROMPTED}; {said}" if self.is_unasked else said

    @property
    def is_unasked(self) -> bool:
        """Whether nobody raised it, and nobody had been asked about it."""
        row = self.row
        nothing = row.cases == 0 and not row.cases_if and bool(row.asked)
        return self.unprompted and not self.direct and nothing and row.basis != "suggested"

    @property
    def number(self) -> int | None:
        """How many cases it counts, where a reader is told a number of so many; else None."""
        return self.people if is_told(self.row, self.kind) else None

    @property
    def people(self) -> int | None:
        """How many cases it counts: where some is unread, those in which people found it."""
        partly = self.row.unread and self.row.basis != "corrected"
        return self.row.found if partly and self.row.found is not None else self.row.cases

    @property
    def is_found_so_far(self) -> bool:
        """Whether it says what people found of a small strand that is read in part.

        No suggestion has a part in such a figure, however few of these hold: it may be told
        wherever what people read is told.
        """
        row = self.row
        partly = row.basis == "mixed" and bool(row.unread) and row.found is not None
        return partly and 0 < (row.asked or 0) < words.MANY

    @property
    def is_counted(self) -> bool:
        """Whether a reader is told a number of people, or in a group of speakers."""
        return is_told(self.row, self.kind) or self.kind == GROUP

    @property
    def share_text(self) -> str:
        """``90 %``, with its interval if there is one; empty where there is none to be shown.

        Fewer than 20 were asked, or the row has no share (that of `all`, of a group, of a reflexive
        study), or of fewer than 100 some are unread: those are read, not estimated.
        """
        row = self.row
        if row.share is None or not is_told(row, self.kind) or not row.asked or self.is_unasked:
            return ""
        if row.cases is None or " of " not in self.count or self.count.startswith(words.NONE):
            return ""
        if is_none_found(row):
            return ""  # stands in the figure itself
        if row.unread and row.asked < words.MANY and row.basis == "mixed":
            return ""
        said = words.percent(row.cases, row.asked)
        low, high = row.share_low, row.share_high
        if not said or low is None or high is None:
            return said
        return f"{said}, {words.rounded(low)} to {words.rounded(high)}"

    @property
    def text(self) -> str:
        """``6 of 7``, ``27 of 30 (90 %)``, ``raised by 4 of 30 (13 %) in their own words``."""
        if not self.share_text:
            return self.count
        of = f" of {self.row.asked:,}"
        return self.count.replace(of, f"{of} ({self.share_text})", 1)

    @property
    def segments_text(self) -> str:
        """``41 segments``; empty where there is no such figure or nothing to count."""
        if self.row.interval == NOT_SAID:
            return ""  # stands in the figure itself
        if not self.row.segments:
            return ""
        if self.counting and self.counting.state != "counted":
            return "" if self.row.unchecked else f"segments: {self.counting.words}"
        said = words.plural(self.row.segments, "segment")
        return f"{said}, {self.row.suggested:,} only suggested" if self.row.suggested else said

    @property
    def details(self) -> tuple[str, ...]:
        """Whether they were asked, each figure labelled: ``9 when asked, 3 by themselves``."""
        row = self.row
        if row.suppressed:
            return self.direct
        raised = words.raised(row.raised_asked, row.raised_unasked, counted=is_told(row, self.kind))
        return (*([raised] if raised else []), *self.direct)

    @property
    def doubts(self) -> tuple[str, ...]:
        """``2 unread``, ``2 say the opposite``, ``1 segment disputed``: only what there is."""
        row = self.row
        said = [unread_text(row)] if unread_text(row) else []
        if row.by_role:
            said.append(words.by_role(row.by_role))
        if row.against:
            said.append(opposite_text(row, self.kind))
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
        share = None if self.row.interval == REFLEXIVE else self.row.checked_share
        return f"partly ({words.share(share)})" if share else "partly"


def is_told(row: MatrixRow, kind: str) -> bool:
    """Tell whether a cell is said as so many of so many people."""
    if row.suppressed or row.cases is None or not row.asked or kind == GROUP:
        return False
    return row.asked >= words.FEWEST


def opposite_text(row: MatrixRow, kind: str = "") -> str:
    """Return ``3 say the opposite``; of fewer than five people only that somebody does."""
    told = is_told(row, kind) or kind == GROUP
    number = f"{row.against:,}" if told else "somebody"
    return f"{number} {'say' if told and row.against != 1 else 'says'} the opposite"


def count_of(row: MatrixRow, *, kind: str = "", own_words: bool = False) -> str:
    """Say the figure of a cell.

    Parameters
    ----------
    row : MatrixRow
    kind : str
        Of its strand; empty for ``all``.
    own_words : bool
        Whether to say that it is of people's own words.
    """
    if row.cases is None or not row.asked:
        return why_none(row)
    partly = bool(row.unread) and row.found is not None and row.basis == "mixed"
    low = row.found if partly and row.found is not None else row.cases
    doubtful, unread = max(0, (row.cases_if or 0) - row.cases), row.unread or 0
    if not is_told(row, kind):
        return words.raised_or_not(low, doubtful, row.asked, unread=unread, group=kind == GROUP)
    if not low and not doubtful and (partly or row.basis == "checked"):
        read = row.asked - unread
        return words.not_found(read) if partly else words.none_of(read, own_words=own_words)
    if is_none_found(row) and row.share_high is not None:
        return words.none_found(row.share_high, row.asked)
    said = words.count(low, row.asked, upto=low + doubtful)
    if row.basis == "corrected":
        said = f"about {said}"
    if own_words:
        return f"raised by {said} in their own words"
    return f"found in {said}" if partly else said


def is_none_found(row: MatrixRow) -> bool:
    """Tell whether nobody was found among those drawn at random, of whom not all were read."""
    return row.basis == "corrected" and not row.cases and row.share_high is not None


def why_none(row: MatrixRow) -> str:
    """Say why a cell has no figure of people."""
    if row.suppressed:
        return words.WITHHELD
    if row.interval == NOT_POOLED:
        return words.BY_WAVE
    if row.interval == NOT_SAID:
        return words.written_about(row.segments or 0)
    return words.NO_FIGURE if row.cases is None or row.asked is None else words.NOT_ASKED


def unread_text(row: MatrixRow) -> str:
    """Say how many may still turn out to have said it; empty where all is read or nothing is."""
    if row.basis == "corrected" and row.unread and not row.suppressed:
        # How many were drawn, and what if it were in all unread ones: the matrix says it.
        told = row.interval.partition("; ")[2]
        return told or f"{row.unread:,} of those drawn are unread"
    if not row.unread or row.suppressed or row.basis != "mixed":
        return ""
    suggested = max(0, min((row.cases or 0) - (row.found or 0), row.unread))
    said = f"{row.unread:,} unread"
    if not suggested:
        return said
    if suggested == row.unread:
        return f"{said}, where the machine suggests it"
    return f"{said}; in {suggested:,} of them the machine suggests it"


@dataclass(frozen=True, slots=True)
class RowModel:
    """A section, theme or code with its cells, one a column of the model (None: no figure)."""

    kind: RowKind
    label: str
    theme: str
    code_id: str
    cells: tuple[Cell | None, ...]
    whole: Cell | None = None

    @property
    def total(self) -> Cell | None:
        """The cell of ``all``, if there is one, also where it has no column."""
        return self.whole or next((c for c in self.cells if c and c.row.strand == words.ALL), None)

    @property
    def checked_text(self) -> str:
        """How far people have checked it."""
        return self.total.checked_text if self.total else words.NO_FIGURE
