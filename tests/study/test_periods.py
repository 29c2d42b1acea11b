"""study.yaml says what before, during and after stand beside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.records import TimeFrame
from themekit.study import load_study, read_study

Make = Callable[..., Path]


def test_periods_are_read(make: Make) -> None:
    """The event, its other names, its months, the default and the questions of a time."""
    text = (
        "strands: []\nperiods:\n  event: the flood\n  also: [high water]\n  start: 2020-03\n"
        "  end: 2021\n  default: during\n  questions: {before: [before the flood]}\n"
    )
    assert load_study(make(text)).periods == TimeFrame(
        "the flood", ("high water",), (2020, 3), (2021, 12), "during",
        (("before the flood", "before"),),
    )  # fmt: skip


def test_a_study_without_periods_names_no_event(make: Make) -> None:
    """Then no time is named, and readers see the bare words."""
    periods = load_study(make("strands: []\n")).periods
    assert periods == TimeFrame()
    assert periods.phrase("before") == "before"
    assert periods.choices[0] == ("before", "Before")


def test_readers_see_the_event(make: Make) -> None:
    """Nobody has to guess what before stands before."""
    periods = load_study(make("strands: []\nperiods: {event: the flood}\n")).periods
    assert periods.phrase("after") == "after the flood"
    assert periods.choices[1] == ("during", "During the flood")
    assert periods.phrase("") == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("default: befor", "'befor' is not a period"),
        ("start: last spring", "'last spring' should be a month or a year"),
        ("end: 2019", "the event ends before it starts"),
        ("questions: {befor: [x]}", "'befor' is not a period"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(make: Make, line: str, message: str) -> None:
    """Unknown periods, months that are none, an end before the start."""
    start = "" if line.startswith("start") else "  start: 2020\n"
    text = f"strands: []\nperiods:\n  event: the flood\n{start}  {line}\n"
    problems = read_study(make(text))[1]
    assert [problem.message for problem in problems] == [message]
    assert problems[0].line == (7 if start else 6)


def test_periods_need_an_event(make: Make) -> None:
    """A default alone says nothing of what it stands beside."""
    problems = read_study(make("strands: []\nperiods: {default: during}\n"))[1]
    assert [problem.message for problem in problems] == [
        "'periods' needs the event that before and after refer to"
    ]
