"""Decisions follow their words when a source changes; what follows nowhere is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support import INTERVIEW, make_study
from themekit import open_study
from themekit.workflows.check import check_study
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.opening import OpenStudy
from themekit.workflows.project import open_context
from themekit.workflows.recording import record
from themekit.workflows.run import run_study

MONEY = "More people came every week. We ran out of money in June, and the phones never stopped."
TALK = "interviews/P1.txt"


@pytest.fixture
def coded(tmp_path: Path, models: Models) -> OpenStudy:
    """Return a study in which somebody decided on a passage of an interview."""
    folder = make_study(tmp_path / "study")
    run_study(folder, RunOptions(), models=models)
    study = open_study(folder)
    (there,) = [one.id for one in study.segments if one.text == MONEY]
    study.decide(there, "short-of-money", "accept", coder="Ada")
    study.look(there, coder="Ada")
    return study


def change(study: OpenStudy, models: Models, text: str) -> dict[str, str]:
    """Write the interview anew, run, and return how the code stands by the segments' words."""
    (file,) = (study.path / "interviews").iterdir()
    file.write_text(text, encoding="utf-8")
    run_study(study.path, RunOptions(), models=models)
    words = {one.id: one.text for one in study.segments}
    return {
        words[one.segment_id]: one.state
        for one in study.standings()
        if one.code_id == "short-of-money" and one.by_people
    }


def test_a_decision_moves_with_its_words(coded: OpenStudy, models: Models) -> None:
    """Something was written in before them: they are where they are now."""
    assert change(coded, models, "INT: Hello?\n\nP1: Hello.\n\n" + INTERVIEW) == {MONEY: "holds"}
    assert check_study(coded.path).warnings == 0


def test_a_decision_moves_to_the_one_passage_that_is_like_its_words(
    coded: OpenStudy, models: Models
) -> None:
    """A slip of the pen was mended: the passage is the same."""
    mended = MONEY.replace("June,", "July,")
    assert change(coded, models, INTERVIEW.replace(MONEY, mended)) == {mended: "holds"}
    told = [str(one) for one in check_study(coded.path).problems]
    assert any("only like those that they were taken on" in one for one in told)


def test_a_decision_whose_words_are_gone_is_kept_and_listed(
    coded: OpenStudy, models: Models
) -> None:
    """It counts nowhere; once the words are back, it stands as before."""
    gone = INTERVIEW.replace(MONEY, "I cannot say.")
    assert change(coded, models, gone) == {}
    told = [str(one) for one in check_study(coded.path).problems]
    assert any("counted nowhere" in one and "Ada" in one for one in told)
    assert len(coded.codings) == 1
    assert change(coded, models, INTERVIEW) == {MONEY: "holds"}


def test_a_decision_comes_back_with_its_former_text(coded: OpenStudy, models: Models) -> None:
    """The source was changed and put back: the decision lies where it was taken."""
    mended = MONEY.replace("June,", "July,")
    assert change(coded, models, INTERVIEW.replace(MONEY, mended)) == {mended: "holds"}
    told = [str(one) for one in check_study(coded.path).problems]
    assert any("only like those that they were taken on" in one for one in told)
    assert change(coded, models, INTERVIEW) == {MONEY: "holds"}
    assert check_study(coded.path).warnings == 0


def test_a_decision_that_comes_late_on_a_former_text_follows_too(
    coded: OpenStudy, models: Models
) -> None:
    """Others were moved before it came."""
    late = replace(coded.codings[0], event_id="late", act="", number=0, coder="Bea")
    mended = MONEY.replace("June,", "July,")
    assert change(coded, models, INTERVIEW.replace(MONEY, mended)) == {mended: "holds"}
    told = [str(one) for one in check_study(coded.path).problems]
    assert any("only like those that they were taken on" in one for one in told)
    with open_context(coded.path, models=models) as context:
        record(context, [late], coder="Bea")
    run_study(coded.path, RunOptions(), models=models)
    (one,) = [one for one in coded.standings() if one.by_people and one.yes]
    assert one.credited == ("Ada", "Bea")
