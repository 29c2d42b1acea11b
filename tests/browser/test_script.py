"""What the pages' script does in a real browser: it keeps an answer until it has arrived."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browsing import PATIENCE, PHONE, barriers, go_on, scrolls_sideways
from journeying import House
from themekit.events import Coder, Coding

pytestmark = pytest.mark.slow
KEPT = "sessionStorage.getItem('themekit-letters')"


@pytest.fixture(scope="module")
def peer(house: House) -> Coder:
    """Return a peer researcher."""
    return house.person()


@pytest.fixture
def page(
    house: House, browser: Browser, peer: Coder, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Open the first question about a passage that nobody was given before."""
    asked = (house.code("More people"), house.code("Short of money"))
    (address,) = house.hand(
        peer, "More people came", draw=request.node.name, mode="blind", codes=asked
    )
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(house.link(peer))
    go_on(page, "Start")
    page.goto(f"{address}/1")
    yield page
    context.close()


def said(house: House, peer: Coder, draw: str) -> list[str]:
    """Return a peer's decisions in a draw."""
    return [one.decision for one in house.kept(peer, Coding) if one.draw == draw]


def test_an_answer_without_network_is_sent_later(
    house: House, peer: Coder, page: Page, request: pytest.FixtureRequest
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
    assert said(house, peer, request.node.name) == ["add"]


def test_a_double_click_sends_once(
    house: House, peer: Coder, page: Page, request: pytest.FixtureRequest
) -> None:
    """The second finds the first under way."""
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Next").dblclick()
    page.wait_for_url("**/2")
    assert len(sent) == 1
    assert said(house, peer, request.node.name) == ["reject"]


def test_keys_choose_and_never_send(page: Page) -> None:
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


def test_keys_can_be_turned_off(page: Page) -> None:
    """Whoever speaks to their computer may press them unawares."""
    page.get_by_role("button", name="Turn keys off").click()
    page.keyboard.press("y")
    assert page.locator("input[name=choice]:checked").count() == 0
    page.get_by_role("button", name="Turn keys on").click()


def test_what_was_written_stays_where_nothing_was_chosen(page: Page) -> None:
    """And the focus lies on what is wrong."""
    page.get_by_text("Say more").click()
    page.get_by_label("A note").fill("my words")
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector("#missing")
    assert page.get_by_label("A note").input_value() == "my words"
    assert page.evaluate("document.activeElement.id") == "missing"


def test_the_focus_lands_on_the_heading(page: Page) -> None:
    """Of a new page, without a ring around it; and nothing keeps anybody out."""
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert barriers(page) == []
    assert not scrolls_sideways(page)
