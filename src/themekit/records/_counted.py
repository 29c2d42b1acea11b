"""What is counted: rows of the matrix and of closed questions, and how far a machine is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from themekit.records._read import Pairs

Basis = Literal["suggested", "mixed", "checked", "corrected"]

NOT_POOLED = "none: waves are not pooled"
"""Stands as a row's `interval` where ``all`` would join waves and counts nothing."""
REFLEXIVE = "none: reflexive study"
"""Why a row has no share where numbers prove nothing."""
NOT_SAID = "none: written about people, not said by them"
"""Stands there in a strand of what others wrote of people."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One cell line of the theme matrix: a theme or code in one strand, or in ``all``.

    Attributes
    ----------
    outline, section, theme, code, code_id, strand : str
        `code` and `code_id` are empty in a theme's row; `theme` too in a section's row of an
        outline that joins several themes.
    asked, cases : int or None
        Cases that were asked (in a group: who was present), and cases in which it holds with a
        stance for, mixed or not asked; None where suppressed.
        In a row whose basis is ``corrected`` the number that its share comes to.
    cases_if : int or None
        `cases`, and those in which it is disputed or both readings stand.
    share, share_low, share_high : float or None
        ``cases / asked`` in [0, 1] and its interval; None where not defined. Estimated where the
        basis is ``corrected``.
    interval : str
        How the interval was made, of what it is, or why there is none.
    segments : int or None
        Segments in which it holds.
    against : int or None
        Cases with a stance against or mixed; None where no person has spoken: a machine has none.
    disputed, both_stand : int or None
        Segments whose coders do not agree; segments for which it was settled that both readings
        stand. Both are counted nowhere else but in `cases_if`.
    quotes : tuple of str
        Segment ids chosen as quotations.
    checked_share : float or None
        Share of the codable segments that a person has looked at for it, in [0, 1].
    basis : {'suggested', 'mixed', 'checked', 'corrected'}
    estimate, estimate_low, estimate_high : float or None
        Estimated number of segments and its interval, once enough was drawn at random.
    suppressed : bool
        Whether numbers were withheld because the cell is small.
    holding : tuple of str
        Every segment id in which it holds, for a reader who clicks the cell.
    wave : str
        The wave that it counts alone; empty where the strand has one or none, and in ``all``.
    unread : int or None
        Cases that were asked, in which no person found it and nobody disputes it, and of whose
        segments nobody has read some for it.
    found : int or None
        Those of `cases` in which a person found it; in the others the machine suggests it.
    raised_asked, raised_unasked : int or None
        Those of `found` that raised it only where a question prompted it, and by themselves; None
        where questions.csv says nothing of the strand, and in ``all``.
    by_role : tuple of (role, cases)
        Cases that each role of coders finds, where people do not agree and the roles differ.
    suggested : int or None
        Those of `segments` in which the machine alone says that it holds: nobody has looked.
    alone : tuple of str
        The ids of those; where `suggested` is not added, those of `holding` all the same.
    """

    outline: str
    section: str
    theme: str
    code: str
    code_id: str
    strand: str
    asked: int | None
    cases: int | None
    cases_if: int | None
    share: float | None
    share_low: float | None
    share_high: float | None
    interval: str
    segments: int | None
    quotes: tuple[str, ...]
    against: int | None
    disputed: int | None
    both_stand: int | None
    checked_share: float | None
    basis: Basis
    estimate: float | None = None
    estimate_low: float | None = None
    estimate_high: float | None = None
    suppressed: bool = False
    holding: tuple[str, ...] = ()
    wave: str = ""
    unread: int | None = None
    found: int | None = None
    raised_asked: int | None = None
    raised_unasked: int | None = None
    by_role: tuple[tuple[str, int], ...] = ()
    suggested: int | None = None
    alone: tuple[str, ...] = ()

    @property
    def unchecked(self) -> bool:
        """Whether nobody has looked at anything of it: it has no share, rank or sentence."""
        return self.basis == "suggested"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One open question x code: how many who answered it said this.

    Attributes
    ----------
    prompted : bool or None
        Whether the question asks for the code; None where questions.csv says nothing of the strand.
    found : int
        Those of `cases` in which a person found it; in the others the machine alone suggests it.
    """

    strand: str
    wave: str
    question: str
    code: str
    code_id: str
    asked: int
    answered: int
    cases: int
    share: float | None
    basis: Basis
    prompted: bool | None = None
    found: int = 0

    @property
    def unchecked(self) -> bool:
        """Whether nobody has looked at anything of it: its cases are a machine's suggestions."""
        return self.basis == "suggested"


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """One answer to one closed question; the answer ``(positive)`` sums the positive ones.

    Attributes
    ----------
    item : str
        Column of the survey.
    label : str
        How a reader should see the item.
    n, answered, asked : int
    share : float or None
        ``n / answered`` in [0, 1].
    """

    strand: str
    wave: str
    item: str
    label: str
    section: str
    answer: str
    asked: int
    answered: int
    n: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """One corner of a triad, the line of a dyad, or one stone.

    Attributes
    ----------
    label : str
        The corner or the stone; of a dyad the far end.
    n : int or None
        Of a triad who gave this corner more than half; else who placed it. None where withheld.
    middle : float or None
        In [0, 1]. Of a triad the corner's share of the centre, of a dyad the median place, of a
        stone the median place across. None where nobody placed it, or withheld.
    low, high : float or None
        Quartiles of these places; None of a triad, whose spread is the row's.
    up, up_low, up_high : float or None
        The same of a stone's place up.
    """

    label: str
    n: int | None
    middle: float | None = None
    low: float | None = None
    high: float | None = None
    up: float | None = None
    up_low: float | None = None
    up_high: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Where the tellers of one wave placed their answers to one question.

    Attributes
    ----------
    item : str
        Its name in study.yaml.
    label, section : str
        How a reader should see it, and where.
    form : {'triad', 'dyad', 'stones'}
    labels : tuple of str
        The corners, the two ends, or the stones.
    asked, placed : int
        Who was asked, and who of them placed it.
    not_applicable, passed_by, impossible : int or None
        Who said that it does not apply (an answer); who wrote nothing; whose cells can be neither.
        None where withheld.
    parts : tuple of PlacedPart
        A corner each, one of a dyad, a stone each.
    between : int or None
        Of a triad who gave no corner more than half.
    on_edge : int or None
        Of a triad who gave some corner nothing at all.
    spread : float or None
        Of a triad how far they lie from their centre, in logarithms of ratios: at least 0.
    """

    strand: str
    wave: str
    item: str
    label: str
    section: str
    form: str
    labels: tuple[str, ...]
    asked: int
    placed: int
    not_applicable: int | None
    passed_by: int | None
    impossible: int | None
    parts: tuple[PlacedPart, ...]
    between: int | None = None
    on_edge: int | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the coding matrix: 1, 0 or None a code, in codebook order."""

    case: str
    attributes: Pairs
    codes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a code's suggestions hold, from blind random draws alone.

    Attributes
    ----------
    code_id : str
    drawn : int
        Segments that were drawn at random and read without suggestions for this code.
    suggested, held : int
        Those of them that a model which had not learned from their person would suggest; and those
        of these in which people say that it holds.
    uses, missed : int
        Those in which people say that it holds; and those of these that would not be suggested.
    withheld : bool
        Whether its numbers were withheld because they are of few passages.
    """

    code_id: str
    drawn: int
    suggested: int
    held: int
    uses: int
    missed: int
    withheld: bool = False

    @property
    def measured(self) -> bool:
        """Whether enough was drawn to say anything."""
        return self.drawn >= 10  # noqa: PLR2004 -- of fewer one alone would decide


@dataclass(frozen=True, slots=True)
class CorrectedFigure:
    """What a cell of a large strand comes to, from whole cases drawn at random and read blind.

    Attributes
    ----------
    outline, section, theme, code_id, strand, wave : str
        Those of its `MatrixRow`.
    reader : str
        Id of a coder: their own words, on the cases that others read too; empty: all who read.
    asked : int
        Cases that were asked: what the share is of.
    drawn, read, found : int
        Cases that were drawn, that were read to the end, and that have it among those read.
    share : float
        Estimated, in [0, 1].
    share_low, share_high : float or None
        Its interval; None where every case was read.
    by_machine : bool
        Whether the machine's scores narrowed it.
    unread, outside : int
        Cases that were drawn and not read to the end; that could not be drawn.
    share_if : float
        The share had it been in all of these.
    """

    outline: str
    section: str
    theme: str
    code_id: str
    strand: str
    wave: str
    reader: str
    asked: int
    drawn: int
    read: int
    found: int
    share: float
    share_low: float | None
    share_high: float | None
    by_machine: bool
    unread: int = 0
    outside: int = 0
    share_if: float = 0.0
