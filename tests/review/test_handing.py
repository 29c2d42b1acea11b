"""Whoever looks after the readers hands out, pauses and calls back, and sees no answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reviewing import SETTINGS, Browser, browser_for, fields_of, session_for
from themekit.events import Coder
from themekit.review.app import create_app
from themekit.tasks.plans import Plan
from themekit.workflows.desk import Desk
from themekit.workflows.handing_out import Wish
from themekit.workflows.queue import provide
from themekit.workflows.safety import ask_for_contact, upset

PEER = Coder("Peer One", "Peer One", "peer")
FACILITATOR = Coder("Facilitator (invented)", "Facilitator (invented)", "facilitator")
HERE = "/handing-out"


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """Return the facilitator's browser, in a study with one peer."""
    session_for(desk, PEER)
    return browser_for(create_app(desk, SETTINGS), FACILITATOR)


def send(browser: Browser, address: str, **told: str) -> int:
    """Send a form of the page."""
    fields = fields_of(browser.get(HERE).get_data(as_text=True))
    return int(browser.post(address, {**fields, **told}, page=HERE).status_code)


def test_the_facilitator_begins_with_who_reads_what(browser: Browser) -> None:
    """With the peer's name and numbers, and nobody's answers."""
    assert browser.get("/").headers["Location"] == HERE
    assert "Peer One" in browser.get(HERE).get_data(as_text=True)


def test_what_is_handed_out_comes_to_the_peer(browser: Browser, desk: Desk) -> None:
    """As draws of theirs; nobody ticked is told."""
    assert send(browser, HERE) == 422
    assert send(browser, HERE, coder=PEER.id, passages="2", overlap="0") == 303
    assert sum(len(one.items) for one in desk.draws_of(PEER.id)) == 2


def test_who_is_paused_is_served_nothing_until_they_go_on(browser: Browser, desk: Desk) -> None:
    """What was called back is gone for good."""
    send(browser, HERE, coder=PEER.id, passages="2", overlap="0")
    peer = browser_for(create_app(desk, SETTINGS), PEER)
    assert "/passage/" in peer.get("/next").headers["Location"]
    send(browser, f"{HERE}/hold", coder=PEER.id, act="pause")
    assert peer.get("/next").headers["Location"] == "/finished"
    send(browser, f"{HERE}/hold", coder=PEER.id, act="resume")
    assert "/passage/" in peer.get("/next").headers["Location"]
    send(browser, f"{HERE}/hold", coder=PEER.id, act="call back")
    assert peer.get("/next").headers["Location"] == "/finished"


def test_only_who_asked_for_it_is_named_as_upset(browser: Browser, desk: Desk) -> None:
    """To the facilitator, and to no researcher."""
    item = desk.material().segments[0]
    upset(desk.context(), item)
    assert "get in touch" not in browser.get(HERE).get_data(as_text=True)
    ask_for_contact(desk.context(), upset(desk.context(), item), PEER.id)
    page = browser.get(HERE).get_data(as_text=True)
    assert "I got in touch with Peer One" in page
    researcher = browser_for(create_app(desk, SETTINGS), Coder("Ada", "Ada"))
    assert "get in touch" not in researcher.get(HERE).get_data(as_text=True)
    assert browser_for(create_app(desk, SETTINGS), PEER).get(HERE).status_code == 404


def test_a_hand_out_sent_twice_is_one(browser: Browser, desk: Desk) -> None:
    """A double click gives nobody twice as much."""
    fields = fields_of(browser.get(HERE).get_data(as_text=True))
    told = {**fields, "coder": PEER.id, "passages": "2", "overlap": "0"}
    for _ in range(2):
        assert browser.post(HERE, told, page=HERE).status_code == 303
    assert sum(len(one.items) for one in desk.draws_of(PEER.id)) == 2


def test_start_pressed_in_eight_threads_gives_once(desk: Desk) -> None:
    """Whoever comes second finds what the first was given."""
    session_for(desk, PEER)
    desk.wish = Wish(plan=Plan(passages=1))
    with ThreadPoolExecutor(8) as threads:
        told = [threads.submit(provide, desk, PEER, remote=False) for _ in range(8)]
    assert {one.result() for one in told} == {""}
    assert sum(len(one.items) for one in desk.draws_of(PEER.id)) == 1
