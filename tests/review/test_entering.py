"""A link shows Start, Start opens a session, and the owner's link opens it once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from reviewing import SETTINGS, Browser, a_page, browser_for, link_for
from themekit.events import Coder
from themekit.review.app import create_app
from themekit.workflows.desk import Desk

PEER = Coder("Peer One", "Peer One", "peer")


@pytest.fixture
def desk(study: Path) -> Iterator[Desk]:
    """Open the small study."""
    desk = Desk(study)
    yield desk
    desk.close()


@pytest.fixture
def app(desk: Desk) -> Flask:
    """Return its pages."""
    return create_app(desk, SETTINGS, pages=[a_page()])


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
    token = link_for(desk, Coder("Ada", "Ada"), "owner")
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
