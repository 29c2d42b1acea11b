"""The two pages that a busy person reads: a section each in a sentence, a row, a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themekit.report.bars import ChartModel
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
        The row that carries it, as words: whose figure, how many of how many.
    row : str
        Key of that row (`themekit.report.rows.row_key`); else empty.
    quote : Quote or None
        Its strongest quotation.
    sure : str
        How sure, in a sentence.
    chart : ChartModel or None
    """

    number: str
    heading: str
    finding: str
    figure: str = ""
    row: str = ""
    quote: Quote | None = None
    sure: str = ""
    chart: ChartModel | None = None


@dataclass(frozen=True, slots=True)
class SummaryModel:
    """What stands before the report, on at most two printed pages."""

    rests_on: str
    sections: tuple[SummarySection, ...] = ()
    advice: str = ""
