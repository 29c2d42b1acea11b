"""What a code says of a person's situation: optional, checked, and in no hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.codebook import Codebook, parse_codebook, with_code
from themekit.report.export_tables import CODEBOOK, codebook

TEXT = "codes:\n- name: Rent\n  direction: {}\n- name: Food\n"


@pytest.mark.parametrize("word", ["better", "same", "worse", "mixed"])
def test_a_code_may_say_a_direction(tmp_path: Path, word: str) -> None:
    """Empty where it does not."""
    path = tmp_path / "codebook.yaml"
    path.write_text(TEXT.format(word), "utf-8")
    assert [one.direction for one in Codebook.load(path).codes] == [word, ""]


def test_another_word_is_refused_with_the_words_there_are() -> None:
    """One clear sentence with the place."""
    _, problems = parse_codebook(TEXT.format("up"))
    assert problems[0].line == 3
    assert "'better', 'same', 'worse' or 'mixed'" in problems[0].message


def test_it_moves_no_suggestion_and_dates_no_decision() -> None:
    """Every hash stays what it is."""
    plain, said = (parse_codebook(TEXT.format(one))[0] for one in ("", "worse"))
    assert plain is not None
    assert said is not None
    assert plain.hash == said.hash
    assert plain.codes[0].hash == said.codes[0].hash
    assert plain.codes[0].meaning_hash == said.codes[0].meaning_hash


def test_it_is_written_and_exported() -> None:
    """By whatever writes a code, and in the table of the codebook."""
    found, _ = parse_codebook(
        with_code(TEXT.format("same"), {"name": "Bus", "direction": "better"})
    )
    assert found is not None
    column = CODEBOOK.index("direction")
    assert [row[column] for row in codebook(found).rows] == ["same", "", "better"]
