"""What transcribers write beside the words is no word; what people say in brackets is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.language import is_mark, spoken


@pytest.mark.parametrize(
    "mark",
    [
        "[chuckles]",
        "(inaudible)",
        "<pause>",
        "[crosstalk 00:12:01]",
        "((laughs))",
        "(pause 3 s)",
        "{unclear}",
        "*laughs*",
        "[?word?]",
        "[?]",
        "[inaudible 12:01]",
        "[INAUDIBLE]",
        "[Laughter]",
        "(laughs nervously)",
        "[P1 laughs]",
        "[Maria laughs]",
        "(both laugh)",
        "[all laughing]",
        "[overlapping speech]",
        "[cross talk]",
        "[cross-talk]",
        "(long pause)",
        "[3 second pause]",
        "(pause - 5 seconds)",
        "[silence]",
        "[background noise]",
        "(phone rings)",
        "[telephone ringing]",
        "[phone buzzing]",
        "[clears throat]",
        "(clears her throat)",
        "[shakes head]",
        "(sighs deeply)",
        "[sighs]",
        "(crying)",
        "[starts to cry]",
        "[unclear 00:01:02.3]",
        "[inaudible due to background noise]",
        "[00:12:31]",
        "(00:12:31)",
        "[12:31]",
        "[00.12.31]",
        "[no audible response]",
        "[recording paused]",
        "[end of recording]",
        "[End of interview]",
        "_laughs_",
        "**laughs**",
        "*[laughs]*",
        "[[laughs]]",
        "([laughs])",
        "(.)",
        "(3 sec)",
        "[sic]",
        "[ph]",
        "（laughs）",
        "【inaudible】",
        "(lacht)",
        "[rires]",
        "(risas)",
        "&=laughs",
        "[laughter and crosstalk]",
        "[inaudible 00:12:01 - 00:12:05]",
        "[inaudible 5 words]",
        "[indistinct chatter]",
        "[music]",
        "(nervous laughter)",
        "[Interviewer and participant laugh]",
        "[talking over each other]",
        "[dog barks]",
        "[door slams]",
        "[coughs]",
        "<laughs>",
        "</laughs>",
        "<pause/>",
        "(laughing)",
        "[tearful]",
        "(inaudible name)",
        "(inaudible, 00:03)",
        "[pause: 4s]",
        "[Pause]",
        "[unintelligible]",
        "(unintelligible - 00:10:22)",
        "[inaudible at 00:12:01]",
        "[@00:12:01]",
        "(laughter)",
        "[audience laughter]",
        "[5-second pause]",
        "[Laughs.]",
        "<PAUSE>",
        "[silence, 5 secs]",
        "(affirmative)",
        "[applause]",
        "[short break]",
        "[=! laughs]",
        "[She laughs]",
        "(inaudible segment)",
        "[unclear word]",
        "[speaking foreign language]",
        "[foreign language]",
        "(sobbing)",
        "[takes a deep breath]",
        "(someone coughs)",
        "[audio cuts out]",
        "[laughs, then sighs]",
    ],
)
def test_a_mark_is_blanked_and_nothing_else_moves(mark: str) -> None:
    """What stands around it stays where it stood."""
    said = spoken(f"I was {mark} there.")
    assert said == "I was " + " " * len(mark) + " there."


@pytest.mark.parametrize(
    "words",
    [
        "[name of borough]",
        "[manager]",
        "(negative)",
        "(a break)",
        "[REDACTED]",
        "(well, sort of)",
        "[name removed]",
        "[Hospital 1]",
        "(my daughter)",
        "(noise)",
        "(music)",
        "(i.e. heart)",
        "[have]",
        "[ who cares for her dad ]",
        "(he laughed at me)",
        "(crying all night)",
        "(loud noise from the neighbours)",
        "(dog barking)",
        "(can't hear)",
        "[word redacted]",
        "(2020)",
        "(3)",
        "(1)",
        "(a)",
        "(the phone)",
        "(laughs at everything)",
        "(no)",
        "(silently)",
        "(unclear instructions)",
        "(ringing)",
        "*too*",
        "*unclear*",
        "*crying*",
        "_silence_",
        "*like*",
        "(e.g. homemaker)",
        "[City]",
        "<do?>",
        "(£20)",
        "(2.8)",
        "(12.05.20)",
        '<?xml version="1.0"?>',
        "[redacted]",
        "(physio)",
        "(10:30)",
        "(Staff unclear)",
        "(talking)",
        "(participant)",
        "[P1]",
        "[Speaker 2]",
        "[interviewer]",
        "(long)",
        "[R1's manager]",
        "(in the background)",
    ],
)
def test_words_in_brackets_stay_words(words: str) -> None:
    """Names taken out stand for words; an aside, and a survey's own brackets, are somebody's."""
    text = f"I was {words} there."
    assert spoken(text) is text


def test_a_word_that_was_heard_as_something_stays() -> None:
    """Only what says that it was unclear goes."""
    assert spoken("At the [unclear: clinic?] there.") == "At the [         clinic?] there."


def test_a_text_without_marks_is_the_same_text() -> None:
    """Not even a copy is made of it."""
    text = "Nothing (or not much, anyway) was said: 2 * 3 * 4 < 25, snake_case_names & more."
    assert spoken(text) is text


@pytest.mark.parametrize(("words", "alone"), [("[laughs] ", True), ("(pause): <sighs>", True),
    ("[P1]:", False), ("[laughs] Yes", False), (":", False), ("", False)])  # fmt: skip
def test_marks_alone_are_told_from_words(words: str, alone: bool) -> None:
    """A line of them says nothing, and in a label's place they name nobody."""
    assert is_mark(words) is alone


def test_bold_labels_of_markdown_are_no_marks() -> None:
    """Only what stands between two stars is looked at, never what stands between two labels."""
    text = "**INT:** laughs **P1:** *really* sad"
    assert spoken(text) == text


def test_a_mark_over_a_line_s_end_keeps_the_line_s_end() -> None:
    """Hard-wrapped transcripts part marks as they part words."""
    assert spoken("Well [crosstalk\n00:12:01] yes.") == "Well           \n          yes."


@given(
    st.lists(
        st.sampled_from(
            ["[", "]", "(", ")", "<", ">", "*", "_", "laughs", "so", " ", "\n", "?", "&=", "1:02"]
        )
    )
)
def test_whatever_stands_there_keeps_its_length_and_its_lines(parts: list[str]) -> None:
    """Offsets hold in any text, and what was blanked once is blank."""
    text = "".join(parts)
    said = spoken(text)
    assert len(said) == len(text)
    assert [at for at, sign in enumerate(said) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]
    assert all(one in {other, " "} for one, other in zip(said, text, strict=True))


@pytest.mark.parametrize("words", ["[feedback]", "[negative]", "[break]", "[points 1, 2]"])
def test_words_that_people_put_in_brackets_themselves_are_words(words: str) -> None:
    """What may stand for what was said is no sound."""
    assert not is_mark(words)
