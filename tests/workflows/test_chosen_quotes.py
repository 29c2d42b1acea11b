"""A researcher's own choice of a quotation goes before the machine's, follows its words, and goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import INTERVIEW, make_study
from themekit import open_study
from themekit.errors import UsageError
from themekit.workflows.chosen_quotes import (
    MOVED,
    SAID_FOR,
    SHOWN,
    UNSAID,
    choose_quote,
    list_chosen,
    unchoose_quote,
)
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.opening import OpenStudy
from themekit.workflows.run import run_study

MONEY = "More people came every week. We ran out of money in June, and the phones never stopped."
CODE = "Short of money"


@pytest.fixture
def coded(tmp_path: Path, models: Models) -> OpenStudy:
    """Return a study in which somebody says that a code holds in a passage."""
    folder = make_study(tmp_path / "study")
    run_study(folder, RunOptions(), models=models)
    study = open_study(folder)
    study.decide(passage(study), "short-of-money", "accept", coder="Ada")
    return study


def passage(study: OpenStudy) -> str:
    """Return the id of the passage with the words of this test."""
    return next(one.id for one in study.segments if MONEY in one.text)


def test_a_choice_stands_in_the_report_word_for_word(coded: OpenStudy, models: Models) -> None:
    """Just the words that were chosen, marked where something was left out."""
    choose_quote(coded.path, passage(coded), CODE, by="Ada", words="6-12")
    run_study(coded.path, RunOptions(), models=models)
    text = (coded.path / "outputs" / "theme_matrix.md").read_text(encoding="utf-8")
    assert r"\[…\] We ran out of money in June, \[…\]" in text


def test_a_choice_of_a_code_that_no_person_accepted_is_refused(coded: OpenStudy) -> None:
    """With what to do first."""
    with pytest.raises(UsageError, match="accept it there first"):
        choose_quote(coded.path, passage(coded), "More people", by="Ada")


def test_words_that_a_passage_does_not_have_are_refused(coded: OpenStudy) -> None:
    """With how many it has."""
    with pytest.raises(UsageError, match="has 17 words"):
        choose_quote(coded.path, passage(coded), CODE, by="Ada", words="3-99")


def test_a_later_choice_replaces_the_earlier_one_of_the_same_person(coded: OpenStudy) -> None:
    """And taking it back leaves none; nobody takes back what another chose."""
    choose_quote(coded.path, passage(coded), CODE, by="Ada", words="1-5")
    choose_quote(coded.path, passage(coded), CODE, by="Ada", words="6-12", place="typical")
    ((_, _, place, by, state, text),) = list_chosen(coded.path)
    assert (place, by, state, text) == ("typical", "Ada", SHOWN, "We ran out of money in June,")
    with pytest.raises(UsageError, match="Bo has chosen no words"):
        unchoose_quote(coded.path, passage(coded), CODE, by="Bo")
    unchoose_quote(coded.path, passage(coded), CODE, by="Ada")
    assert list_chosen(coded.path) == []


def test_a_choice_follows_its_words_when_the_source_changes(
    coded: OpenStudy, models: Models
) -> None:
    """Where they are another now, it is kept and shown nowhere."""
    choose_quote(coded.path, passage(coded), CODE, by="Ada", words="6-12")
    (file,) = (coded.path / "interviews").iterdir()
    file.write_text("INT: Hello?\n\nP1: Hello.\n\n" + INTERVIEW, encoding="utf-8")
    run_study(coded.path, RunOptions(), models=models)
    assert [(row[4], row[5]) for row in list_chosen(coded.path)] == [
        (SHOWN, "We ran out of money in June,")
    ]
    file.write_text(INTERVIEW.replace("in June", "in July"), encoding="utf-8")
    run_study(coded.path, RunOptions(), models=models)
    assert [(row[4], row[5]) for row in list_chosen(coded.path)] == [(MOVED, "")]


def test_what_people_say_speaks_for_it_is_not_chosen_as_against(coded: OpenStudy) -> None:
    """The error says what to do; nothing is kept."""
    coded.decide(passage(coded), "short-of-money", "add", coder="Ada", stance="for")
    with pytest.raises(UsageError, match=r"speaks for 'Short of money'.*as typical or strong"):
        choose_quote(coded.path, passage(coded), CODE, by="Ada", place="against")
    assert list_chosen(coded.path) == []


@pytest.mark.parametrize("stance", ["against", "mixed"])
def test_what_speaks_against_it_is_chosen_as_against(coded: OpenStudy, stance: str) -> None:
    """Also where it speaks for it as well."""
    coded.decide(passage(coded), "short-of-money", "add", coder="Ada", stance=stance)
    assert choose_quote(coded.path, passage(coded), CODE, by="Ada", place="against").doubt == ""
    assert list_chosen(coded.path)[0][4] == SHOWN


def test_what_nobody_has_said_is_told_beside_it(coded: OpenStudy, models: Models) -> None:
    """To whoever chooses, in the list, and in the report; later words decide."""
    made = choose_quote(coded.path, passage(coded), CODE, by="Ada", place="against")
    assert "Nobody has said whether" in made.doubt
    assert list_chosen(coded.path)[0][4] == UNSAID
    run_study(coded.path, RunOptions(), models=models)
    report = coded.path / "outputs" / "theme_matrix.md"
    assert "nobody has said that it speaks against it" in report.read_text(encoding="utf-8")
    coded.decide(passage(coded), "short-of-money", "add", coder="Ada", stance="for")
    assert list_chosen(coded.path)[0][4] == SAID_FOR
    run_study(coded.path, RunOptions(), models=models)
    text = report.read_text(encoding="utf-8")
    assert "nobody has said that it speaks against it" not in text
    assert "ran out of money in June" in text
