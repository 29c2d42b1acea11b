"""A small study built by hand: two primary strands, a roundtable, three themes, three codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from publishing import marked
from themekit.codebook import Code, Codebook, Theme
from themekit.decisions import CodedStudy
from themekit.events import Coder, Coding
from themekit.records import (
    Case,
    ClosedRow,
    Document,
    MatrixRow,
    QuestionRow,
    Reason,
    Segment,
    Suggestion,
    ThemeMatrix,
)
from themekit.report import About, build_report
from themekit.study import Strand, Study

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report import ReportModel

NASTY = (
    "He said <script>alert(\"x\")</script> & 'left' | \u202eabc\u202c שלום 🙂 \x00\x0b\ufffe ]]>"
)
HASH = "h" * 32


def segment(at: str, text: str, **changes: Any) -> Segment:
    """Build a segment whose text starts at offset 100 of its document."""
    document = at.rsplit("/", 1)[0]
    made = Segment(at, document, HASH, 100, 100 + len(text), text)
    return replace(made, **changes)


def row(theme: str, code: str, strand: str, **changes: Any) -> MatrixRow:
    """Build a line of the matrix with 0 of 7."""
    made = MatrixRow(
        outline="report",
        section=theme,
        theme=theme,
        code=code,
        code_id=code.lower().replace(" ", "-"),
        strand=strand,
        asked=7,
        cases=0,
        cases_if=0,
        share=0.0,
        share_low=None,
        share_high=None,
        interval="",
        segments=0,
        quotes=(),
        against=None,
        disputed=0,
        both_stand=0,
        checked_share=0.0,
        basis="suggested",
    )
    return replace(made, **changes)


@pytest.fixture
def make_row() -> Callable[..., MatrixRow]:
    """Hand out the function that builds a line of the matrix."""
    return row


@pytest.fixture
def say() -> Callable[..., Coding]:
    """Hand out the function that builds a person's act."""
    return said


@pytest.fixture
def make_segment() -> Callable[..., Segment]:
    """Hand out the function that builds a segment."""
    return segment


SEGMENTS = (
    segment("int/V01/1", "We were swamped. More people came.", question="What changed?"),
    segment("int/V02/1", NASTY, speaker="V02", before="And you?"),
    segment("int/V03/1", "n/a", skip_reason="no answer"),
    segment("svy/R01/worry", "Money, =SUM(A1) it never lasts.", question="Main worry?"),
    segment("svy/R02/worry", "Nobody has any money.", question="Main worry?"),
    segment("rt/1", "That is what we hear too."),
)
CODES = (
    Code("more-people", "More people", "Demand", definition="More people look for help."),
    Code("money", "Money <b>", "Funding", definition="Money is short."),
    Code("late", "Late money", "Funding"),
)


def suggestion(at: str, code: str, score: float, evidence: str, start: int) -> Suggestion:
    """Build a suggestion whose evidence starts `start` code points into its segment."""
    low = 100 + start
    return Suggestion(
        at,
        code,
        score,
        "suggested",
        evidence_start=low,
        evidence_end=low + len(evidence),
        evidence=evidence,
        because=(Reason("concept", "x"),),
    )


SUGGESTIONS = {
    "int/V01/1": (suggestion("int/V01/1", "more-people", 0.9, "More people", 17),),
    "int/V02/1": (suggestion("int/V02/1", "more-people", 0.5, "<script>", 8),),
    "svy/R01/worry": (
        suggestion("svy/R01/worry", "money", 0.8, "Money", 0),
        replace(suggestion("svy/R01/worry", "late", 0.3, "never lasts", 19), status="uncertain"),
    ),
    "svy/R02/worry": (suggestion("svy/R02/worry", "money", 0.7, "money", 15),),
    "rt/1": (suggestion("rt/1", "more-people", 0.6, "That", 0),),
}

BOTH = ("int/V01/1", "int/V02/1")
SURVEY = ("svy/R01/worry", "svy/R02/worry")


def matrix_rows() -> tuple[MatrixRow, ...]:
    """Build the matrix: demand in interviews and roundtable, money in the survey."""
    two = {"cases": 2, "segments": 2, "share": 2 / 7, "holding": BOTH, "quotes": BOTH}
    many = {"asked": 30, "cases": 27, "segments": 27, "share": 0.9, "holding": SURVEY}
    none = {"asked": 30}
    every = {"asked": 33, "segments": None, "share": None}
    group = {"share": None}
    lines = []
    for code in ("", "More people"):
        lines += [
            row("Demand", code, "Interviews", **two),
            row("Demand", code, "Survey", **none),
            row("Demand", code, "all", **{**every, "cases": 2, "holding": BOTH, "quotes": BOTH}),
            row(
                "Demand",
                code,
                "Roundtable",
                **group,
                asked=22,
                cases=1,
                segments=1,
                holding=("rt/1",),
            ),
        ]
    for code in ("", "Money"):
        lines += [
            row("Funding", code, "Interviews", asked=0),
            row("Funding", code, "Survey", **many, quotes=SURVEY),
            row("Funding", code, "all", **{**every, "cases": 27, "holding": SURVEY}),
            row("Funding", code, "Roundtable", cases=None, asked=None, suppressed=True),
        ]
    summary = {"outline": "executive-summary", "section": "In short"}
    lines += [
        row("", "", "all", **{**every, **summary, "cases": 29, "holding": (*BOTH, *SURVEY)}),
        row("Funding", "", "all", **{**every, **summary, "cases": 27, "holding": SURVEY}),
    ]
    return tuple(lines)


