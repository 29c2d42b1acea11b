"""'Not asked' is not 'not said'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.study import Outline, OutlineItem, OutlineSection, QuestionAsked

if TYPE_CHECKING:
    from conftest import Building


@pytest.fixture
def three(study: Building) -> Building:
    """Three documents of a case each, and a second code b."""
    study.code("b")
    for name in ("d", "e", "f"):
        study.says(study.document(name))
    return study


def asked(study: Building, *rows: QuestionAsked, code: str = "a", strand: str = "S") -> int | None:
    """Return how many were asked for a code."""
    return study.row(code, strand, questions=rows).asked


def unasked(document: str, *codes: str, strand: str = "S") -> QuestionAsked:
    """Return a question that was not asked."""
    return QuestionAsked(2, strand, document, "Why?", asked=False, prompts_codes=codes or ("a",))


def was_asked(document: str, *codes: str) -> QuestionAsked:
    """Return a question that was asked in strand S."""
    return QuestionAsked(3, "S", document, "How?", asked=True, prompts_codes=codes)


def test_without_questions_everybody_was_asked(three: Building) -> None:
    """No row, or none that prompts the code, takes nobody out."""
    assert asked(three) == 3
    assert asked(three, unasked("d", "b")) == 3


def test_unasked_question_takes_the_case_out(three: Building) -> None:
    """The only question that prompts the code was not asked in d."""
    assert asked(three, unasked("d")) == 2
    assert asked(three, unasked("d"), strand="all") == 2


def test_another_question_that_was_asked_is_enough(three: Building) -> None:
    """One asked question that prompts the code outweighs those left out."""
    assert asked(three, unasked("d"), was_asked("d", "b", "a")) == 3


def test_whole_strand_was_not_asked(three: Building) -> None:
    """A row without a document speaks of its strand, unless a document says otherwise."""
    rows = (unasked(""), was_asked("d", "a"))
    assert asked(three, *rows) == 1
    assert three.row(questions=rows[:1]).share is None


def test_spontaneous_mention_counts_as_asked(three: Building) -> None:
    """Who brings it up unasked is in the denominator, in every period's row."""
    three.suggest("d/0", period="after")
    rows = (unasked("d"), unasked("e"))
    assert asked(three, *rows) == 2
    item = OutlineItem(code="a", period="before")
    outline = Outline("o", (OutlineSection("H", (item,)),))
    cells = three.build(questions=rows, outlines=(outline,)).rows
    cell = next(row for row in cells if (row.outline, row.code_id, row.strand) == ("o", "a", "S"))
    assert (cell.asked, cell.cases) == (2, 0)


def test_theme_was_asked_if_any_code_was(three: Building) -> None:
    """Only who was asked for none of the codes was not asked for the theme."""
    assert asked(three, unasked("d"), code="") == 3
    assert asked(three, unasked("d"), unasked("d", "b"), unasked("e", "b"), code="") == 2


def test_asking_for_a_child_asks_for_its_parent(three: Building) -> None:
    """A parent is out only where neither it nor a child was asked."""
    three.code("child", parent="a")
    rows = (unasked("d"), unasked("e"), was_asked("e", "child"))
    assert asked(three, *rows) == 2
    assert asked(three, *rows, code="child") == 3


def test_unknown_names_say_nothing(three: Building) -> None:
    """Rows of unknown documents, strands and codes take nobody out."""
    assert asked(three, unasked("x"), unasked("", strand="X"), unasked("d", "x")) == 3


def test_not_asked_is_not_unchecked(three: Building) -> None:
    """The segments of who was not asked do not count as unchecked."""
    three.look("ann", "d/0")
    assert three.row(questions=(unasked("e"), unasked("f"))).checked_share == 1.0


def test_case_in_two_documents(study: Building) -> None:
    """Not asked in one document and never mentioned in the other is not asked; asked there is."""
    for name in ("d", "e"):
        study.says(study.document(name, cases=("ann",)))
    assert asked(study, unasked("d")) == 0
    assert asked(study, unasked("d"), was_asked("e", "a")) == 1


def test_who_is_present_in_a_group_was_asked(empty: Building) -> None:
    """In a group a question that was left out takes nobody out."""
    empty.strand("G", kind="group")
    empty.code("a")
    empty.look("ada", empty.says(empty.document("g", "G", cases=("g/x", "g/y")), case="g/x"))
    row = empty.row(strand="G", questions=(unasked("g", strand="G"),))
    assert (row.asked, row.share, row.interval) == (2, None, "none: who was present in a group")


def test_names_of_documents_and_codes_are_understood(three: Building) -> None:
    """A row may name a document by its bare name and a code by its name."""
    three.says(three.document("s/R1"))
    assert asked(three, unasked("R1", "A")) == 3


def test_who_disputes_it_was_asked(three: Building) -> None:
    """A case in which the code is disputed spoke of it: `cases_if` never exceeds `asked`."""
    three.word("ann", "d/0")
    three.word("ben", "d/0", "reject")
    row = three.row(questions=(unasked(""),))
    assert (row.asked, row.cases, row.cases_if) == (1, 0, 1)
