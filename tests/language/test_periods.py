"""The time that a passage talks about."""

import pytest

from themekit.language import spoken_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Before Covid we met every week in the hall.", "before"),
        ("We used to have a drop-in on Tuesdays.", "before"),
        ("During lockdown we rang people up.", "during"),
        ("When the pandemic hit, everything stopped.", "during"),
        ("Next year will be harder, I think.", "after"),
        ("We’re going to keep the phone line.", "after"),
        ("The chair was blue.", ""),
        ("I am used to it by now.", ""),
        ("Before the pandemic we met; during the pandemic we did not.", ""),
    ],
)
def test_cues_decide_the_period(text: str, period: str) -> None:
    """Words that place a speaker in time decide; a tie or no cue leaves it open."""
    assert spoken_period(text).period == period


def test_the_question_decides_where_the_answer_has_no_cue() -> None:
    """An answer without a cue takes the time that was asked about."""
    assert (
        spoken_period("Money.", "What worries you about the next twelve months?").period == "after"
    )


def test_the_answer_wins_over_the_question() -> None:
    """A speaker who talks of another time than was asked about is believed."""
    spoken = spoken_period("We used to share a room.", "What will you do next year?")
    assert spoken.period == "before"
    assert spoken.cue == "used to"
