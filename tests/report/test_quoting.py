"""Which quotations a section shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from themekit.codebook import Code, Codebook, Theme
from themekit.decisions import CodedStudy, versioned
from themekit.decisions.chosen import choice_of
from themekit.events import Coding, Event, Look
from themekit.records import Case, Document, MatrixRow, Segment, Suggestion, ThemeMatrix
from themekit.report import About, build_report
from themekit.spans import Span, text_hash
from themekit.study import Strand, Study

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.model import SectionModel

CODE = Code("lists", "Waiting lists", "Demand", definition="People wait for months.")
OTHER = Code("money", "Money", "Funding", definition="Money is short.")
CODEBOOK = Codebook("C", "1", (Theme("Demand"), Theme("Funding")), (CODE, OTHER))
TELLING = (
    "We closed the waiting list in {} and I rang forty families to tell them that nobody would see "
    "their child before the summer."
)


@dataclass
class Told:
    """People who say things, each in a document of their own."""

    make_row: Callable[..., MatrixRow]
    strands: dict[str, Strand] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    held: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def says(
        self, who: str, text: str, stance: str | None = "", strand: str = "Talks", **about: Any
    ) -> str:
        """Have somebody say something that holds a code; a person accepts it unless None."""
        code_id = about.pop("code", "lists")
        self.strands.setdefault(strand, Strand(strand, strand.lower(), "interview", ()))
        document = f"{strand.lower()}/{who}"
        made = Document(document, who, strand, "", text, text_hash(text))
        self.documents.append(made)
        there = Segment(f"{document}/1", document, made.text_hash, 0, len(text), text, **about)
        self.segments.append(there)
        self.held.setdefault((strand, code_id), []).append(there.id)
        if stance is None:
            self.suggestions.append(Suggestion(there.id, code_id, 0.9, "suggested"))
            return there.id
        where = {
            "document": document, "text_hash": made.text_hash, "end": len(text), "coder": "ada",
            "codebook_hash": CODEBOOK.hash,
        }  # fmt: skip
        code = CODEBOOK.by_id(code_id)
        assert code is not None
        self._append(Look(**where))
        self._append(
            Coding(
                **where, code_id=code_id, decision="add", stance=stance,
                meaning_hash=code.meaning_hash,
            )
        )  # fmt: skip
        return there.id

    def chooses(self, segment: str, part: Span | None = None, place: Any = "") -> None:
        """Have somebody choose words."""
        document = next(one for one in self.documents if segment.startswith(one.id + "/"))
        span = part or Span(0, len(document.text))
        self._append(replace(choice_of(document, span, "lists", place), coder="bo"))

    def section(self, heading: str = "Demand", *, public: bool = False) -> SectionModel:
        """Return a section of the report."""
        rows = [
            self.make_row(
                theme, code, strand, code_id=code_id, cases=1, holding=tuple(found), segments=1
            )
            for (strand, code_id), found in self.held.items()
            for theme, code in [("Demand", "Waiting lists"), ("Funding", "Money")]
            if (code_id == "lists") == (theme == "Demand")
        ]
        cases = {one.id: Case(one.id, consent_quote="verbatim") for one in self.documents}
        coded = CodedStudy(
            Study(Path("s"), "S", Path("c"), tuple(self.strands.values())), CODEBOOK,
            tuple(self.documents), tuple(self.segments), cases,
            {one.id: one.document for one in self.segments},
            {one.id: (one.id,) for one in self.documents},
            tuple(self.suggestions), tuple(self.events), versions=versioned(CODEBOOK),
        )  # fmt: skip
        matrix = ThemeMatrix(tuple(rows), anyone_checked=True)
        model = build_report(coded, matrix, About(public=public))
        return next(one for one in model.outlines[0].sections if one.heading == heading)

    def _append(self, event: Event) -> None:
        number = len(self.events) + 1
        self.events.append(replace(event, number=number, event_id=f"e{number}", after=number - 1))


@pytest.fixture
def told(make_row: Callable[..., MatrixRow]) -> Told:
    """Return a study in which nobody has said anything yet."""
    return Told(make_row)


def test_only_what_a_person_accepted_is_quoted(told: Told) -> None:
    """However sure the machine is of something else."""
    told.says("A", TELLING.format("March"), stance=None)
    accepted = told.says("B", TELLING.format("May"))
    assert [one.segment_id for one in told.section().quotes] == [accepted]


def test_where_nobody_accepted_anything_quotations_are_unchecked(told: Told) -> None:
    """And say so."""
    told.says("A", TELLING.format("March"), stance=None)
    (quote,) = told.section().quotes
    assert quote.unchecked
    assert "suggested by the machine" in quote.codes_text


def test_answers_that_say_nothing_alone_are_not_quoted(told: Told) -> None:
    """Though they hold the code, and though there is nothing else."""
    told.says("A", "No, it's fine.", question="Is there a waiting list?")
    told.says("B", "waiting lists")
    assert told.section().quotes == ()


def test_a_section_quotes_few_each_of_another_person_and_each_once_in_the_report(
    told: Told,
) -> None:
    """Typical, strong, against: at most four, whatever holds."""
    for number, month in enumerate(("January", "March", "May", "June", "July", "August")):
        told.says(f"P{number}", TELLING.format(month) + f" That was year {number}.")
    told.says("Q", "There was no waiting list with us, we saw everybody in a week.", "against")
    section = told.section()
    assert [one.place for one in section.quotes] == ["typical", "strong", "against"]
    assert len({one.case for one in section.quotes}) == 3
    assert section.silent == ""


def test_where_nobody_says_the_opposite_the_section_says_among_how_many(told: Told) -> None:
    """Passages that somebody read for its codes."""
    for number in range(3):
        told.says(f"P{number}", TELLING.format("May") + f" In {number}.")
    assert told.section().silent == "none among 3 passages read"


def test_where_nobody_looked_the_section_says_so(told: Told) -> None:
    """Nothing is claimed to be missing."""
    told.says("A", TELLING.format("March"), stance=None)
    assert told.section().silent == "nobody looked for one"


def test_a_quotation_stands_with_its_question_and_where_it_is(told: Told) -> None:
    """Offsets are of the document's text; outside there are none."""
    text = TELLING.format("March")
    told.says("A", text, question="What changed?")
    (quote,) = told.section().quotes
    assert (quote.text, quote.question, quote.start, quote.end) == (
        text, "What changed?", 0, len(text),
    )  # fmt: skip


