"""What is read and unread, what people raised when asked and by themselves, and who found it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.events import Coder
from themekit.matrix import build_matrix
from themekit.study import QuestionAsked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Building
    from themekit.records import MatrixRow

ASK = "How is it for money?"


def asks(question: str = ASK, document: str = "", strand: str = "S") -> QuestionAsked:
    """Return that a question which prompts code a was asked."""
    return QuestionAsked(2, strand, document, question, asked=True, prompts_codes=("a",))


def test_unread_are_those_whose_words_nobody_has_read_wholly(study: Building) -> None:
    """Of four people one is found, one read in vain, one half read, one not at all."""
    for name in "wxyz":
        study.document(name)
        study.says(name)
        study.says(name)
    study.word("ann", "w/0")
    study.look("ann", "x/0")
    study.look("ann", "x/1")
    study.look("ann", "y/0")
    row = study.row()
    assert (row.asked, row.cases, row.found, row.unread) == (4, 1, 1, 2)


def test_what_the_machine_suggests_is_unread(study: Building) -> None:
    """It is no finding: a person has to read it first."""
    study.suggest(study.says(study.document("x")))
    study.word("ann", study.says(study.document("y")))
    row = study.row()
    assert (row.cases, row.found, row.unread) == (2, 1, 1)


def test_who_is_in_dispute_is_not_unread(study: Building) -> None:
    """People read it and do not agree: that is told elsewhere."""
    study.document("x")
    study.says("x")
    study.says("x")
    study.word("ann", "x/0")
    study.word("ben", "x/0", "reject")
    assert (study.row().unread, study.row().cases_if) == (0, 1)


def test_in_all_an_organisation_is_found_once(study: Building) -> None:
    """One of its people is found, so it is not unread for the other."""
    for name in "xy":
        study.person(name, organisation="O")
        study.says(study.document(name))
    study.word("ann", "x/0")
    assert (study.row().unread, study.row(strand="all").unread) == (1, 0)


def raised(study: Building, *questions: QuestionAsked) -> tuple[int | None, int | None]:
    """Return how many raised code a only when asked, and by themselves."""
    row = study.row(questions=questions)
    return row.raised_asked, row.raised_unasked


def test_the_answer_to_a_question_of_a_survey_was_asked_for(study: Building) -> None:
    """The same code in the answer to another question was raised by the person."""
    for name, item in (("x", ASK), ("y", "other"), ("z", ASK)):
        study.word("ann", study.says(study.document(name), item=item, question=item))
    study.word("ann", study.says("z", item="other", question="other"))
    assert raised(study, asks()) == (1, 2)


def test_in_talk_a_question_reaches_to_the_next_one(study: Building) -> None:
    """A follow-up that questions.csv does not have leads nowhere else."""
    next_one = QuestionAsked(3, "S", "", "And staff?", asked=True)
    spoken = (f"Right. {ASK}", "Why is that?", "And staff?")
    for name, at in (("x", 0), ("y", 1), ("z", 2)):
        study.document(name)
        said = [study.says(name, question=words) for words in spoken]
        study.word("ann", said[at])
    assert raised(study, asks(), next_one) == (2, 1)


def test_a_question_whose_words_are_nowhere_was_asked_somewhere(study: Building) -> None:
    """Nobody is said to have raised by themselves what they may have been asked for."""
    study.word("ann", study.says(study.document("x"), question="So, the money side?"))
    study.word("ann", study.says(study.document("y"), question="So?"))
    assert raised(study, asks(document="x")) == (1, 1)
    assert raised(study, asks(document="x"), asks("Another?", "y")) == (2, 0)


def test_without_questions_it_is_not_known(study: Building) -> None:
    """Neither figure is told of a strand that questions.csv does not name."""
    study.word("ann", study.says(study.document("x")))
    assert raised(study) == (None, None)


def test_a_question_for_a_code_asks_for_its_children(study: Building) -> None:
    """Who is asked for the parent may be led to the child."""
    study.code("b", parent="a")
    study.word("ann", study.says(study.document("x"), item=ASK, question=ASK), code="b")
    row = study.row("b", questions=(asks(),))
    assert (row.raised_asked, row.raised_unasked) == (1, 0)


def test_rows_of_questions_say_whether_they_asked_for_the_code(study: Building) -> None:
    """Yes and no; nothing where nobody says."""
    for item in (ASK, "other"):
        study.says(study.document(item), item=item, question=item)
    told = {row.question: row.prompted for row in study.build(questions=(asks(),)).by_question}
    assert told == {ASK: True, "other": False}
    assert {row.prompted for row in study.build().by_question} == {None}


def roles(study: Building, *coders: tuple[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return what each role finds."""
    made = replace(study.coded(), coders=tuple(Coder(id_, id_, role) for id_, role in coders))
    rows: Sequence[MatrixRow] = build_matrix(made).rows
    return next(row.by_role for row in rows if row.code_id == "a" and row.strand == "S")


CODERS = (("ann", "researcher"), ("pia", "peer"), ("ben", "researcher"))


def test_roles_that_differ_are_told_apart(study: Building) -> None:
    """Researchers find three, peers one: two passages are yes to the one and no to the other."""
    for name in "xyz":
        study.says(study.document(name))
        study.word("ann", f"{name}/0")
        study.word("pia", f"{name}/0", "accept" if name == "x" else "reject")
    assert roles(study, *CODERS) == (("peer", 1), ("researcher", 3))


@pytest.mark.parametrize("of_peer", [False, True])
def test_roles_that_are_not_of_one_mind_are_not_told(study: Building, *, of_peer: bool) -> None:
    """Researchers differ among themselves, or no peer has read it."""
    study.says(study.document("x"))
    study.word("ann", "x/0")
    study.word("ben", "x/0", "reject")
    if of_peer:
        study.word("pia", "x/0")
    assert roles(study, *CODERS) == ()
