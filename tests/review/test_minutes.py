"""The minutes of a sitting: counted after a tick alone, and no longer than somebody wants."""

from __future__ import annotations

import pytest

from desk_room import ADA, BEN, MORE, PEER, Room, form_of, read
from reviewing import SETTINGS, Browser, browser_for, codable, give
from themekit.records import MeasuredTime
from themekit.review.app import create_app
from themekit.store.effort import load_measured
from themekit.workflows.desk import Desk
from themekit.workflows.sittings import Sittings, keep_measured

COUNTED = "The minutes of this sitting are counted."


@pytest.fixture
def clock(room: Room) -> list[float]:
    """Return a clock that goes when it is told to, by which the room's sittings are counted."""
    now = [0.0]
    desk = room.desk
    desk.sittings = Sittings(lambda sums: keep_measured(desk.store, sums), lambda: now[0])
    return now


def measured(room: Room) -> tuple[MeasuredTime, ...]:
    """Return what is kept."""
    with room.desk.store.reading() as connection:
        return load_measured(connection)


def answer(room: Room, browser: Browser, at: int, clock: list[float], seconds: float) -> None:
    """Have a researcher open a passage, and answer it after so many seconds."""
    path = f"/desk/passage/{room.key(room.segments[at])}"
    form = form_of(read(browser, path), path)
    clock[0] += seconds
    said = {**form, "done": "keep", f"say.{room.code_key(MORE)}": "yes"}
    assert browser.post(path, said).status_code == 303


def test_it_is_off_until_somebody_ticks_it(room: Room, clock: list[float]) -> None:
    """On the desk and for peers; sending the form without the tick changes nothing."""
    for coder in (ADA, PEER):
        browser = room.browser(coder)
        assert COUNTED not in browser.get("/", follow_redirects=True).get_data(as_text=True)
        browser.post("/minutes", {})
        browser.post("/minutes/stop", {})
        assert 'type="checkbox" name="minutes"' in read(browser, "/minutes")
        assert "checked" not in read(browser, "/minutes")
    answer(room, room.browser(), 0, clock, 200)
    room.desk.sittings.close()
    assert measured(room) == ()


def test_every_page_says_that_it_counts_and_how_to_stop(room: Room, clock: list[float]) -> None:
    """One button stops it, on whatever page."""
    browser = room.browser()
    browser.post("/minutes", {"minutes": "1"})
    for path in ("/desk", "/desk/passages", f"/desk/passage/{room.key(room.segments[0])}"):
        page = read(browser, path)
        assert COUNTED in page
        assert 'action="/minutes/stop"' in page
    browser.post("/minutes/stop", {})
    assert COUNTED not in read(browser, "/desk")


def test_minutes_of_a_sitting_are_kept_without_whose_they_are(
    room: Room, clock: list[float]
) -> None:
    """As one sum of their wave and activity, when it ends; another's who did not tick are not."""
    ada, other = room.browser(), room.browser(BEN)
    ada.post("/minutes", {"minutes": "1"})
    answer(room, ada, 0, clock, 100)
    answer(room, other, 1, clock, 400)  # to Ada that is a break
    answer(room, ada, 2, clock, 80)
    assert measured(room) == ()
    assert "So far: 3 minutes, and 2 passages answered." in read(ada, "/minutes")
    ada.post("/minutes/stop", {})
    assert measured(room) == (MeasuredTime("", "reading", "people", 3, 2),)
    assert "The minutes up to now are in the sum." in read(ada, "/minutes?ended=kept")


def test_minutes_can_be_thrown_away(room: Room, clock: list[float]) -> None:
    """Whoever stops may have none of them kept."""
    browser = room.browser()
    browser.post("/minutes", {"minutes": "1"})
    answer(room, browser, 0, clock, 200)
    there = browser.post("/minutes/stop", {"forget": "1"}).headers["Location"]
    assert "None of them is kept." in read(browser, there)
    room.desk.sittings.close()
    assert measured(room) == ()


def test_a_page_that_asks_again_is_no_answer(room: Room, clock: list[float]) -> None:
    """Neither a search in the list nor a form with something missing is a passage done."""
    browser = room.browser()
    browser.post("/minutes", {"minutes": "1"})
    path = f"/desk/passage/{room.key(room.segments[0])}"
    form = form_of(read(browser, path), path)
    assert browser.post(path, {**form, "find": "1", "search": "x"}).status_code == 200
    assert browser.post(path, {**form, "done": "keep"}).status_code in (303, 422)
    assert "0 passages answered" in read(browser, "/minutes")


def test_a_peer_ticks_it_where_they_start(desk: Desk) -> None:
    """What they were given with others is double reading; leaving the device ends it."""
    now = [0.0]
    desk.sittings = Sittings(lambda sums: keep_measured(desk.store, sums), lambda: now[0])
    one, two = give(desk, PEER, *codable(desk)[:2], purpose="overlap")
    browser = browser_for(create_app(desk, SETTINGS), PEER)
    assert browser.post("/start", {"minutes": "1"}).status_code == 303
    for key in (one, two):
        for number in (1, 2):
            path = f"/passage/{key}/{number}"
            browser.post(path, {**form_of(read(browser, path), path), "choice": "no"})
        path = f"/passage/{key}/else"
        form = form_of(read(browser, path), path)
        now[0] += 90
        browser.post(path, {**form, "done": "nothing"})
    assert browser.post("/leave", {}).status_code == 200
    with desk.store.reading() as connection:
        assert load_measured(connection) == (MeasuredTime("", "double reading", "people", 3, 2),)


def test_who_works_almost_alone_is_told_that_it_can_be_seen(room: Room) -> None:
    """Whoever knows that two take part can tell whose minutes they are."""
    told = "Those who know that can tell that the minutes are yours."
    browser = room.browser()
    assert told in read(browser, "/minutes")
    for coder in (ADA, BEN, PEER):
        room.look(coder, room.segments[0])
    assert told not in read(browser, "/minutes")
