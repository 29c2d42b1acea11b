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
from themekit.study import Finding, Strand, Study

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report import ReportModel
    from themekit.report.model import SectionModel
    from themekit.report.quotes import Quote

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
    findings: list[Finding] = field(default_factory=list)

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

    def claims(self, *codes: str, **about: Any) -> None:
        """Have the study claim something of its first section."""
        statement = about.pop("statement", "People waited.")
        about.setdefault("section", "Demand")
        self.findings.append(
            Finding(None, f"F{len(self.findings)}", statement, codes=codes, **about)
        )

    def evidence(self, segment: str, words: str, code: str = "lists") -> None:
        """Have the machine see a code in some words of a passage."""
        at = next(one for one in self.segments if one.id == segment).text.index(words)
        self.suggestions.append(
            Suggestion(
                segment, code, 0.9, "suggested",
                evidence_start=at, evidence_end=at + len(words), evidence=words,
            )
        )  # fmt: skip

    def summary(self) -> Quote | None:
        """Return what the two pages quote of the first section."""
        summary = self.report().summary
        assert summary
        return summary.sections[0].quote

    def chooses(self, segment: str, part: Span | None = None, place: Any = "") -> None:
        """Have somebody choose words."""
        document = next(one for one in self.documents if segment.startswith(one.id + "/"))
        span = part or Span(0, len(document.text))
        self._append(replace(choice_of(document, span, "lists", place), coder="bo"))

    def section(self, heading: str = "Demand", *, public: bool = False) -> SectionModel:
        """Return a section of the report."""
        sections = self.report(public=public).outlines[0].sections
        return next(one for one in sections if one.heading == heading)

    def report(self, *, public: bool = False) -> ReportModel:
        """Return the report."""
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
            findings=tuple(self.findings),
        )  # fmt: skip
        matrix = ThemeMatrix(tuple(rows), anyone_checked=True)
        return build_report(coded, matrix, About(public=public))

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


ASIDE = "The kitchen was painted in the spring and the council paid for half of the paint we used. "
CORE = "Ninety families were on the waiting list by then and nobody could be seen before August."


def test_two_pages_quote_a_code_of_the_leading_finding_alone(told: Told) -> None:
    """However telling something else of the section is, and nothing where nothing carries it."""
    told.says("A", TELLING.format("March"))
    told.claims("money")
    assert [one.carries for one in told.section().quotes] == ["Waiting lists"]
    assert told.summary() is None
    told.claims("lists")
    told.findings.pop(0)
    shown = told.summary()
    assert shown
    assert shown.carries == "Waiting lists"


def test_what_is_shown_of_a_long_passage_holds_what_carries_the_finding(told: Told) -> None:
    """On the two pages in few words, in the section in more."""
    long = told.says("A", ASIDE * 6 + CORE + " " + ASIDE * 6)
    told.evidence(long, CORE)
    told.claims("lists")
    shown = told.summary()
    assert shown
    assert CORE in shown.text
    assert len(shown.text) < 330
    assert CORE in told.section().quotes[0].text


def test_what_only_part_of_which_fits_two_pages_is_not_quoted_there(told: Told) -> None:
    """Its evidence is never cut."""
    long = told.says("A", ASIDE * 6)
    told.evidence(long, ASIDE * 5)
    told.claims("lists")
    assert told.summary() is None


def test_what_somebody_opposes_does_not_carry_a_finding(told: Told) -> None:
    """Nor does what holds another of its codes."""
    told.says("A", TELLING.format("May"), "against")
    told.claims("lists")
    assert told.summary() is None


def test_a_passage_that_is_for_it_goes_before_one_that_is_mixed(told: Told) -> None:
    """Though it is longer."""
    told.says("A", TELLING.format("May") + " Later on it was shorter and we saw some.", "mixed")
    plain = told.says("B", TELLING.format("June"), "for")
    told.claims("lists")
    shown = told.summary()
    assert shown
    assert shown.segment_id == plain


def test_against_is_what_opposes_a_finding_of_the_section(told: Told) -> None:
    """Before what opposes a code of which nothing is claimed."""
    told.says("A", "We had more money than ever and every funder rang us to give more of it.",
              "against", code="money")  # fmt: skip
    told.held["Talks", "lists"] = [
        told.says("B", "There was no waiting list here, we saw each family in a week.", "against")
    ]
    told.claims("lists")
    assert [one.case for one in told.section().quotes] == ["talks/B"]


def test_against_that_speaks_for_another_finding_comes_after_what_does_not(told: Told) -> None:
    """Though it tells more."""
    both = told.says("A", TELLING.format("May") + " It was no list, it was money.", "against")
    where = next(one for one in told.documents if both.startswith(one.id))
    money = CODEBOOK.by_id("money")
    assert money
    told._append(
        Coding(
            document=where.id, text_hash=where.text_hash, end=len(where.text), coder="ada",
            codebook_hash=CODEBOOK.hash, code_id="money", decision="add", stance="for",
            meaning_hash=money.meaning_hash,
        )
    )  # fmt: skip
    clear = told.says(
        "B", "There was no waiting list here, we saw each family in a week.", "against"
    )
    told.claims("lists")
    told.claims("money")
    quotes = told.section().quotes
    assert [one.segment_id for one in quotes if one.place == "against"] == [clear]


@pytest.mark.parametrize(("support", "number"), [((), 0), ((("Papers", "single"),), 1)])
def test_literature_is_quoted_only_where_a_finding_rests_on_it(
    told: Told, support: tuple[tuple[str, str], ...], number: int
) -> None:
    """It is nobody's voice."""
    told.strands["Papers"] = Strand("Papers", "papers", "literature", (), role="context")
    told.says("N", TELLING.format("May"), strand="Papers")
    told.claims("lists", support=support)
    assert len(told.section().quotes) == number


@pytest.mark.parametrize(
    "text",
    [
        "# N1. A survey of how families waited and what they were told when they rang, 2020",
        "| families that were told to wait for a year or more | 24% | 29% |",
        "Kept on file because our draft summary says that families wait. We have to look again.",
    ],
)
def test_headings_rows_and_notes_on_the_work_are_quoted_nowhere(told: Told, text: str) -> None:
    """Neither in a section nor in the list of all."""
    told.strands["Papers"] = Strand("Papers", "papers", "literature", (), role="context")
    told.says("N", text, strand="Papers")
    told.claims("lists", support=(("Papers", "some"),))
    assert told.section().quotes == ()
    assert told.report().quotes == ()
