"""Whether there is anything to code."""

from __future__ import annotations

import pytest

from sensing import across, answers, row, talk, talks, within
from themekit.reading import read_source
from themekit.records import Document
from themekit.study import Strand


@pytest.mark.parametrize(
    ("strand", "documents"),
    [
        (answers(), (row("R1", ""), row("R2", " - "))),
        (answers(), (row("R1", "n/a", "None."), row("R2", "don't know", "no comment"))),
        (talks(), (talk(("INT", ""), ("P1", "[inaudible]"), ("P1", "(laughs)")),)),
    ],
)
def test_a_source_with_nothing_to_code_is_doubted(
    strand: Strand, documents: tuple[Document, ...]
) -> None:
    """All of its units would be skipped."""
    assert "nothing-to-code" in within(strand, *documents)


def test_one_answer_is_something_to_code() -> None:
    """However many others say nothing."""
    assert within(answers(), row("R1", ""), row("R2", "n/a"), row("R3", "The waiting.")) == {}


def test_a_document_coded_whole_is_something_to_code() -> None:
    """The unit is the document, whoever speaks."""
    assert within(talks(unit="document", kind="case-study"), talk(("P1", "[silence]"))) == {}


def test_a_study_without_a_source_is_doubted() -> None:
    """Nothing wrong is not the same as nothing there."""
    (found,) = across(talks())["nothing-to-code"]
    assert found.file == "study.yaml"


TALKED = "{0},{1}\nHow did you come here?,By bus.\nWhat next?,A form.\nWho helped?,A woman.\nAnything else?,No.\n"


@pytest.mark.parametrize("names", [("Question", "Answer"), ("interviewer", "participant")])
def test_questions_beside_their_answers_are_no_answers(names: tuple[str, str]) -> None:
    """A row with a question and its answer is talk, whatever the columns are called."""
    strand = answers(id="", open=names)
    documents, _ = read_source(TALKED.format(*names).encode(), "answers.csv", strand)
    assert "table-is-talk" in within(strand, *documents)


def test_what_people_would_like_to_ask_is_an_answer() -> None:
    """A survey may ask for questions."""
    strand = answers(id="", open=("What would you like to ask us?", "Comments"))
    data = TALKED.format("What would you like to ask us?", "Comments").encode()
    assert within(strand, *read_source(data, "answers.csv", strand)[0]) == {}
