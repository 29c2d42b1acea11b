"""Whether there is anything to code."""

from __future__ import annotations

import pytest

from sensing import across, answers, row, talk, talks, within
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
