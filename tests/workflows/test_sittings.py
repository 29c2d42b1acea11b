"""Sittings whose minutes were asked to be counted, by a clock that goes when it is told to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from themekit.errors import StoreError
from themekit.events import Coder, Look
from themekit.records import MeasuredTime
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.effort import load_measured
from themekit.store.events import append_events
from themekit.workflows.sittings import IDLE, OVER, Counted, Doing, Sittings, keep_measured

READING = Doing("1", "reading", "a")


class Room:
    """Sittings, a clock, and what was kept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.kept: list[MeasuredTime] = []
        self.is_full = False
        self.sittings = Sittings(self.keep, lambda: self.now)

    def keep(self, sums: Iterable[MeasuredTime]) -> None:
        """Keep sums, unless the disk is full."""
        if self.is_full:
            raise StoreError("full")
        self.kept += sums

    def works(self, who: str, seconds: float, doing: Doing = READING) -> None:
        """Have somebody open a page, and answer it after so many seconds."""
        self.sittings.saw(who, doing)
        self.now += seconds
        self.sittings.saw(who, doing, answered=True)


@pytest.fixture
def room() -> Room:
    """Return a room where nobody is."""
    return Room()


def test_who_did_not_ask_is_not_looked_at() -> None:
    """The clock is not even read."""

    def clock() -> float:
        raise AssertionError("somebody looked at the clock")

    sittings = Sittings(lambda _: None, clock)
    sittings.saw("a", READING, answered=True)
    sittings.end("a")
    sittings.close()
    assert not sittings.is_counted("a")


def test_time_goes_to_what_was_done_between_two_acts(room: Room) -> None:
    """Each wave and activity has its own sum; a passage answered twice is one."""
    room.sittings.begin("a", "peer")
    for _ in range(2):
        room.works("a", 90)
    room.works("a", 120, Doing("2", "settling", "b"))
    assert room.sittings.counted("a") == Counted(5, 2)
    room.sittings.end("a")
    assert room.kept == [
        MeasuredTime("1", "reading", "peer", 3, 1),
        MeasuredTime("2", "settling", "peer", 2, 1),
    ]


def test_a_break_is_not_counted(room: Room) -> None:
    """Up to five minutes between two acts are work; of a longer time nothing counts."""
    room.sittings.begin("a", "peer")
    room.works("a", IDLE)
    assert room.sittings.counted("a").minutes == 5
    room.works("a", IDLE + 1)
    assert room.sittings.counted("a") == Counted(5, 1)


def test_a_page_to_rest_on_is_not_counted(room: Room) -> None:
    """Nor is the time before the first page."""
    room.sittings.begin("a", "peer")
    room.now += 60
    room.sittings.saw("a", None)
    room.now += 60
    room.works("a", 60)
    assert room.sittings.counted("a").minutes == 1


def test_a_sitting_is_over_after_an_hour_in_which_nothing_happens(room: Room) -> None:
    """It is kept when anybody comes, and the next one is counted only if asked anew."""
    room.sittings.begin("a", "peer")
    room.works("a", 120)
    room.now += OVER + 1
    assert not room.sittings.is_counted("b")
    assert room.kept == [MeasuredTime("1", "reading", "peer", 2, 1)]
    room.works("a", 120)
    room.sittings.close()
    assert len(room.kept) == 1


def test_of_a_sitting_that_is_forgotten_nothing_is_kept(room: Room) -> None:
    """Neither at once nor at the end."""
    room.sittings.begin("a", "peer")
    room.works("a", 200)
    room.sittings.end("a", forget=True)
    room.sittings.close()
    assert room.kept == []


def test_parts_of_minutes_wait_for_the_next_sitting_of_their_kind(room: Room) -> None:
    """What is left at the end is kept to the nearest minute."""
    for who in "abc":
        room.sittings.begin(who, "peer")
        room.works(who, 50)
        room.sittings.end(who)
    assert [one.minutes for one in room.kept] == [0, 1, 1]
    room.sittings.close()
    assert sum(one.minutes for one in room.kept) == 3 - 1 + round(30 / 60)
    assert sum(one.passages for one in room.kept) == 3


def test_what_could_not_be_kept_is_kept_later(room: Room) -> None:
    """Nobody's page fails by it; who ends the program is told."""
    room.sittings.begin("a", "peer")
    room.works("a", 120)
    room.is_full = True
    room.sittings.end("a")
    with pytest.raises(StoreError):
        room.sittings.close()
    room.is_full = False
    room.sittings.close()
    assert room.kept == [MeasuredTime("1", "reading", "peer", 2, 1)]


def test_a_role_of_too_few_people_is_not_stored(tmp_path: Path) -> None:
    """One researcher and three peers: all of it is of people."""
    store = open_store(tmp_path)
    with store.writing() as connection:
        for name, role in (("r", "researcher"), ("a", "peer"), ("b", "peer"), ("c", "peer")):
            save_coder(connection, Coder(name, name, role))  # type: ignore[arg-type]
            append_events(connection, [Look(coder=name)])
    keep_measured(store, [MeasuredTime("1", "reading", "researcher", 4, 2)])
    keep_measured(store, [MeasuredTime("1", "reading", "peer", 5, 3)])
    with store.reading() as connection:
        assert load_measured(connection) == (MeasuredTime("1", "reading", "people", 9, 5),)
    store.close()
