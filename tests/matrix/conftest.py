"""A small study that a test builds word by word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from themekit.matrix import CodeInfo, DocumentInfo, MatrixInputs, StrandInfo, build_matrix
from themekit.records import Case, Coding, Look, MatrixRow, Segment, Suggestion, ThemeMatrix

LENGTH = 100
TEXT = "we had far more people at the door than before"


@dataclass
class Study:
    """Collects what happens; `build` counts it."""

    strands: list[StrandInfo] = field(default_factory=list)
    documents: list[DocumentInfo] = field(default_factory=list)
    segments: dict[str, Segment] = field(default_factory=dict)
    case_of: dict[str, str] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    codes: list[CodeInfo] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def strand(self, name: str = "S", **about: Any) -> str:
        """Add a strand."""
        self.strands.append(StrandInfo(name, **about))
        return name

    def code(self, code_id: str, theme: str = "T", **about: Any) -> str:
        """Add a code whose name is its id in capitals."""
        self.codes.append(CodeInfo(code_id, code_id.upper(), theme, **about))
        return code_id

    def person(self, case_id: str, **about: Any) -> str:
        """Add a case."""
        self.cases[case_id] = Case(case_id, **about)
        return case_id

    def document(self, document_id: str, strand: str = "S", cases: Any = None, **about: Any) -> str:
        """Add a document, by default of a case of its own."""
        cases = (document_id,) if cases is None else cases
        self.documents.append(DocumentInfo(document_id, strand, cases=cases, **about))
        return document_id

    def says(self, document: str, case: str = "", text: str = TEXT, **about: Any) -> str:
        """Add the next segment of a document, 100 code points on from the last."""
        number = sum(segment.document == document for segment in self.segments.values())
        name, start = f"{document}/{number}", number * LENGTH
        span = {"start": start, "end": start + LENGTH}
        self.segments[name] = Segment(name, document, "hash", text=text, **{**span, **about})
        if case:
            self.case_of[name] = case
        return name

    def suggest(self, segment: str, code: str = "a", **about: Any) -> None:
        """Let the machine suggest a code."""
        about = {"score": 0.5, "status": "suggested", **about}
        self.suggestions.append(Suggestion(segment, code, **about))

    def word(
        self, coder: str, segment: str, decision: str = "accept", code: str = "a", **about: Any
    ) -> str:
        """Let a coder decide, one minute after the last event; return the event's id."""
        number, of = len(self.codings), self.segments[segment]
        event = {
            "event_id": f"e{number}",
            "document": of.document,
            "segment_id": segment,
            "text_hash": of.text_hash,
            "start": of.start,
            "end": of.end,
            "time": f"2021-05-01T10:{number:02}:00Z",
        }
        self.codings.append(
            Coding(code_id=code, coder=coder, decision=decision, **{**event, **about})
        )
        return self.codings[-1].event_id

    def look(self, coder: str, segment: str, **about: Any) -> None:
        """Let a coder look at a segment."""
        self.looks.append(Look(segment, **{"text_hash": "hash", "coder": coder, **about}))

    def inputs(self, **more: Any) -> MatrixInputs:
        """Return everything so far."""
        return MatrixInputs(
            strands=tuple(self.strands),
            documents=tuple(self.documents),
            segments=iter(self.segments.values()),
            case_of=self.case_of,
            cases=self.cases,
            codes=tuple(self.codes),
            suggestions=iter(self.suggestions),
            codings=iter(self.codings),
            looks=iter(self.looks),
            **more,
        )

    def build(self, **more: Any) -> ThemeMatrix:
        """Count everything so far."""
        return build_matrix(self.inputs(**more))

    def row(self, code: str = "a", strand: str = "S", section: str = "T", **more: Any) -> MatrixRow:
        """Return one cell of the report; of the theme if `code` is empty."""
        rows = [
            row
            for row in self.build(**more).rows
            if (row.outline, row.section, row.code_id, row.strand)
            == ("report", section, code, strand)
        ]
        assert len(rows) == 1, rows
        return rows[0]


@pytest.fixture
def empty() -> Study:
    """Return a study of nothing."""
    return Study()


@pytest.fixture
def study() -> Study:
    """Return a study of one primary strand S and one code a in theme T."""
    made = Study()
    made.strand()
    made.code("a")
    return made
