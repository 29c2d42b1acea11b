"""What the pages' script does in a real browser: it keeps an answer until it has arrived."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewing import codable, give, link_for, open_desk
from themekit.events import Coder, Coding
from themekit.review.app import create_app
from themekit.review.settings import Settings
from themekit.workflows.desk import Desk

browsing = pytest.importorskip("browsing")
PEER = Coder("Peer One", "Peer One", "peer")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason="there is no Chromium here"),
]
KEPT = "sessionStorage.getItem('themekit-letters')"


@pytest.fixture(scope="module")
def desk(was_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a study with passages for a peer researcher."""
    desk = open_desk(shutil.copytree(was_run, tmp_path_factory.mktemp("script") / "study"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def context(desk: Desk) -> Iterator[Any]:
    """Let a peer researcher in with a phone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(desk, Settings(port=port))
    with browsing.served(app, port) as base, browsing.chromium(base_url=base) as context:
        page = context.new_page()
        page.goto(f"/enter/{link_for(desk, PEER)}")
        browsing.go_on(page, "Start")
        page.close()
        yield context


@pytest.fixture
def page(desk: Desk, context: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open the first question about a passage that nobody was given before."""
    (key,) = give(desk, PEER, codable(desk)[0], draw=request.node.name)
    page = context.new_page()
    page.goto(f"/passage/{key}/1")
    yield page
    context.set_offline(offline=False)
    page.close()


def said(desk: Desk, draw: str) -> list[str]:
    """Return a peer's decisions in a draw."""
    events = desk.said_by(PEER.id)
    return [one.decision for one in events if isinstance(one, Coding) and one.draw == draw]


def test_an_answer_without_network_is_sent_later(
    desk: Desk, page: Any, request: pytest.FixtureRequest
) -> None:
    """By itself, once, and what is kept meanwhile holds nothing that anybody said."""
    page.context.set_offline(offline=True)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Next").dblclick()
    page.wait_for_selector("#said.error")
    assert "It is still here" in page.locator("#said").inner_text()
    kept = page.evaluate(KEPT)
    assert '"yes"' in kept
    assert page.locator("blockquote").inner_text()[:20] not in kept
    page.context.set_offline(offline=False)
    page.wait_for_url("**/2")
    assert page.evaluate(KEPT) is None
    assert said(desk, request.node.name) == ["add"]


def test_a_double_click_sends_once(desk: Desk, page: Any, request: pytest.FixtureRequest) -> None:
    """The second finds the first under way."""
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Next").dblclick()
    page.wait_for_url("**/2")
    assert len(sent) == 1
    assert said(desk, request.node.name) == ["reject"]


def test_keys_choose_and_never_send(page: Any) -> None:
    """Nor do they choose while somebody writes."""
    here = page.url
    page.keyboard.press("u")
    assert page.get_by_label("Not sure").is_checked()
    page.keyboard.press("1")
    assert page.get_by_label("Yes", exact=True).is_checked()
    page.get_by_text("Say more").click()
    page.get_by_label("A note").press_sequentially("nun")
    assert page.get_by_label("A note").input_value() == "nun"
    assert page.get_by_label("Yes", exact=True).is_checked()
    assert page.url == here


def test_keys_can_be_turned_off(page: Any) -> None:
    """Whoever speaks to their computer may press them unawares."""
    page.get_by_role("button", name="Turn keys off").click()
    page.keyboard.press("y")
    assert page.locator("input[name=choice]:checked").count() == 0
    page.get_by_role("button", name="Turn keys on").click()


def test_what_was_written_stays_where_nothing_was_chosen(page: Any) -> None:
    """And the focus lies on what is wrong."""
    page.get_by_text("Say more").click()
    page.get_by_label("A note").fill("my words")
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector("#missing")
    assert page.get_by_label("A note").input_value() == "my words"
    assert page.evaluate("document.activeElement.id") == "missing"


def test_the_focus_lands_on_the_heading(page: Any) -> None:
    """Of a new page, without a ring around it; and nothing keeps anybody out."""
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert browsing.barriers(page) == []
    assert not browsing.scrolls_sideways(page)
