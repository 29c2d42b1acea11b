"""A peer researcher meets hard passages: skips, asks for help, knows somebody, stops, comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browsing import go_on
from journeying import Device, House
from themekit.decisions.in_force import in_force
from themekit.events import Coder, Coding
from themekit.store.safety import load_upset
from themekit.workflows.safety import MAY_KNOW, concerns, upset_contacts

pytestmark = pytest.mark.slow
NOTE = "somebody's death"
MINE = "They say they will not be here next month."


@pytest.fixture
def peer(house: House) -> Coder:
    """Give somebody five passages with one question each; before the first something is said."""
    peer, asked = house.person(), (house.code("Long waits"),)
    house.hand(peer, "The bus no longer", note=NOTE, mode="blind", codes=asked)
    house.hand(
        peer, "I waited for months", "Everybody is tired", "They sent me online", "The queue at",
        mode="blind", codes=asked,
    )  # fmt: skip
    return peer


def begin(page: Page, link: str, button: str) -> None:
    """Open a link and go to the passage that comes next."""
    page.goto(link)
    go_on(page, "Start")
    go_on(page, button)


def follow(page: Page, link: str) -> None:
    """Follow a link of the page."""
    page.get_by_role("link", name=link, exact=True).click()
    page.wait_for_load_state()


def heading(page: Page, words: str) -> None:
    """Wait for a page by its heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_hard_passages(house: House, device: Device, peer: Coder) -> None:
    """Each way out is kept as what it is, and none asks for a reason."""
    link, page = house.link(peer), device(is_mobile=True).new_page()
    begin(page, link, "Start")
    skips_what_is_said_before(house, page, peer)
    is_upset(house, page, peer)
    is_worried(house, page, peer)
    knows_somebody(house, page, peer)
    takes_back(house, page, peer)
    follow(page, "Stop for now")
    heading(page, "4 of 5 are kept")
    page.context.close()
    other = device(is_mobile=True).new_page()
    begin(other, link, "Go on")
    heading(other, "Passage 5 of 5")


def skips_what_is_said_before(house: House, page: Page, peer: Coder) -> None:
    """Skip a passage unread: its words are not on the page that says what they mention."""
    heading(page, "Passage 1 of 5")
    expect(page.get_by_text(f"This passage mentions {NOTE}.")).to_be_visible()
    assert "The bus" not in page.content()
    go_on(page, "Skip it")
    assert house.looks(peer) == ["skipped"]
    assert house.words(peer) == []


def is_upset(house: House, page: Page, peer: Coder) -> None:
    """Say so: it stands apart, and who it was only once they asked to be contacted."""
    heading(page, "Passage 2 of 5")
    go_on(page, "This upset me")
    heading(page, "Thank you for telling us")
    mark = page.url.rpartition("/")[2]
    with house.desk.store.reading() as connection:
        assert [one.coder for one in load_upset(connection) if one.id == mark] == [""]
    assert peer.id not in {one.coder for one in upset_contacts(house.desk.context())}
    page.get_by_label("A facilitator (synthetic) to get in touch").check()
    go_on(page, "Go on")
    assert peer.id in {one.coder for one in upset_contacts(house.desk.context())}
    assert house.looks(peer) == ["skipped", "skipped"]


def is_worried(house: House, page: Page, peer: Coder) -> None:
    """Write to the lead: it reaches the list, and stays nowhere in the browser."""
    heading(page, "Passage 3 of 5")
    follow(page, "I am worried about someone")
    page.get_by_label("The person in this passage").check()
    page.get_by_label("In your own words").fill(MINE)
    page.get_by_role("button", name="Send to A lead (synthetic)").click()
    heading(page, "It is on the list of A lead (synthetic)")
    (told,) = [one for one in concerns(house.desk.context()) if one.coder == peer.name]
    assert (told.about, told.words, told.is_open) == ("speaker", MINE, True)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    follow(page, "Go on")


def knows_somebody(house: House, page: Page, peer: Coder) -> None:
    """Say so: nothing of that person comes again."""
    heading(page, "Passage 3 of 5")
    here = page.url
    follow(page, "I may know this person")
    go_on(page, "Do not show me this person")
    (note,) = house.notes(peer, MAY_KNOW)
    assert note["document"] == house.segment("Everybody is tired").document
    assert house.looks(peer) == ["skipped"] * 3
    answer = page.request.get(here)
    assert answer.status == 404


def takes_back(house: House, page: Page, peer: Coder) -> None:
    """Take the last answer back: it is asked again, with nothing chosen."""
    heading(page, "Passage 4 of 5")
    here = page.url
    page.get_by_label("Yes", exact=True).check()
    go_on(page, "Next")
    go_on(page, "Undo")
    assert page.url == here
    assert page.locator("input:checked").count() == 0
    assert [one.decision for one in in_force(house.kept(peer, Coding)).said] == ["retract"]
    page.get_by_label("No", exact=True).check()
    go_on(page, "Next")
    go_on(page, "Nothing else")
    assert [decision for _, decision in house.words(peer)] == ["add", "retract", "reject"]
    assert house.looks(peer)[-1] == "coded"
