"""How often an author expects a code: optional, and checked."""

from pathlib import Path

from themekit.codebook import Codebook, parse_codebook, with_code
from themekit.report.export_tables import CODEBOOK, codebook

TEXT = "codes:\n- name: Rent\n  frequency: {}\n- name: Food\n"


def test_a_code_may_say_how_often_it_is_expected(tmp_path: Path) -> None:
    """Empty where it does not."""
    path = tmp_path / "codebook.yaml"
    path.write_text(TEXT.format("rarely"), "utf-8")
    assert [one.frequency for one in Codebook.load(path).codes] == ["rarely", ""]


def test_another_word_is_refused_with_the_words_there_are() -> None:
    """One clear sentence with the place."""
    _, problems = parse_codebook(TEXT.format("frequently"))
    assert problems[0].line == 3
    assert "'often', 'sometimes' or 'rarely'" in problems[0].message


def test_a_key_without_a_value_is_left_out() -> None:
    """As with the other optional keys."""
    found, problems = parse_codebook(TEXT.format(""))
    assert not problems
    assert found is not None
    assert found.codes[0].frequency == ""


def test_it_moves_suggestions_and_dates_no_decision() -> None:
    """The codebook's hash changes, the code's own do not; unsaid it is the hash of all along."""
    plain, said, unsaid = (
        parse_codebook(TEXT.format(one))[0] for one in ("", "often", "sometimes")
    )
    assert plain is not None and said is not None and unsaid is not None  # noqa: PT018
    assert plain.hash != said.hash
    assert plain.codes[0].hash == said.codes[0].hash
    assert plain.codes[0].meaning_hash == said.codes[0].meaning_hash


def test_it_is_written_and_exported() -> None:
    """By whatever writes a code, and in the table of the codebook."""
    found, _ = parse_codebook(
        with_code(TEXT.format("often"), {"name": "Bus", "frequency": "rarely"})
    )
    assert found is not None
    column = CODEBOOK.index("frequency")
    assert [row[column] for row in codebook(found).rows] == ["often", "", "rarely"]
