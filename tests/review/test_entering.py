"""A link shows Start, Start opens a session, and the owner's link opens it once."""

from __future__ import annotations

import pytest
from flask import Flask

from reviewing import Browser, browser_for, link_for
from themekit.events import Coder
from themekit.review.sessions import today
from themekit.store.access import last_seen
from themekit.workflows.desk import Desk

PEER = Coder("Peer One", "Peer One", "peer")
ADA = Coder("Ada", "Ada")


def test_a_link_shows_start_and_opens_nothing(app: Flask, desk: Desk) -> None:
    """A program that fetches it for a preview gets no session."""
    token = link_for(desk, PEER)
    browser = Browser(app)
    page = browser.get(f"/enter/{token}")
    assert page.status_code == 200
    assert ">Start</button>" in page.get_data(as_text=True)
    assert "Set-Cookie" not in page.headers
    assert browser.get("/").status_code == 403


def test_start_opens_a_session(app: Flask, desk: Desk) -> None:
    """The answer leads to the first page, and the link stays good."""
    token = link_for(desk, PEER)
    for browser in (Browser(app), Browser(app)):
        done = browser.post(f"/enter/{token}", page=f"/enter/{token}")
        assert done.status_code == 303
        assert done.headers["Location"] == "/"
        assert browser.get("/").status_code == 200


def test_the_owners_link_works_once(app: Flask, desk: Desk) -> None:
    """It opens a session at once; whoever finds it afterwards gets nothing."""
    token = link_for(desk, ADA, "owner")
    browser = Browser(app)
    done = browser.get(f"/enter/{token}")
    assert done.status_code == 303
    assert browser.get("/").status_code == 200
    assert Browser(app).get(f"/enter/{token}").status_code == 403


def test_leaving_ends_the_session(app: Flask) -> None:
    """Whoever has the device next sees nothing."""
    browser = browser_for(app, PEER)
    assert browser.post("/leave").status_code == 200
    assert browser.get("/").status_code == 403


def test_a_link_names_neither_study_nor_person_before_start(app: Flask, desk: Desk) -> None:
    """Programs that fetch links for a preview keep what they find."""
    token = link_for(desk, PEER)
    page = Browser(app).get(f"/enter/{token}").get_data(as_text=True)
    assert desk.study.title not in page
    assert PEER.name not in page


@pytest.mark.parametrize(
    ("method", "headers"),
    [("HEAD", {}), ("GET", {"Sec-Purpose": "prefetch;prerender"})],
)
def test_the_owners_link_is_not_used_up_by_what_nobody_opened(
    app: Flask, desk: Desk, method: str, headers: dict[str, str]
) -> None:
    """A browser that fetches it while it is being pasted leaves it good."""
    token = link_for(desk, ADA, "owner")
    browser = Browser(app)
    early = browser.client.open(
        f"/enter/{token}", method=method, headers=headers, base_url=browser.base
    )
    assert early.status_code == 503
    assert "Set-Cookie" not in early.headers
    assert browser.get(f"/enter/{token}").status_code == 303


def test_a_link_goes_on_where_its_person_is_already(app: Flask, desk: Desk) -> None:
    """Who comes back by the same link, on the same device, need not start again."""
    token = link_for(desk, PEER)
    browser = browser_for(app, PEER)
    assert browser.get(f"/enter/{token}").status_code == 303


def test_another_persons_link_takes_the_device_over(app: Flask, desk: Desk) -> None:
    """On a shared tablet nobody answers as the one before; whose session that was has ended."""
    first = browser_for(app, PEER)
    theirs = first.client.get_cookie(first.cookie, domain="127.0.0.1")
    token = link_for(desk, Coder("Peer Two", "Peer Two", "peer"))
    assert ">Start</button>" in first.get(f"/enter/{token}").get_data(as_text=True)
    first.post(f"/enter/{token}", page=f"/enter/{token}")
    assert "Peer Two peer" in first.get("/").get_data(as_text=True)
    assert theirs is not None
    assert Browser(app, theirs.value).get("/").status_code == 403


def test_start_needs_the_token_of_its_page(app: Flask, desk: Desk) -> None:
    """Nobody is made to come in as somebody else."""
    token = link_for(desk, PEER)
    browser = Browser(app)
    done = browser.post(f"/enter/{token}", {"csrf": "x.y"}, page=f"/enter/{token}")
    assert done.status_code == 403
    assert browser.get("/").status_code == 403


def test_the_owner_is_told_from_others(app: Flask, desk: Desk) -> None:
    """By the link that they came by, not by their name."""
    token = link_for(desk, ADA, "owner")
    owner = Browser(app)
    owner.get(f"/enter/{token}")
    assert "Ada researcher owner=True remote=False" in owner.get("/").get_data(as_text=True)
    assert "owner=False" in browser_for(app, ADA).get("/").get_data(as_text=True)


def test_the_day_of_the_last_visit_is_kept(app: Flask, desk: Desk) -> None:
    """A day and no time; the browser keeps its cookie for as long again."""
    browser = browser_for(app, PEER)
    assert "Max-Age" in browser.get("/").headers["Set-Cookie"]
    assert "Set-Cookie" not in browser.get("/").headers
    with desk.store.reading() as connection:
        assert last_seen(connection) == {PEER.id: today()}
