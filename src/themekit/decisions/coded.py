"""A study with everything that was read, suggested and decided: counting and showing start here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from themekit.codebook import Codebook
from themekit.decisions.decide import Decisions
from themekit.decisions.meanings import CodeState
from themekit.decisions.passages import Passages
from themekit.events import Coder, Draw, Event, Memo, VersionedCode
from themekit.names import folded
from themekit.records import Case, Document, MeasuredTime, Pairs, Scores, Segment, Suggestion
from themekit.study import Finding, QuestionAsked, Recommendation, Study


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class CodedStudy:
    """One loaded study.

    Attributes
    ----------
    study : Study
    codebook : Codebook
    documents : tuple of Document
        By strand in study order, then by name, numbers in them as numbers.
    segments : tuple of Segment
        In the order of their documents, then of the text. Those of a person who has withdrawn are
        skipped and have no text.
    cases : mapping of case id to Case
        Everyone who took part, in the order of the documents.
    case_of : mapping of segment id to case id
        The interviewer's words are nobody's and are not in it.
    present : mapping of document id to case ids
        Who took part in which document.
    suggestions : tuple of Suggestion
        The machine's, of units that are to be coded.
    events : tuple of Event
        What people decided, up to the number `through`, in order.
    coders : tuple of Coder
    measured : tuple of MeasuredTime
        Sums of the minutes that people had counted.
    versions : tuple of VersionedCode
        Every version of the codebook that events name, and the present one.
    questions : tuple of QuestionAsked
    findings : tuple of Finding
    recommendations : tuple of Recommendation
    through : int
        Number of the last event that counts.
    scores : Scores or None
        The machine's probabilities of all codes on all segments; None in a reflexive study, before
        the first run, and where nobody asked for them.
    """

    study: Study
    codebook: Codebook
    documents: tuple[Document, ...] = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    cases: Mapping[str, Case] = field(default_factory=dict, repr=False)
    case_of: Mapping[str, str] = field(default_factory=dict, repr=False)
    present: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    suggestions: tuple[Suggestion, ...] = field(default=(), repr=False)
    events: tuple[Event, ...] = field(default=(), repr=False)
    coders: tuple[Coder, ...] = ()
    measured: tuple[MeasuredTime, ...] = ()
    versions: tuple[VersionedCode, ...] = field(default=(), repr=False)
    questions: tuple[QuestionAsked, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    recommendations: tuple[Recommendation, ...] = field(default=(), repr=False)
    through: int = 0
    scores: Scores | None = field(default=None, repr=False)

    @cached_property
    def decisions(self) -> Decisions:
        """How every code stands on every segment, and by whom."""
        return Decisions(
            Passages.of(self.segments),
            code_states(self.codebook),
            self.events,
            self.suggestions,
            versions=self.versions,
            reflexive=self.study.method == "reflexive",
            unnamed=self.study.periods.default,
        )

    @cached_property
    def strand_of(self) -> Mapping[str, str]:
        """Name of the strand of each document, by document id."""
        return {document.id: document.strand for document in self.documents}

    @cached_property
    def segment_by_id(self) -> Mapping[str, Segment]:
        """Segments by id."""
        return {segment.id: segment for segment in self.segments}

    @cached_property
    def coder_names(self) -> Mapping[str, str]:
        """Names of coders by id, as the study shows them to itself."""
        return {coder.id: coder.name for coder in self.coders}

    @property
    def memos(self) -> tuple[Memo, ...]:
        """Memos, in order."""
        return tuple(event for event in self.events if isinstance(event, Memo))

    @property
    def draws(self) -> tuple[Draw, ...]:
        """Draws, in order."""
        return tuple(event for event in self.events if isinstance(event, Draw))

    def case(self, segment: Segment) -> Case | None:
        """Return whose words a segment is."""
        return self.cases.get(self.case_of.get(segment.id, ""))

    @cached_property
    def _said_with(self) -> Mapping[str, Mapping[str, str]]:
        """What the row of each document says beside its answers, by folded name."""
        return {
            one.id: {folded(name): value for name, value in one.attributes}
            for one in self.documents
        }

    def attributes_of(self, segment: Segment) -> Pairs:
        """Return what is known of whose words a segment is, as it was when they said them.

        Who asked, or how it was told, may differ from one occasion to the next.
        """
        case = self.case(segment)
        if case is None or not case.varies:
            return case.attributes if case else ()
        then = self._said_with.get(segment.document, {})
        return tuple(
            (name, then.get(folded(name), "") if folded(name) in case.varies else value)
            for name, value in case.attributes
        )


def code_states(codebook: Codebook) -> tuple[CodeState, ...]:
    """Return the codes of a codebook with what they mean now."""
    return tuple(CodeState(code.id, code.meaning_hash) for code in codebook.codes)


def versioned(codebook: Codebook) -> tuple[VersionedCode, ...]:
    """Return the codes of a codebook as a version that events can name."""
    return tuple(
        VersionedCode(codebook.hash, code.id, code.name, code.hash, code.meaning_hash)
        for code in codebook.codes
    )


def older_words(coded: CodedStudy) -> Mapping[str, int]:
    """Return by code how many words are of a meaning that it no longer has.

    They stand and are counted, but are neither compared nor *checked*.

    Parameters
    ----------
    coded : CodedStudy

    Returns
    -------
    mapping of code id to int
        In no order; codes without such a word are left out.
    """
    if not coded.events:
        return {}
    size, codes = len(coded.decisions.passages), coded.codebook.codes
    found: Counter[str] = Counter()
    for pair, said in coded.decisions.latest.words.items():
        if old := sum(not word.current for word in said.values()):
            found[codes[pair // size].id] += old
    return found
