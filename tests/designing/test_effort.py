"""What a design takes."""

from __future__ import annotations

import pytest

from themekit.designing import Pace, Pilot, Versions, effort_of
from themekit.study import Design

PACE = Pace(minutes=3.0, basis="measured")


def test_hours_are_of_what_is_read(pilot: Pilot, versions: Versions) -> None:
    """20 of 40 stories at three minutes are an hour; all 40 of 60 words are two of tellers."""
    found = effort_of(Design("d", 40, 20), pilot, versions, PACE)
    assert (found.hours, found.tellers_hours) == pytest.approx((1.0, 2.0))
    assert found.basis == "readers measured; tellers assumed"


def test_shorter_stories_take_less(pilot: Pilot, versions: Versions) -> None:
    """Of both."""
    found = effort_of(Design("d", 40, 20, words=30), pilot, versions, PACE)
    assert (found.hours, found.tellers_hours) == pytest.approx((0.5, 1.0))


def test_two_readers_take_twice_and_settle(pilot: Pilot, versions: Versions) -> None:
    """What they differ on is read once more, together."""
    found = effort_of(Design("d", 40, 20, readers=2), pilot, versions, PACE)
    assert 2.0 < found.hours < 4.0


def test_who_does_not_answer_is_not_read(pilot: Pilot, versions: Versions) -> None:
    """Half of 40 answer: 20 are read of 30 that were planned."""
    found = effort_of(Design("d", 40, 30, skips=0.5), pilot, versions, PACE)
    assert (found.hours, found.tellers_hours) == pytest.approx((1.0, 1.0))


def test_what_somebody_wrote_down_goes_first(pilot: Pilot, versions: Versions) -> None:
    """And is said."""
    design = Design("d", 60, 60, minutes_a_story=5, telling_minutes=20)
    found = effort_of(design, pilot, versions, PACE)
    assert (found.hours, found.tellers_hours) == pytest.approx((5.0, 20.0))
    assert found.basis == "readers written down; tellers written down"


def test_talking_is_faster_than_writing(pilot: Pilot, versions: Versions) -> None:
    """120 words a minute, not 20."""
    found = effort_of(Design("d", 40, 20), pilot, versions, Pace(3.0, "assumed", "spoken"))
    assert found.tellers_hours == pytest.approx(40 * 0.5 / 60)


def test_tellers_take_what_they_took(pilot: Pilot, versions: Versions) -> None:
    """Shorter stories take less of it; it says how that is known."""
    pace = Pace(3.0, "measured", told=(6.0, "written down"))
    found = effort_of(Design("d", 40, 20, words=30), pilot, versions, pace)
    assert found.tellers_hours == pytest.approx(2.0)
    assert found.basis == "readers measured; tellers written down"
