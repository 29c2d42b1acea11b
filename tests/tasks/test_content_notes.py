"""What is said before a hard passage, and what is not hard at all."""

from __future__ import annotations

from typing import Any

import pytest

from themekit.records import Segment
from themekit.tasks.content_notes import HARD, ContentNotes, all_topics, topics_of


def said(text: str = "We waited.", **about: Any) -> Segment:
    """Return a passage with some words."""
    return Segment("d/0", "d", "hash", 0, 10, text, **about)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("My mum died in June.", "death"),
        ("I was going to end my life.", "suicide"),
        ("She self-harms when it gets bad.", "suicide"),
        ("He used to beat me.", "violence"),
        ("she was RAPED at sixteen", "sexual violence"),
        ("Back on heroin again.", "drugs and alcohol"),
        ("They sectioned him twice.", "psychosis and force"),
        ("the kids were taken into care", "children taken away"),
        ("I had a miscarriage that year", "baby"),
        ("Anorexia, they said.", "eating"),
        ("The abuse was racist.", "hatred"),
        ("The chemo\nmade me tired.", "serious illness"),
        ("We fled the war.", "war and torture"),
    ],
)
def test_words_tell_what_a_passage_speaks_of(text: str, topic: str) -> None:
    """In whatever case they are written."""
    assert topic in topics_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "You killed it today!",
        "It was a dead end, and the deadline was Friday.",
        "My phone died and the line went dead.",
        "We just crack on.",
        "A pay restraint for all.",
        "It hit me that nobody would ring.",
        "A digital detox at the bus terminal.",
        "I was bored to death.",
        "By a stroke of luck we got in.",
        "Adding some alcohol gel at the door.",
        "He took the kids to school.",
        "Diana, grape juice, skill and therapist.",
    ],
)
def test_false_friends_are_no_such_words(text: str) -> None:
    """A note before every other passage would be read by nobody."""
    assert topics_of(text) == frozenset()


def test_a_false_friend_does_not_hide_a_word_beside_it() -> None:
    """Only its own words count for nothing."""
    assert topics_of("It was a dead end after he died.") == {"death"}


def test_the_note_is_in_general_words() -> None:
    """None of the passage's own words stand in it."""
    found = ContentNotes().note(said("My husband died after he overdosed on heroin."))
    assert "somebody's death" in found
    assert "drugs or alcohol" in found
    assert not {"husband", "heroin"} & set(found.split())


def test_what_was_asked_and_said_before_counts_too() -> None:
    """It is on the same page."""
    notes = ContentNotes()
    assert notes.note(said(question="Who had died?")) == "somebody's death"
    assert notes.note(said(before="He was murdered.")) == "somebody's death"
    assert notes.note(said()) == ""


def test_a_passage_that_upset_somebody_is_called_hard_and_nobody_named() -> None:
    """Among few people, that somebody was upset would tell who."""
    notes = ContentNotes(frozenset({"d/0"}))
    assert notes.note(said()) == "something that can be hard to read"
    assert notes.topics(said()) == {HARD}
    assert notes.speaks_of(said(), {HARD})


def test_the_note_of_a_code_that_people_applied_is_said_in_general_words_alone() -> None:
    """As its author wrote it, it would tell before reading what others found there."""
    notes = ContentNotes(applied={"d/0": ("This mentions losing a home.", "talk of suicide")})
    assert notes.note(said()) == "suicide or hurting oneself"
    notes = ContentNotes(applied={"d/0": ("This mentions losing a home.",)})
    assert notes.note(said()) == "something that can be hard to read"


def test_every_topic_says_something_and_has_its_own_name() -> None:
    """The list is read whole: no line of it is lost."""
    topics = all_topics()
    assert len({one.name for one in topics}) == len(topics) >= 10
    assert all(one.says for one in topics)
