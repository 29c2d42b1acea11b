"""Which time words speak of, beside the event that a study is about."""

from __future__ import annotations

import pytest

from themekit.language import Times
from themekit.records import TimeFrame
from themekit.spans import Span

FRAME = TimeFrame(
    event="the flood",
    also=("high water",),
    start=(2020, 3),
    end=(2021, 7),
    questions=(("before the flood", "before"), ("going forward", "after")),
)
TIMES = Times(FRAME)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Before the flood we met every week in the hall.", "before"),
        ("That was pre-flood, of course.", "before"),
        ("We met on Tuesdays up until the high water.", "before"),
        ("I first wrote to them in March 2012.", "before"),
        ("It opened in January of 2020.", "before"),
        ("During the flood we rang people up.", "during"),
        ("When the flood came everything stopped.", "during"),
        ("After the flood hit we had nobody.", "during"),
        ("It began in May 2020.", "during"),
        ("After the flood we will meet in the hall again.", "after"),
        ("We are paid until then, but in 2023 the lease was to go.", "after"),
        ("Oh, it'll carry on.", "after"),
        ("The extra for the hotel\u2019ll go.", "after"),
        ("I'm worried about next spring.", "after"),
        ("The grant stops in December.", "after"),
        ("We'll still have the two posts.", "after"),
    ],
)
def test_words_beside_the_event_name_a_time(text: str, period: str) -> None:
    """The event's own names, dates and what is to come place a passage."""
    assert TIMES.spoken(text).period == period


@pytest.mark.parametrize(
    "text",
    [
        "I ate before I came in.",
        "They rang after lunch.",
        "We used to have a drop-in on Tuesdays.",
        "There was more of it than before the flood.",
        "It has been so since 2011.",
        "Things are back to what they were before the flood.",
        "Before the flood we met; during the flood we did not.",
        "Before the flood we met, and now we ring.",
        "I'll tell you something.",
        "They'll say that it cannot be done.",
        "You won't see him again.",
        "If the money goes, it'll be the beds.",
        "She said that it'll be fine.",
        "I am looking forward to meeting you.",
        "The step I believe will help is this.",
        "Nothing until the flood improves.",
        "There were 2015 people there.",
        "The chair was blue.",
        "",
    ],
)
def test_other_orders_of_things_name_no_time(text: str) -> None:
    """What stands before a meal, a condition, a custom or a measure places nothing."""
    assert TIMES.spoken(text).period == ""


@pytest.mark.parametrize("text", ["Before the flood we met.", "Next year will be worse."])
def test_without_an_event_nothing_is_named(text: str) -> None:
    """Before has nothing to stand before."""
    assert Times(TimeFrame()).spoken(text).period == ""


def test_the_words_that_say_so_are_told() -> None:
    """Whoever doubts a time can see why."""
    assert TIMES.spoken("It was good. Before the flood we met.").words == "Before the flood"


def test_evidence_elsewhere_is_not_placed_by_what_is_to_come() -> None:
    """A prediction in one sentence says nothing of the others."""
    text = "It'll be both, yes. The trust thinks that it is cheaper."
    assert TIMES.spoken(text, Span(0, 19)).period == "after"
    assert TIMES.spoken(text, Span(20, len(text))).period == ""


def test_the_past_that_a_sentence_sets_is_carried_on() -> None:
    """Who begins with a time before goes on telling of it, until another time comes."""
    text = "Before the flood we met. The hall was full. Now it is shut. The key is lost."
    found = [TIMES.spoken(text, Span(at, at + 8)).period for at in (25, 44, 60)]
    assert found == ["before", "", ""]


def test_a_question_decides_only_if_the_study_gives_it_a_time() -> None:
    """Other questions decide nothing, whatever words they hold."""
    asked = "So, before the flood then, how did you work?"
    assert TIMES.spoken("It was fine.", question=asked).period == "before"
    silent = Times(TimeFrame(event="the flood"))
    assert silent.spoken("It was fine.", question=asked).period == ""


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("During the flood it was fine.", "Before the flood, how was it?"),
        ("It is fine.", "Before the flood, how was it?"),
        ("I treated it as a loan.", "Going forward, how does it look?"),
        ("It was fine.", "Before the flood, and going forward?"),
    ],
)
def test_an_answer_of_another_time_is_believed(answer: str, asked: str) -> None:
    """What was is not to come, what is was not before, and two questions in one decide nothing."""
    assert TIMES.spoken(answer, question=asked).period in ("", "during")
