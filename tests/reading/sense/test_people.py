"""The same person more than once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensing import across, answers, row, signs
from themekit.reading.sense import doubts_across
from themekit.records import Document
from themekit.study import CaseEntry, CaseIndex, CaseTable, Study, WaveColumn

WAVES = ("2021-Q1", "2021-Q3")


def panel(people: int = 6, **attributes: str) -> list[Document]:
    """Build a study in which everybody is asked twice."""
    return [
        row(f"{wave}-{at}", f"Answer {at}.", case=f"P{at}", wave=wave, attributes=attributes)
        for wave in WAVES
        for at in range(people)
    ]


# -- twice-in-a-wave ----------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["P1", "P5"])
def test_a_person_twice_in_one_wave_is_doubted(case: str) -> None:
    """The rows and the wave are named."""
    again = row("again", "Once more.", case=case, wave=WAVES[1])
    (found,) = across(answers(case="person"), *panel(), again)["twice-in-a-wave"]
    assert f"'{case}' answers 2 times in the wave 2021-Q3" in found.message
    assert "'again'" in found.message


def test_rows_of_a_person_twice_are_told_with_their_places() -> None:
    """An id of ours is in no file: the number of the row is."""
    first = row("R1", "Fine.", case="P3", wave="2021-Q1", place="line 2")
    again = row("R9", "Fine.", case="P3", wave="2021-Q1", place="line 14")
    others = [row(f"R{at}", "Fine.", case=f"P{at}") for at in range(20, 27)]
    (found,) = across(answers(case="person"), first, again, *others)["twice-in-a-wave"]
    assert found.message.endswith("line 2 ('R1'), line 14 ('R9')")
    assert found.line == 14


def test_rows_of_other_files_are_told_with_their_files() -> None:
    """Else somebody looks for them in the wrong one."""
    first = row("R1", "Fine.", case="P3", place="line 2", source="may.csv")
    again = row("R9", "Fine.", case="P3", place="line 14", source="june.csv")
    others = [row(f"R{at}", "Fine.", case=f"P{at}") for at in range(20, 27)]
    (found,) = across(answers(case="person"), first, again, *others)["twice-in-a-wave"]
    assert found.message.endswith("line 2 ('R1') of may.csv, line 14 ('R9')")


def test_rows_between_which_an_attribute_changes_are_told_with_their_places() -> None:
    """Each of the two, and its file."""
    rows = panel(area="Mill Lane")
    changed = row(
        "x", "Fine.", case="P2", wave="2021-Q4", attributes={"area": "Quay"}, place="line 9"
    )
    (found,) = across(answers(case="person", attributes=("area",)), *rows, changed)[
        "attribute-changes"
    ]
    assert "'Quay' in line 9 ('x')" in found.message
    assert found.line == 9


def test_a_person_twice_without_waves_is_doubted() -> None:
    """The study has one wave then."""
    rows = [row(f"R{at}", "Fine.", case=f"P{at}") for at in range(7)]
    again = row("R8", "Fine.", case="P3", source="more.csv")
    (found,) = across(answers(case="person"), *rows, again)["twice-in-a-wave"]
    assert found.file == "more.csv"


def test_several_people_twice_are_one_doubt() -> None:
    """With how many they are."""
    again = [row(f"again{at}", "More.", case=f"P{at}", wave=WAVES[0]) for at in range(3)]
    (found,) = across(answers(case="person"), *panel(12), *again)["twice-in-a-wave"]
    assert "3 people answer more than once" in found.message


def test_a_repeating_instrument_is_answered_again() -> None:
    """Where the id is the case, people are meant to answer more than once."""
    again = row("P1#2", "Once more.", case="P1", wave=WAVES[1])
    assert across(answers(id="person", case="person"), *panel(), again) == {}
    assert "twice-in-a-wave" in across(answers(id="response", case="person"), *panel(), again)


def test_once_in_each_wave_is_how_a_panel_is() -> None:
    """Nothing is wrong with it."""
    assert across(answers(case="person"), *panel()) == {}


def test_a_diary_is_written_often_in_a_wave() -> None:
    """Where nearly everybody comes more than once, the study is made so."""
    days = [
        row(f"{at}-{day}", "A day.", case=f"P{at}", wave="2021")
        for at in range(5)
        for day in range(4)
    ]
    assert across(answers(case="person", wave=WaveColumn("date")), *days) == {}


def test_cases_csv_says_who_comes_twice() -> None:
    """Two respondents of one table may be one person."""
    rows = [row(f"R{at}", "Fine.", wave="2021") for at in range(6)]
    strand = answers()
    study = Study(Path("/study"), "A study", Path("/study/codebook.yaml"), (strand,))
    table = CaseTable(
        frozenset({"case", "document"}),
        (CaseEntry(2, "Ann", "R1"), CaseEntry(3, "Ann", "R4")),
    )
    cases = CaseIndex.build(study, table, rows)
    (found,) = across(strand, *rows, cases=cases)["twice-in-a-wave"]
    assert "'Ann'" in found.message


# -- attribute-changes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [("gender", "woman", "man"), ("area", "Mill Lane", "Fish Dock"), ("age", "34", "52"),
     ("age_group", "35 to 54", "18 to 34"), ("born", "1980", "1955")],
)  # fmt: skip
def test_an_attribute_that_changes_within_a_person_is_doubted(
    column: str, before: str, after: str
) -> None:
    """One of the two is wrong, and the first counts."""
    rows = panel(**{column: before})
    changed = row("x", "Fine.", case="P2", wave="2021-Q4", attributes={column: after})
    (found,) = across(answers(case="person", attributes=(column,)), *rows, changed)[
        "attribute-changes"
    ]
    assert f"'{column}' of 'P2' is '{before}'" in found.message
    assert f"'{after}' in row 'x'" in found.message


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [("age", "34", "35"), ("age_group", "18 to 34", "35 to 54"), ("area", "Mill Lane", "mill lane "),
     ("age_group", "55-74", "75 and over"), ("area", "Mill Lane", "")],
)  # fmt: skip
def test_people_grow_older_and_are_typed_differently(column: str, before: str, after: str) -> None:
    """A year more, the next band, other capitals, or no word of it."""
    rows = panel(**{column: before})
    changed = row("x", "Fine.", case="P2", wave="2021-Q4", attributes={column: after})
    assert across(answers(case="person", attributes=(column,)), *rows, changed) == {}


def test_what_changes_in_most_people_is_no_trait() -> None:
    """Who collected the answers may change every time."""
    rows = [
        row(f"{wave}-{at}", "Fine.", case=f"P{at}", wave=wave, attributes={"by": f"{wave}{at % 2}"})
        for wave in WAVES
        for at in range(8)
    ]
    assert across(answers(case="person", attributes=("by",)), *rows) == {}


def test_a_person_of_two_surveys_is_one_person() -> None:
    """What is known of a case is joined over all strands."""
    first = [row("a", "Fine.", case="P1", attributes={"gender": "woman"}, source="one.csv")]
    second = [row("b", "Fine.", case="P1", attributes={"gender": "man"}, source="two.csv")]
    one = answers(name="One", slug="one", case="person", attributes=("gender",))
    two = answers(name="Two", slug="two", case="person", attributes=("gender",))
    study = Study(Path("/study"), "A study", Path("/study/codebook.yaml"), (one, two))
    found = doubts_across((*signs(one, first), *signs(two, second)), study)
    assert [(problem.doubt, problem.file) for problem in found] == [
        ("attribute-changes", "two.csv")
    ]
