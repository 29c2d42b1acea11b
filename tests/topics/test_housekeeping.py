"""Passages that are part of the work make no topic."""

from __future__ import annotations

import pytest

from themekit.records import Segment
from themekit.topics.housekeeping import housekeeping


def found_in(text: str, *, item: str = "", speaker: str = "V01") -> bool:
    """Tell whether one passage is housekeeping."""
    one = Segment("s/1", "s", "h", 0, len(text), text, speaker=speaker, item=item)
    return text in housekeeping([one])


@pytest.mark.parametrize(
    "text",
    [
        "Thank you very much.",
        "Yeah, that\u2019s fine, you carry on.",
        "Can I just check we are being recorded? It says nothing here.",
        "I read the information sheet and I signed the consent form.",
        "Sorry, you're on mute.",
        "I'd rather not say on the recording.",
        "I'll send you that graph.",
    ],
)
def test_talk_of_the_talk_is_housekeeping(text: str) -> None:
    """Thanks, consent, the recording, and words that only keep the talk going."""
    assert found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "We rang everybody twice a week and took food to those who could not go out.",
        "Nobody would hear me when I said that the medicine was wrong.",
        "She kept her medical records in a drawer, and the nurse never saw them.",
        "They send it back if one box is empty, and then the payment comes a month late.",
        "He dropped out of the group in the autumn, and nobody asked why.",
        "We moved everything online in a week. The tape is running, is it? People had no data.",
    ],
)
def test_what_a_study_asks_about_is_not(text: str) -> None:
    """Words that a talk about a talk shares with others are not enough."""
    assert not found_in(text)


@pytest.mark.parametrize(
    "text",
    ["Session one, beginning well", "# Aims", "| 2015 | 611 | 33% |", "See Jones et al. p. 4"],
)
def test_headings_and_references_are_housekeeping(text: str) -> None:
    """In what is written."""
    assert found_in(text, speaker="")


@pytest.mark.parametrize(
    "text",
    [
        "No comment",
        "As above.",
        "Thank you",
        "Because it's true.",
        "See previous answer",
        "I don\u2019t think so.",
    ],
)
def test_an_answer_that_says_nothing_itself_is_housekeeping(text: str) -> None:
    """Or points to another."""
    assert found_in(text, item="worry")


@pytest.mark.parametrize(
    "text", ["Waiting times", "Friendly staff", "The food, thank you", "Answering the phone"]
)
def test_a_short_answer_that_says_something_is_not(text: str) -> None:
    """A survey's answers are short, and have no sentence."""
    assert not found_in(text, item="worry")


def test_what_stands_word_for_word_in_three_documents_is_boilerplate() -> None:
    """Two may quote each other; an answer that many gave is an answer."""
    text = "This paper was made for the synthetic study and nobody published it anywhere."
    copies = [Segment(f"d{n}/1", f"d{n}", "h", 0, len(text), text) for n in range(3)]
    assert housekeeping(copies) == {text}
    assert housekeeping(copies[:2]) == frozenset()
    answers = [Segment(f"d{n}/w", f"d{n}", "h", 0, 9, text, item="worry") for n in range(3)]
    assert housekeeping(answers) == frozenset()
