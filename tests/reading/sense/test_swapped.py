"""A column that holds another one's answers in one wave."""

from __future__ import annotations

import pytest

from sensing import across, answers, row
from themekit.records import Document
from themekit.study import ClosedItem

HOMES = ("Mill Lane", "Fish Dock", "Moor End")
HELP = ("Talk group", "Befriending", "Advice")


def asked(
    wave: str, *, swap: bool = False, source: str = "answers.csv", people: int = 9
) -> list[Document]:
    """Build a wave of people with where they live, what they use, their age and a mark."""
    rows = []
    for at in range(people):
        values = {
            "home": HOMES[at % 3],
            "help": HELP[at % 2],
            "age": str(20 + 5 * at),
            "mark": str(1 + at % 5),
        }
        if swap:
            values["home"], values["help"] = values["help"], values["home"]
        rows.append(
            row(f"{source[0]}{wave}{at}", "Fine.", wave=wave, source=source,
                attributes={"home": values["home"], "help": values["help"]},
                closed={"age": values["age"], "mark": values["mark"]})
        )  # fmt: skip
    return rows


STRAND = answers(
    attributes=("home", "help"), closed=(ClosedItem("age", "Age"), ClosedItem("mark", "Mark"))
)


def test_two_columns_swapped_in_one_wave_are_doubted() -> None:
    """The wave and both columns are named."""
    rows = [*asked("2021"), *asked("2022", swap=True), *asked("2023")]
    (found,) = across(STRAND, *rows)["column-swapped"]
    assert "in the wave 2022 the column 'home' holds what 'help' holds elsewhere" in found.message


def test_two_columns_swapped_in_one_file_are_doubted() -> None:
    """Without waves the files are compared."""
    rows = [*asked("", source="a.csv"), *asked("", source="b.csv", swap=True)]
    (found,) = across(STRAND, *rows)["column-swapped"]
    assert found.file == "b.csv"


def test_numbers_in_the_wrong_column_are_doubted() -> None:
    """An age under a mark from 1 to 5."""
    rows = [*asked("2021"), *asked("2022")]
    rows += [
        row(
            f"x{at}",
            "Fine.",
            wave="2023",
            closed={"age": str(1 + at % 5), "mark": str(21 + 5 * at)},
        )
        for at in range(8)
    ]
    (found,) = across(STRAND, *rows)["column-swapped"]
    assert "in the wave 2023" in found.message


@pytest.mark.parametrize(
    "places", [HOMES, ("Harbour", "Station", "Park"), ("Advice line", "None", "Clinic")]
)
def test_other_answers_in_a_later_wave_are_not_doubted(places: tuple[str, ...]) -> None:
    """New answers belong to no other column."""
    later = [
        row(
            f"x{at}",
            "Fine.",
            wave="2022",
            attributes={"home": places[at % 3], "help": HELP[at % 2]},
        )
        for at in range(9)
    ]
    assert across(STRAND, *asked("2021"), *later) == {}


def test_columns_with_the_same_answers_cannot_be_told_apart() -> None:
    """Two scales of yes and no."""
    closed = (ClosedItem("one", "One"), ClosedItem("two", "Two"))
    rows = [
        row(
            f"{wave}{at}",
            "Fine.",
            wave=wave,
            closed={"one": "yes" if at % 2 else "no", "two": "no" if at % 3 else "yes"},
        )
        for wave in ("2021", "2022")
        for at in range(9)
    ]
    assert across(answers(closed=closed), *rows) == {}


def test_a_question_asked_anew_on_another_ones_scale_is_not_swapped() -> None:
    """The other column keeps its answers."""
    rows = [
        row(
            f"{wave}{at}",
            "Fine.",
            wave=wave,
            closed={"one": old, "two": "agree" if at % 2 else "disagree"},
        )
        for wave, old in (("2021", "yes"), ("2022", "agree"))
        for at in range(9)
    ]
    closed = (ClosedItem("one", "One"), ClosedItem("two", "Two"))
    assert across(answers(closed=closed), *rows) == {}


def test_answers_in_words_under_a_closed_question_are_doubted() -> None:
    """The mark and the words changed places in one wave."""
    words = "The worker listened to me for an hour and called again the next week, as she had said."
    rows = [
        row(f"{wave}{at}", str(1 + at % 5) if wave == "2022" else f"{at} {words}", wave=wave,
            closed={"mark": f"{at} {words}" if wave == "2022" else str(1 + at % 5)})
        for wave in ("2021", "2022", "2023")
        for at in range(8)
    ]  # fmt: skip
    (found,) = across(STRAND, *rows)["column-swapped"]
    assert "in the wave 2022 the column" in found.message
