"""Open questions by codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Building
    from themekit.records import QuestionRow


def answer(study: Building, document: str, item: str = "worry", **about: Any) -> str:
    """Add the answer of a document's only case to a question."""
    if document not in {known.id for known in study.documents}:
        study.document(document)
    return study.says(document, item=item, question=f"What is your {item}?", **about)


def key(row: QuestionRow) -> tuple[str, str, str, str]:
    """Return what a row is of."""
    return row.strand, row.wave, row.question, row.code_id


def test_asked_answered_and_said(study: Building) -> None:
    """Who left it blank was asked; shares are of those who answered."""
    study.suggest(answer(study, "d"))
    answer(study, "e")
    answer(study, "f", skip_reason="no answer")
    (row,) = study.build().by_question
    assert key(row) == ("S", "", "What is your worry?", "a")
    assert (row.code, row.asked, row.answered, row.cases) == ("A", 3, 2, 1)
    assert (row.basis, row.share) == ("suggested", None)
    study.word("ada", "d/0")
    (row,) = study.build().by_question
    assert (row.basis, row.share) == ("mixed", 0.5)


def test_every_code_under_every_question(study: Building) -> None:
    """Rows run by strand, wave, question and code; speech has none."""
    study.code("b")
    study.document("d", wave="2")
    study.document("e", wave="1")
    answer(study, "d", "worry")
    answer(study, "d", "help")
    answer(study, "e", "worry")
    study.says("e")
    assert [key(row)[1:] for row in study.build().by_question] == [
        ("1", "What is your worry?", "a"),
        ("1", "What is your worry?", "b"),
        ("2", "What is your worry?", "a"),
        ("2", "What is your worry?", "b"),
        ("2", "What is your help?", "a"),
        ("2", "What is your help?", "b"),
    ]


def test_waves_run_by_name(study: Building) -> None:
    """Waves stand in the order of their names; what has none comes last."""
    for name, wave in (("c", ""), ("d", "2022"), ("e", "2021")):
        study.document(name, wave=wave)
        answer(study, name)
    assert [row.wave for row in study.build().by_question] == ["2021", "2022", ""]


def test_cases_need_the_same_stance(study: Building) -> None:
    """Who speaks against it is none of those who said it."""
    study.word("ann", answer(study, "d"), stance="against")
    study.word("ann", answer(study, "e"), stance="mixed")
    assert [row.cases for row in study.build().by_question] == [1]


def test_a_code_counts_where_it_was_said(study: Building) -> None:
    """The same case counts under the question it answered so, once."""
    study.suggest(answer(study, "d", "worry"))
    answer(study, "d", "help")
    rows = {row.question: row.cases for row in study.build().by_question}
    assert rows == {"What is your worry?": 1, "What is your help?": 0}


def test_nobody_answered(study: Building) -> None:
    """Without answers there is no share."""
    answer(study, "d", skip_reason="no answer")
    (row,) = study.build().by_question
    assert (row.asked, row.answered, row.cases, row.share) == (1, 0, 0, None)


def test_withdrawn_respondents_were_not_asked(study: Building) -> None:
    """Who withdrew is in no column."""
    study.person("gone", withdrawn=True)
    study.suggest(answer(study, "gone"))
    answer(study, "d")
    (row,) = study.build().by_question
    assert (row.asked, row.answered, row.cases) == (1, 1, 0)


def test_basis_of_each_cell(study: Building) -> None:
    """Each question has a basis of its own."""
    for name in ("d", "e"):
        answer(study, name, "worry")
        answer(study, name, "help")
        answer(study, name, "wish")
    for segment in ("d/0", "e/0", "e/1"):
        study.look("ann", segment)
    assert [row.basis for row in study.build().by_question] == ["checked", "mixed", "suggested"]


def test_parent_counts_its_children(study: Building) -> None:
    """As in the theme matrix."""
    study.code("child", parent="a")
    study.suggest(answer(study, "d"), "child")
    assert [row.cases for row in study.build().by_question] == [1, 1]


def test_question_without_wording_shows_its_key(study: Building) -> None:
    """A column that has only a name is shown by it."""
    study.says(study.document("d"), item="q7")
    assert [row.question for row in study.build().by_question] == ["q7"]


@pytest.mark.parametrize(("said", "shown"), [(5, ["a", "b"]), (4, ["b"])])
def test_public_leaves_small_codes_out(study: Building, said: int, shown: list[str]) -> None:
    """A code that few people named is left out wholly; one that nobody named stays."""
    study.code("b")
    for number in range(9):
        segment = answer(study, f"d{number}")
        if number < said:
            study.suggest(segment)
    assert [row.code_id for row in study.build(public=True).by_question] == shown


def test_public_leaves_out_a_code_with_one_small_question(study: Building) -> None:
    """The other questions' numbers would let it be worked out."""
    for number in range(9):
        study.suggest(answer(study, f"d{number}", "worry"))
        segment = answer(study, f"d{number}", "help")
        if number < 2:
            study.suggest(segment)
    assert study.build(public=True).by_question == ()


def test_what_people_found_stands_beside_all_cases(study: Building) -> None:
    """The rest is a machine's."""
    for name in ("d", "e", "f"):
        study.suggest(answer(study, name))
    study.word("ada", "d/0")
    (row,) = study.build().by_question
    assert (row.cases, row.found, row.basis) == (3, 1, "mixed")


@pytest.mark.parametrize(("found", "suggested", "shown"), [(4, 9, 0), (9, 2, 0), (9, 6, 1)])
def test_public_leaves_out_what_few_found_or_few_are_suggested(
    study: Building, found: int, suggested: int, shown: int
) -> None:
    """As in the theme matrix."""
    for number in range(20):
        segment = answer(study, f"d{number}")
        if number < found:
            study.word("ada", segment)
        elif number < found + suggested:
            study.suggest(segment)
    assert len(study.build(public=True).by_question) == shown
