"""A small study that a test builds word by word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from themekit.codebook import Code, Codebook, Theme
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coding, Event, Look, Mark, VersionedCode
from themekit.matrix import build_matrix
from themekit.records import Case, Document, MatrixRow, Segment, Suggestion, ThemeMatrix
from themekit.study import QuestionAsked, Strand, Study

LENGTH = 100
TEXT = "we had far more people at the door than before"


def strand_of(name: str = "S", **about: Any) -> Strand:
    """Return a strand of interviews."""
    return Strand(**{"name": name, "slug": name, "kind": "interview", "sources": (), **about})


def question(strand: str, document: str, *codes: str, asked: bool) -> QuestionAsked:
    """Return a row of questions.csv."""
    return QuestionAsked(2, strand, document, "Why?", asked, codes)


@dataclass
class Building:
    """Collects what happens; `build` counts it."""

    strands: list[Strand] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    present: dict[str, tuple[str, ...]] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    case_of: dict[str, str] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    versions: tuple[VersionedCode, ...] = ()

    def strand(self, name: str = "S", **about: Any) -> str:
        """Add a strand."""
        self.strands.append(strand_of(name, **about))
        return name

    def code(self, code_id: str, theme: str = "T", parent: str = "", **about: Any) -> str:
        """Add a code whose name is its id in capitals."""
        name = code_id.upper()
        self.codes.append(Code(code_id, name, theme, parent.upper(), parent, (name,), **about))
        return code_id

    def person(self, case_id: str, **about: Any) -> str:
        """Add a case."""
        self.cases[case_id] = Case(case_id, **about)
        return case_id

    def document(self, document_id: str, strand: str = "S", cases: Any = None, **about: Any) -> str:
        """Add a document, by default of a case of its own."""
        self.present[document_id] = (document_id,) if cases is None else cases
        name = document_id.rsplit("/", maxsplit=1)[-1]
        self.documents.append(Document(document_id, name, strand, "", "", "hash", **about))
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
        """Let a coder who knows everything before decide; return the event's id."""
        event = {"code_id": code, "decision": decision, "meaning_hash": Code("", "").meaning_hash}
        self.events.append(Coding(**{**self._event(coder, segment), **event, **about}))
        return self.events[-1].event_id

    def look(self, coder: str, segment: str, **about: Any) -> str:
        """Let a coder look at a segment, by default with the present codebook."""
        self.events.append(Look(**{**self._event(coder, segment), **about}))
        return self.events[-1].event_id

    def mark(self, document: str) -> None:
        """Have somebody read a document for details by which a person is known."""
        number = len(self.events) + 1
        place = {"document": document, "text_hash": "hash", "coder": "ada", "end": 0}
        self.events.append(Mark(number=number, event_id=f"e{number}", **place))

    def coded(
        self,
        *,
        themes: tuple[str, ...] = (),
        method: Any = "codebook",
        outlines: Any = (),
        questions: tuple[QuestionAsked, ...] = (),
    ) -> CodedStudy:
        """Return everything so far."""
        codebook = Codebook("codes", "", tuple(map(Theme, themes)), tuple(self.codes))
        events = [
            replace(event, codebook_hash=codebook.hash)
            if isinstance(event, Look) and not event.codebook_hash
            else event
            for event in self.events
        ]
        strands = tuple(self.strands)
        return CodedStudy(
            study=Study(Path(), "", Path(), strands, method, outlines=tuple(outlines)),
            codebook=codebook,
            documents=tuple(self.documents),
            segments=tuple(self._without_withdrawn(one) for one in self.segments.values()),
            cases=self.cases,
            case_of=self.case_of,
            present=self.present,
            suggestions=tuple(self.suggestions),
            events=tuple(events),
            versions=(*self.versions, *versioned(codebook)),
            questions=questions,
        )

    def build(self, *, public: bool = False, **more: Any) -> ThemeMatrix:
        """Count everything so far."""
        return build_matrix(self.coded(**more), public=public)

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

    def _event(self, coder: str, segment: str) -> dict[str, Any]:
        """Return what every event on a segment says."""
        number, of = len(self.events) + 1, self.segments[segment]
        return {
            "number": number, "event_id": f"e{number}", "coder": coder, "after": number - 1,
            "document": of.document, "text_hash": of.text_hash, "start": of.start, "end": of.end,
        }  # fmt: skip

    def _without_withdrawn(self, segment: Segment) -> Segment:
        """Return a segment as the study is loaded: those of who withdrew are skipped."""
        present = self.present.get(segment.document, ())
        only = present[0] if len(present) == 1 else segment.document
        case = self.cases.get(self.case_of.get(segment.id, only))
        if case is None or not case.withdrawn or segment.speaker_role == "interviewer":
            return segment
        return replace(segment, skip_reason="withdrawn", text="")
