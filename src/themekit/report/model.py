"""The report as records: what stands where and in which words, before any format.

Every text in it is free of characters that XML forbids; nothing in it is escaped. A model made for
the public holds no segment, score or id, so that no renderer can let one out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themekit.codebook import Code
    from themekit.records import GroupRates, Pairs, QuestionRow, Trust
    from themekit.report.bars import ChartModel
    from themekit.report.base import StrandBase, Units
    from themekit.report.cells import Column, RowModel
    from themekit.report.closed import ClosedGroup
    from themekit.report.findings import Contradiction, FindingModel, RecommendationModel
    from themekit.report.quotes import Quote
    from themekit.report.shown import ShownSegment
    from themekit.report.summary import SummaryModel
    from themekit.report.voices import VoicesModel


@dataclass(frozen=True, slots=True)
class SectionModel:
    """A heading of the report and everything below it.

    Attributes
    ----------
    number, heading, statement : str
    rows : tuple of RowModel
    closed : tuple of ClosedGroup
    quotes : tuple of Quote
    charts : tuple of ChartModel
    closed_charts : tuple of ChartModel
    supported : bool
        Whether any segment was suggested or coded here.
    findings : tuple of FindingModel
        In the order of the study.
    silent : str
        What stands where a quotation against it would: ``none among 12 passages read``; empty
        where there is one.
    voices : VoicesModel or None
    """

    number: str
    heading: str
    statement: str = ""
    rows: tuple[RowModel, ...] = ()
    closed: tuple[ClosedGroup, ...] = ()
    quotes: tuple[Quote, ...] = ()
    charts: tuple[ChartModel, ...] = ()
    closed_charts: tuple[ChartModel, ...] = ()
    supported: bool = False
    findings: tuple[FindingModel, ...] = ()
    silent: str = ""
    voices: VoicesModel | None = None


@dataclass(frozen=True, slots=True)
class OutlineModel:
    """One order of the findings; the first is called ``report``."""

    name: str
    heading: str
    sections: tuple[SectionModel, ...]


@dataclass(frozen=True, slots=True)
class ReportModel:
    """A whole report.

    Attributes
    ----------
    notice : str
        Said at the head of every output while no person has checked anything; else empty.
    doubts : str
        Said there while files may have been read wrongly: how many; else empty.
    facts : tuple of (name, value)
    base : tuple of StrandBase
    rests_on : tuple of str
        Sentences: who looked, at how much, and what the machine alone says.
    columns : tuple of Column
        Primary strands, ``all``, then validation and context strands.
    outlines : tuple of OutlineModel
    other_closed : tuple of ClosedGroup
        Closed questions that belong to no section.
    by_question : tuple of QuestionRow
    quotes : tuple of Quote
        Every quotation that the matrix names, code by code.
    segments : tuple of ShownSegment
        Those that some cell shows; empty in public.
    segment_cap : int
        At most so many a cell.
    summary : SummaryModel or None
    recommendations : tuple of RecommendationModel
    unused : tuple of str
        Ids of findings on which no recommendation rests.
    contradictions : tuple of Contradiction
        Places of the study that do not say the same.
    trust : tuple of Trust
        How far the machine's suggestions hold, code by code.
    fair : tuple of str
        Sentences: whether what every group of people says is found as well.
    fair_rows : tuple of GroupRates
        What they rest on; empty in public.
    advice : str
        What to do so that suggestions become estimates; empty where nothing is to be done.
    held_back : tuple of str
        Sentences at the head of a report for outsiders: how many figures are withheld and why,
        and whose words are not quoted; else empty.
    """

    title: str
    subtitle: str
    notice: str
    doubts: str
    public: bool
    facts: Pairs
    units: Units
    base: tuple[StrandBase, ...]
    population: tuple[str, ...]
    rests_on: tuple[str, ...]
    columns: tuple[Column, ...]
    outlines: tuple[OutlineModel, ...]
    other_closed: tuple[ClosedGroup, ...]
    by_question: tuple[QuestionRow, ...]
    codes: tuple[Code, ...]
    quotes: tuple[Quote, ...]
    segments: tuple[ShownSegment, ...]
    segment_cap: int
    summary: SummaryModel | None = None
    recommendations: tuple[RecommendationModel, ...] = ()
    unused: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    trust: tuple[Trust, ...] = ()
    fair: tuple[str, ...] = ()
    fair_rows: tuple[GroupRates, ...] = ()
    advice: str = ""
    held_back: tuple[str, ...] = ()
