"""A peer researcher goes from the link to the end: on a phone, by keyboard alone, without script."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import DESK, focused, scrolls_sideways
from journeying import Device, House
from themekit.events import Coder

pytestmark = pytest.mark.slow
DEMAND = ("More people", "Long waits", "Tired staff", "Remote support", "Too far away")
OWN_WORDS = "They gave up on the letter."


@pytest.fixture
def peer(house: House) -> Coder:
    """Give somebody three passages: two with three questions each, one with none."""
    peer = house.person()
    asked = tuple(house.code(name) for name in DEMAND)
    house.hand(peer, "I waited for months", "The bus no longer", mode="blind", codes=asked)
    house.hand(peer, "Money will run out", codes=asked)
    return peer


def is_kept(house: House, peer: Coder) -> None:
    """See that what was played is what the record holds, in order, and nothing of the practice."""
    said = house.words(peer)
    assert [decision for _, decision in said] == ["add", "reject", "unsure", *["reject"] * 3]
    assert {name for name, _ in said} <= set(DEMAND)
    assert house.looks(peer) == ["coded", "coded", "nothing applies"]
    assert house.memos(peer) == [OWN_WORDS]


# -- with a finger or a mouse -------------------------------------------------------------------


def play(page: Page, link: str, look: Callable[[Page], None]) -> None:
    """Go from the link to the end; `look` is called on every page."""

    def press(name: str, role: str = "button") -> None:
        before = page.url
        page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        page.wait_for_url(lambda address: address != before)
        look(page)

    def choose(answer: str) -> None:
        page.get_by_label(answer, exact=True).check()
        press("Next")

    page.goto(link)
    look(page)
    press("Start")
    press("Start with two to try out", "link")
    for again in (True, False):
        page.get_by_label("Yes", exact=True).check()
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What we had in mind")
        look(page)
        if again:
            press("One more to try out", "link")
    press("Start")
    for answer in ("Yes", "No", "Not sure"):
        choose(answer)
    press("Nothing else")
    for _ in range(3):
        choose("No")
    page.get_by_label("it in your own words").fill(OWN_WORDS)
    press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passage 3 of 3")
    press("Nothing on this list")
    assert urlsplit(page.url).path == "/finished"


def lands_well(page: Page) -> None:
    """See that a page fits a phone, and that the focus lies on its heading."""
    assert not scrolls_sideways(page, 390), page.url
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_on_a_phone(house: House, device: Device, peer: Coder) -> None:
    """From the link through practice and three passages to the end."""
    context = device(is_mobile=True)
    page = context.new_page()
    play(page, house.link(peer), lands_well)
    expect(page.get_by_text("3 of 3 passages are")).to_be_visible()
    is_kept(house, peer)


def test_without_script(house: House, device: Device, peer: Coder) -> None:
    """Every step is a form or a link."""
    context = device(java_script_enabled=False)
    page = context.new_page()
    play(page, house.link(peer), lambda _: None)
    is_kept(house, peer)


# -- by keyboard alone --------------------------------------------------------------------------


def tab_to(page: Page, name: str = "", kind: str = "") -> None:
    """Press Tab until something of this name or kind has the focus; all on the way is visible."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = focused(page)
        assert here["ring"] >= 2, here
        if (name and here["text"] == name) or (kind and kind in (here["type"], here["tag"])):
            return
    raise AssertionError(f"nothing called {name or kind} is reached by Tab on {page.url}")


def enter(page: Page, name: str) -> None:
    """Go to a button or link by Tab and press Enter; the focus lands on the next page's heading."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def answer(page: Page, steps: int) -> None:
    """Choose the answer that is some steps below the first, and go on."""
    tab_to(page, kind="radio")
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    assert focused(page)["value"] == ("yes", "no", "unsure")[steps]
    enter(page, "Next")


def test_by_keyboard_alone(house: House, device: Device, peer: Coder) -> None:
    """Tab, Space, Enter and arrows do; what has the focus can be seen; pages begin at headings."""
    context = device(viewport=DESK, has_touch=False)
    page = context.new_page()
    page.goto(house.link(peer))
    enter(page, "Start")
    enter(page, "Start with two to try out")
    answer(page, 0)
    enter(page, "One more to try out")
    answer(page, 1)
    enter(page, "Start")
    for steps in (0, 1, 2):
        answer(page, steps)
    enter(page, "Nothing else")
    for _ in range(3):
        answer(page, 1)
    tab_to(page, kind="textarea")
    page.keyboard.type(OWN_WORDS)
    enter(page, "Next")
    enter(page, "Nothing on this list")
    assert urlsplit(page.url).path == "/finished"
    is_kept(house, peer)


def test_the_first_tab_skips_to_the_page(house: House, device: Device, peer: Coder) -> None:
    """Whoever goes by keyboard need not pass what stands on every page."""
    page = device().new_page()
    page.goto(house.link(peer))
    expect(page.get_by_role("heading", level=1)).to_be_focused()  # as soon as it is drawn
    page.keyboard.press("Shift+Tab")
    assert focused(page)["text"] == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
