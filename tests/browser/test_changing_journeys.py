"""What somebody meant is what is kept: without network, after going back, on two pages at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from browsing import go_on
from journeying import Device, House
from themekit.decisions.in_force import in_force
from themekit.events import Coder, Coding

pytestmark = pytest.mark.slow


@pytest.fixture
def peer(house: House) -> Coder:
    """Give somebody one passage with three questions."""
    peer = house.person()
    asked = tuple(house.code(name) for name in ("More people", "Long waits", "Tired staff"))
    house.hand(peer, "The queue at", mode="blind", codes=asked)
    return peer


@pytest.fixture
def page(house: House, device: Device, peer: Coder) -> Page:
    """Open the first question."""
    page = device(is_mobile=True).new_page()
    page.goto(house.link(peer))
    go_on(page, "Start")
    go_on(page, "Start")
    return page


def choose(page: Page, answer: str) -> None:
    """Choose an answer."""
    page.get_by_label(answer, exact=True).check()


def stands(house: House, peer: Coder) -> list[tuple[str, str]]:
    """Return what somebody's words come to: decision and note."""
    return [(one.decision, one.memo) for one in in_force(house.kept(peer, Coding)).said]


def test_the_network_is_lost_while_somebody_answers(house: House, page: Page, peer: Coder) -> None:
    """The answer stays on the page, and goes by itself once there is a network again."""
    page.context.set_offline(offline=True)
    choose(page, "Yes")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("It is still here")
    expect(page.get_by_label("Yes", exact=True)).to_be_checked()
    assert house.words(peer) == []
    page.context.set_offline(offline=False)
    page.wait_for_url("**/2")
    choose(page, "No")
    go_on(page, "Next")
    assert [decision for _, decision in house.words(peer)] == ["add", "reject"]


def test_an_answer_whose_receipt_is_lost_is_kept_once(
    house: House, page: Page, peer: Coder
) -> None:
    """It had arrived; the page cannot know, and sends it again."""
    lost = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/passage/**", lose_the_first)
    choose(page, "Yes")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("It is still here")
    page.wait_for_url("**/2")
    page.unroute_all()
    assert lost == [200]
    assert [decision for _, decision in house.words(peer)] == ["add"]


def test_back_another_answer_and_on_again(house: House, page: Page, peer: Coder) -> None:
    """The second stands, and the first is replaced."""
    choose(page, "Yes")
    go_on(page, "Next")
    page.go_back()
    page.wait_for_url("**/1")
    choose(page, "No")
    go_on(page, "Next")
    assert stands(house, peer) == [("reject", "")]
    assert [decision for _, decision in house.words(peer)] == ["add", "reject"]


@pytest.mark.parametrize("script", [True, False])
def test_two_pages_of_one_passage(
    house: House, device: Device, peer: Coder, *, script: bool
) -> None:
    """Whoever answers on the older one reads what was said on the other, and loses no word."""
    context = device(java_script_enabled=script)
    first, second = context.new_page(), context.new_page()
    first.goto(house.link(peer))
    go_on(first, "Start")
    go_on(first, "Start")
    second.goto(first.url)
    first.get_by_text("Say more, if you want").click()
    first.get_by_label("A note").fill("typed with care")
    choose(first, "No")
    choose(second, "Yes")
    go_on(second, "Next")
    first.get_by_role("button", name="Next").click()
    expect(first.get_by_role("alert")).to_contain_text("You answered this on another page: Yes")
    expect(first.get_by_label("A note")).to_have_value("typed with care")
    assert stands(house, peer) == [("add", "")]
    choose(first, "No")
    first.get_by_role("button", name="Next").click()
    first.wait_for_url("**/2")
    assert stands(house, peer) == [("reject", "typed with care")]
