"""``watch`` in study.yaml: what is said beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import STUDY, make_study
from themekit.study import Watched, check_against_codebook, read_study

if TYPE_CHECKING:
    from pathlib import Path


def _written(folder: Path, watch: str) -> Path:
    make_study(folder)
    (folder / "study.yaml").write_text(f"{STUDY}watch:\n{watch}", encoding="utf-8")
    return folder


def messages(folder: Path, watch: str) -> list[str]:
    """Return what is wrong, with its line."""
    _, problems = read_study(_written(folder, watch))
    return [f"{one.line}: {one.message}" for one in problems if one.severity == "error"]


LINE = STUDY.count("\n") + 2
"""The line of the first entry."""


def test_codes_and_questions_are_watched_in_their_order(tmp_path: Path) -> None:
    """What matters is 15 in 100 where nothing is said, and may be a percentage."""
    watch = "  - {item: agree}\n  - {code: More people, matters: 20 %}\n"
    study, problems = read_study(_written(tmp_path, watch))
    assert study is not None
    assert not [one for one in problems if one.severity == "error"]
    assert study.watch == (Watched(item="agree", matters=0.15), Watched("More people", matters=0.2))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{code: A, item: agree}", "an entry watches one code or one closed question"),
        ("{matters: 0.2}", "an entry watches one code or one closed question"),
        ("More people", "an entry of 'watch' should be a mapping"),
        ("{code: A, matters: 0}", "'matters' should be a change between 0 and 1, not '0'"),
        ("{code: A, matters: much}", "'matters' should be a change between 0 and 1, not 'much'"),
        ("{item: agre}", "no strand has a closed question 'agre'"),
        ("{code: A, mattters: 0.2}", "unknown key 'mattters'"),
    ],
)
def test_what_cannot_be_watched_is_told_with_its_line(
    tmp_path: Path, entry: str, said: str
) -> None:
    """Each with what would be right."""
    assert messages(tmp_path, f"  - {entry}\n") == [f"{LINE}: {said}"]


def test_a_mistyped_question_is_told_with_the_nearest(tmp_path: Path) -> None:
    """The hint names the column that there is."""
    _, problems = read_study(_written(tmp_path, "  - {item: agre}\n"))
    assert [one.hint for one in problems if "agre" in one.message] == ["did you mean 'agree'?"]


def test_nine_are_too_many(tmp_path: Path) -> None:
    """With each more, chance alone gives an alarm more often."""
    watch = "".join(f"  - {{code: Code {number}}}\n" for number in range(9))
    assert messages(tmp_path, watch) == [
        f"{LINE - 1}: 'watch' holds 9 entries; at most 8 can be watched"
    ]


def test_nothing_is_watched_twice(tmp_path: Path) -> None:
    """Whatever its capitals."""
    watch = "  - {item: agree}\n  - {item: Agree}\n"
    assert messages(tmp_path, watch) == [f"{LINE + 1}: 'agree' is watched twice"]


def test_a_question_without_positive_answers_cannot_rise(tmp_path: Path) -> None:
    """Nobody can say what would be more of it."""
    make_study(tmp_path)
    text = STUDY.replace(', positive: ["yes"]', "") + "watch:\n  - {item: agree}\n"
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    _, problems = read_study(tmp_path)
    said = [one.message for one in problems if one.severity == "error"]
    assert said == ["no answer to 'agree' counts as positive, so it can neither rise nor fall"]


def test_an_unknown_code_is_told_with_the_nearest(tmp_path: Path) -> None:
    """Once the codebook is known."""
    study, _ = read_study(_written(tmp_path, "  - {code: More peple}\n"))
    assert study is not None
    found = check_against_codebook(study, ["Demand", "Money"], ["More people", "more-people"])
    assert [(one.line, one.message, one.hint) for one in found] == [
        (LINE, "the codebook has no code 'More peple'", "did you mean 'More people'?")
    ]
