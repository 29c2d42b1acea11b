"""Good and bad: of texts, of codes, and what a question asks for."""

import numpy as np
import pytest

from themekit.tagging.tone import Ear, asked_for, asked_tones, read_ear


@pytest.mark.parametrize(
    ("question", "tone"),
    [
        ("What helped most during the pandemic?", 1),
        ("what_helped", 1),
        ("What is your main worry?", -1),
        ("What is the hardest part of your work?", -1),
        ("What could we do better?", -1),
        ("How could we improve?", -1),
        ("What is your role here?", 0),
        ("What went well, and what was difficult?", 0),
        ("", 0),
    ],
)
def test_a_question_asks_for_what_is_good_or_for_what_is_not(question, tone):
    """Its words tell; one that asks for both decides nothing."""
    assert asked_for(question) == tone


def test_only_the_first_line_of_surroundings_is_the_question():
    """What was said before or after asks for nothing."""
    assert asked_for("And then?\nThat helped me a lot.") == 0


def test_the_question_decides_the_more_the_shorter_an_answer_is():
    """Who says more speaks for themselves."""
    question = "What helped?"
    short, longer, long = asked_tones(
        [
            "Volunteers",
            "The volunteers on the phone",
            "They came every day and sat with us for hours",
        ],
        [question] * 3,
    )
    assert short > longer > long == 0


def test_a_tone_is_heard_where_good_and_bad_lie_apart():
    """The direction between the two is learned, and a text in the middle has none."""
    good, bad = np.array([1.0, 0.2, 0.0]), np.array([-1.0, 0.2, 0.0])
    ear = read_ear(np.array([good, bad], np.float32), np.array([1.0, -1.0]))
    tones = ear.tones(np.array([good, bad, (good + bad) / 2], np.float32))
    assert tones[0] > 0 > tones[1]
    assert tones[2] == pytest.approx(0, abs=1e-6)


def test_nothing_has_a_tone_without_a_middle_layer():
    """An encoder of static vectors shows none."""
    ear = read_ear(np.zeros((4, 0), np.float32), np.array([1.0, 1.0, -1.0, -1.0]))
    assert isinstance(ear, Ear)
    assert not ear.tones(np.zeros((2, 0), np.float32)).any()