def test_staff_notes_are_never_what_somebody_said(told: Told) -> None:
    """They stand where nobody speaks, in no place, and say what they are."""
    told.strands["Notes"] = Strand(
        "Notes", "notes", "notes", (), attribution="Case file", voice="written about"
    )
    told.says("N", TELLING.format("May"), strand="Notes")
    (quote,) = told.section().quotes
    assert (quote.place, quote.voice) == ("", "written about")
    assert quote.attribution == "Case file, from staff notes"
    person = told.says("A", TELLING.format("March"))
    assert [one.segment_id for one in told.section().quotes] == [person]


def test_what_somebody_chose_goes_before_what_the_machine_would_quote(told: Told) -> None:
    """In their words and in their place, though it says little alone."""
    for number in range(3):
        told.says(f"P{number}", TELLING.format("May") + f" In {number}.")
    short = told.says("Q", "They wait, and wait.")
    told.chooses(short, Span(0, 9), "typical")
    quote = told.section().quotes[0]
    assert (quote.segment_id, quote.text, quote.place) == (short, "They wait […]", "typical")


def test_a_choice_whose_code_no_longer_holds_is_not_shown(told: Told) -> None:
    """It is kept, and stands again when the code does."""
    chosen = told.says("A", TELLING.format("May"))
    told.chooses(chosen)
    told.held.clear()
    told.says("B", TELLING.format("June"))
    assert [one.case for one in told.section().quotes] == ["talks/B"]


def test_a_passage_that_is_quoted_is_not_quoted_again_in_another_section(told: Told) -> None:
    """Also where it holds a code there."""
    both = told.says("A", TELLING.format("May"))
    told.held["Talks", "money"] = [both]
    assert told.section("Demand").quotes
    assert told.section("Funding").quotes == ()