def closed_rows() -> tuple[ClosedRow, ...]:
    """Build three closed questions: of a section, of another strand, of no section."""
    made = []
    for answer, n in (("agree", 21), ("disagree", 8), ("(positive)", 21)):
        made.append(
            ClosedRow(
                "Survey", "2021", "enough", "Had enough money", "Funding", answer, 30, 29, n, n / 29
            )
        )
    made.append(
        ClosedRow("Officers", "", "enough", "Had enough", "Funding", "(positive)", 2, 2, 1, 0.5)
    )
    made.append(ClosedRow("Survey", "2021", "size", "Size", "", "small", 30, 30, 12, 0.4))
    return tuple(made)


def said(number: int, segment: Segment, code_id: str, coder: str, decision: Any) -> Coding:
    """Build a person's act on a whole segment."""
    return Coding(
        number=number,
        event_id=f"e{number}",
        coder=coder,
        after=number - 1,
        document=segment.document,
        text_hash=segment.text_hash,
        start=segment.start,
        end=segment.end,
        code_id=code_id,
        decision=decision,
        stance="against" if decision == "accept" else "",
    )


@dataclass(frozen=True)
class Reported:
    """What a report is built from, so that a test can change a part of it."""

    coded: CodedStudy
    matrix: ThemeMatrix
    about: About

    def build(self, *, public: bool = False) -> ReportModel:
        """Build the report."""
        return build_report(self.coded, self.matrix, replace(self.about, public=public))

    def with_study(self, **changes: Any) -> Reported:
        """Change fields of the coded study."""
        return replace(self, coded=replace(self.coded, **changes))

    def with_matrix(self, **changes: Any) -> Reported:
        """Change fields of the matrix."""
        return replace(self, matrix=replace(self.matrix, **changes))

    def with_about(self, **changes: Any) -> Reported:
        """Change what is neither in the study nor in the matrix."""
        return replace(self, about=replace(self.about, **changes))


STRAND_OF = {
    "int/V01": "Interviews",
    "int/V02": "Interviews",
    "int/V03": "Interviews",
    "svy/R01": "Survey",
    "svy/R02": "Survey",
    "rt": "Roundtable",
}


@pytest.fixture
def inputs() -> Reported:
    """Build the whole small study, nothing checked."""
    question = QuestionRow(
        "Survey", "2021", "Main worry?", "Money <b>", "money", 30, 29, 14, None, "suggested"
    )
    status = tuple((s.id, "skipped" if s.skip_reason else "coded") for s in SEGMENTS)
    strands = (
        Strand("Interviews", "int", "interview", (), attribution="Chief executive"),
        Strand("Roundtable", "rt", "group", (), role="validation"),
        Strand("Survey", "svy", "survey", (), unit="answer"),
    )
    study = Study(Path("study"), "A lifeline & more", Path("codebook.yaml"), strands)
    themes = (Theme("Demand", "More people came."), Theme("Inequalities"), Theme("Funding"))
    documents = tuple(
        Document(one, one.split("/")[-1], strand, "", "", HASH, wave="2021"[: 4 * (one[0] == "s")])
        for one, strand in STRAND_OF.items()
    )
    consent = {"V01": "verbatim"}
    case_of = {s.id: s.document.split("/")[-1] for s in SEGMENTS}
    coded = CodedStudy(
        study,
        Codebook("Charities", "1.0", themes, CODES),
        documents=documents,
        segments=SEGMENTS,
        cases={c: Case(c, consent_quote=consent.get(c, "none")) for c in case_of.values()},
        case_of=case_of,
        suggestions=tuple(one for many in SUGGESTIONS.values() for one in many),
    )
    matrix = ThemeMatrix(matrix_rows(), (question,), closed_rows(), (), status)
    return Reported(coded, matrix, About(facts=(("themekit", "0.1.0"), ("Seed", "0"))))


@pytest.fixture
def checked(inputs: Reported) -> Reported:
    """Let two researchers and a peer say something of two segments."""
    by_id = inputs.coded.segment_by_id
    worry, swamped = by_id["svy/R01/worry"], by_id["int/V01/1"]
    events = (
        said(1, worry, "money", "ann", "accept"),
        said(2, worry, "late", "ann", "reject"),
        said(3, swamped, "more-people", "ann", "accept"),
        said(4, swamped, "more-people", "bo", "reject"),
    )
    coders = (Coder("ann", "Coder A (invented)"), Coder("bo", "Secret (invented)", "peer"))
    return inputs.with_study(events=events, coders=coders, through=4)


@pytest.fixture
def model(inputs: Reported) -> ReportModel:
    """Build the report of the small study."""
    return inputs.build()


@pytest.fixture
def public_model(inputs: Reported) -> ReportModel:
    """Build its public report, in which only one segment may be quoted."""
    return marked(inputs).build(public=True)
