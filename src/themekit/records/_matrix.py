"""Everything that the matrix stage counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from themekit.records._changed import ChangeRow, WaveRow
from themekit.records._counted import (
    CaseRow,
    ClosedRow,
    CorrectedFigure,
    MatrixRow,
    PlacedRow,
    QuestionRow,
    Trust,
)


@dataclass(frozen=True, slots=True)
class ThemeMatrix:
    """Everything that the matrix stage counts, ready to be written or drawn.

    Attributes
    ----------
    rows : tuple of MatrixRow
        Grouped by outline, then section, theme and code in report order, then strand.
    by_question : tuple of QuestionRow
    closed : tuple of ClosedRow
    by_case : tuple of CaseRow
    status : tuple of (segment id, status)
        ``coded``, ``uncoded`` or ``skipped`` for every unit read.
    anyone_checked : bool
        Whether a person has looked at anything.
    trust : tuple of Trust
        A code each, in codebook order; those of which nothing was drawn have no record.
    corrected : tuple of CorrectedFigure
        Behind each row whose basis is ``corrected``, in their order: of all who read, then of each
        reader. None in a public matrix.
    findings : tuple of MatrixRow
        Of the study's findings that rest on several codes: `outline` is ``findings``, `section` the
        finding's id. Those that rest on one code have that code's rows. Empty in public.
    by_wave : tuple of WaveRow
        Of strands with several waves: codes and closed questions wave by wave, the watched first.
    changes : tuple of ChangeRow
        Of the same: from each wave to the next, and from the first to the last.
    placed : tuple of PlacedRow
        What tellers placed themselves, by strand, wave and question; waves are never joined.
    """

    rows: tuple[MatrixRow, ...] = ()
    by_question: tuple[QuestionRow, ...] = ()
    closed: tuple[ClosedRow, ...] = ()
    by_case: tuple[CaseRow, ...] = ()
    status: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    anyone_checked: bool = False
    trust: tuple[Trust, ...] = ()
    corrected: tuple[CorrectedFigure, ...] = ()
    findings: tuple[MatrixRow, ...] = ()
    by_wave: tuple[WaveRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    placed: tuple[PlacedRow, ...] = ()
