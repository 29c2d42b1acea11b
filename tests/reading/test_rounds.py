"""Labels that occur once in a talk of many people."""

from __future__ import annotations

import pytest

from themekit.reading.speakers.turns import find_turns

ROLES = ("Facilitator", "Food bank manager", "Council commissioner", "Council housing")
NAMES = ("Ann", "Jane Smith", "Omar", "Ines")
LONG = "We began in the spring.\n\nThen the phones rang all day.\n\nSo we took on two more people."


def talk(
    names: tuple[str, ...], inserted: str = "", form: str = "{}: ", between: str = "\n\n"
) -> str:
    """Return a talk in which everybody speaks twice, in several paragraphs each time."""
    turns = [form.format(name) + LONG for name in (*names, *names)]
    turns.insert(len(names) + 1, inserted)
    return between.join(turn for turn in turns if turn).replace("\n\n", between)


def speakers(text: str) -> list[str]:
    """Return who speaks, turn by turn."""
    return [turn.speaker for turn in find_turns(text).turns]


@pytest.mark.parametrize(
    "role",
    ["Housing officer", "Head of public health", "Carer", "NHS trust", "Umbrella body", "Council planning", "GP"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}: ", "**{}:** ", "[00:01:02] {}: "])
def test_a_role_that_speaks_once_in_a_round_is_heard(role: str, form: str) -> None:
    """However many paragraphs the others' turns have."""
    text = talk(ROLES, form.format(role) + "I can only agree with that.", form)
    assert speakers(text).count(role) == 1
    assert len(speakers(text)) == 9


@pytest.mark.parametrize("name", ["Tom", "Priya Shah", "Dr Grey", "Áine"])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_name_that_comes_once_in_a_round_is_heard(name: str, between: str) -> None:
    """With or without blank lines."""
    text = talk(NAMES, f"{name}: I can only agree with that.", between=between)
    assert speakers(text).count(name) == 1


@pytest.mark.parametrize(
    "words",
    ["Note", "Results", "Gains", "Phones", "Funding", "One thing", "My worry", "Main worry", "People first"],
)  # fmt: skip
@pytest.mark.parametrize("names", [ROLES, NAMES], ids=["roles", "names"])
def test_a_heading_in_a_round_stays_words(words: str, names: tuple[str, ...]) -> None:
    """No role, and no name: a word that the others use too, or one that says what and not who."""
    assert words not in speakers(talk(names, f"{words}: that is how it went with us."))


@pytest.mark.parametrize("words", ["Note", "Results", "Gains", "Tom", "Housing officer"])
def test_a_line_that_comes_once_in_an_interview_of_two_stays_words(words: str) -> None:
    """Two names have no form in common that would say anything."""
    text = talk(("INT", "V01"), f"{words}: that is how it went with us.")
    assert set(speakers(text)) == {"INT", "V01"}


@pytest.mark.parametrize(
    "line", ["Tom: I agree.", "**Tom: I agree.**", "**Tom**: I agree.", "**Tom:**"]
)
def test_a_label_set_otherwise_than_the_others_stays_words(line: str) -> None:
    """The same sign, the same emphasis, and words on its line as theirs have."""
    assert "Tom" not in speakers(talk(NAMES, line, "**{}:** "))


def test_a_line_within_a_paragraphs_block_stays_words_where_labels_follow_blank_lines() -> None:
    """Whoever speaks begins a paragraph there."""
    text = talk(NAMES).replace("spring.\n", "spring.\nTom: I agree.\n", 1)
    assert "Tom" not in speakers(text)


def test_a_title_before_the_first_label_is_no_speaker_of_a_round() -> None:
    """'Community Council: notes of a talk' stands above, and nobody said it."""
    assert speakers("Community council: notes of a talk in May\n\n" + talk(NAMES))[0] == ""
