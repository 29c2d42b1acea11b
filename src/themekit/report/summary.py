"""The two pages that a busy person reads: a section each in a sentence, a row, a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themekit.report.bars import ChartModel
    from themekit.report.findings import Sureness
    from themekit.report.quotes import Quote


@dataclass(frozen=True, slots=True)
class SummarySection:
    """A section at a glance.

    Attributes
    ----------
    number, heading : str
    finding : str
        Its finding as a sentence; where nobody wrote one, what is missing in words.
    figure : str
        What the row that carries it is called; empty where there is none.
    figures : tuple of (text, key)
        Strand by strand how many of how many, and the key of the row that says so
        (`themekit.report.rows.row_key`): strands stand side by side and are never joined.
    beside : tuple of (text, key)
        Those of them that no chart shows, where there is one.
    row : str
        Key of the row that carries the sentence; else empty.
    quote : Quote or None
        Its strongest quotation.
    sure : Sureness or None
    chart : ChartModel or None
    written : bool
        Whether `finding` is a person's sentence.
    more : str
        ``F1.1, one of 8 findings``; empty where it is the only one.
    closed : tuple of (figure, label, split)
        Closed figures on what the finding says, of the strand that most people answered; the split
        names every answer with its number.
    ticked_otherwise : tuple of str
        How many ticked another answer than those that a figure counts, and which.
    asked_in : str
        The strand that was asked them.
    size : str
        That they say how many, and that nobody measured how much; empty where somebody did.
    unwritten : str
        Which strands were asked in closed questions alone, so that few could write of it.
    opposite : tuple of (text, key)
        Strand by strand how many say the opposite (`themekit.report.dissent`).
    nobody_against : bool
        Whether people read for it, and nobody says the opposite.
    against : tuple of str
        What the study itself sets against its finding.
    """

    number: str
    heading: str
    finding: str
    figure: str = ""
    row: str = ""
    quote: Quote | None = None
    sure: Sureness | None = None
    chart: ChartModel | None = None
    written: bool = False
    more: str = ""
    closed: tuple[tuple[str, str, str], ...] = ()
    ticked_otherwise: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    asked_in: str = ""
    size: str = ""
    unwritten: str = ""
    opposite: tuple[tuple[str, str], ...] = ()
    nobody_against: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryModel:
    """What stands before the report, on at most two printed pages.

    Attributes
    ----------
    rests_on : str
        In one sentence: who was heard, and how much of it people have read.
    sections : tuple of SummarySection
        In the order of the report, at most `MOST_SECTIONS`.
    advice : str
        What to do next; empty where nothing is to be done.
    date : str
        When the material was collected, and until when people read it.
    left_out : str
        Which sections stand in the report alone; empty where all are here.
    legend : tuple of (label, text)
        How to read the numbers of these pages: `themekit.report.legend`.
    caveats : tuple of (label, text)
        What a reader of these pages alone would not learn: `themekit.report.caveats`.
    """

    rests_on: str
    sections: tuple[SummarySection, ...] = ()
    advice: str = ""
    date: str = ""
    left_out: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    caveats: tuple[tuple[str, str], ...] = ()
