"""Nothing on the pages keeps anybody out: WCAG 2.2 AA, large text, forced colours, no motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browsing import DESK, PHONE, barriers, focused, go_on, scrolls_sideways
from journeying import Device, House
from themekit.events import Coder
from themekit.workflows.safety import ask_for_contact, raise_concern, upset

pytestmark = pytest.mark.slow
COLOURS = ("color-contrast", "link-in-text-block")
"""What axe finds otherwise by night."""
WIDTHS = (*COLOURS, "target-size", "scrollable-region-focusable", "label", "region")
"""What it may find otherwise on a wider page."""
ASKED = ("More people", "Long waits")
Faults = dict[str, Any]


def faults_of(page: Page) -> Faults:
    """Return what keeps people out of a page: by day and night, on a phone and at a desk."""
    found: Faults = {}
    for width, scheme, rules in (
        (PHONE, "light", ()), (PHONE, "dark", COLOURS), (DESK, "dark", COLOURS), (DESK, "light", WIDTHS),
    ):  # fmt: skip
        page.set_viewport_size(width)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if barred := barriers(page, *rules):
            found[f"{width['width']} {scheme}"] = barred
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    if scrolls_sideways(page):
        found["320"] = "scrolls sideways"
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if scrolls_sideways(page):
        found["320, text of 200 %"] = "scrolls sideways"
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def follow(page: Page, link: str) -> None:
    """Follow the first link that begins with some words."""
    page.get_by_role("link", name=link).first.click()
    page.wait_for_load_state()


def show(page: Page, button: str, heading: str = "") -> None:
    """Press a button whose page may lie at the same address."""
    page.get_by_role("button", name=button, exact=True).click()
    if heading:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def through_the_passages(house: House, page: Page, peer: Coder) -> Iterator[str]:
    """Go through every page that a peer researcher meets; yield each page's name."""
    asked = tuple(house.code(one) for one in ASKED)
    house.hand(peer, "Tired, mostly", note="somebody's death", mode="blind", codes=asked)
    house.hand(peer, "Everybody is tired", mode="blind", codes=())
    page.goto(house.link(peer))
    yield "link"
    go_on(page, "Start")
    yield "start"
    follow(page, "Is there anything you do not")
    yield "topics"
    page.goto(f"{house.base}/minutes")
    yield "minutes"
    page.get_by_label("Count the minutes of this sitting").check()
    show(page, "Go on", "Would you read some passages?")
    follow(page, "What is kept of them")
    yield "minutes that are counted"  # all pages from here on say so at their end
    page.goto(f"{house.base}/practice/1")
    yield "practice"
    show(page, "Next", "What we had in mind")
    yield "practised"
    go_on(page, "Start")
    yield "note"
    yield from through_the_questions(page)
    yield from through_what_is_hard(page)
    yield "finished"
    follow(page, "What became of my answers")
    yield "talked over"
    page.goto(f"{house.base}/nowhere")
    yield "nowhere"


def through_the_questions(page: Page) -> Iterator[str]:
    """Go through the pages of a passage, from what is said before it to the next."""
    follow(page, "Read it")
    yield "question"
    here = page.url
    page.get_by_text("Say more, if you want").click()
    page.get_by_text("What was said before").click()
    yield "question, opened"
    show(page, "Next")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "question without an answer"
    follow(page, "This description needs changing")
    yield "description"
    page.goto(here)
    follow(page, "It is only about some of the words")
    yield "words"
    page.goto(here)
    for _ in ASKED:
        page.get_by_label("Yes", exact=True).check()
        go_on(page, "Next")
    page.get_by_text("Search the list").click()
    yield "else"
    go_on(page, "Nothing else")
    yield "whole list"


def through_what_is_hard(page: Page) -> Iterator[str]:
    """Go through the pages behind the foot of a passage."""
    follow(page, "I may know this person")
    yield "know"
    follow(page, "Go back to the passage")
    follow(page, "I am worried about someone")
    yield "worried"
    page.get_by_label("Me", exact=True).check()
    show(page, "Send to A lead (synthetic)", "It is on the list of A lead (synthetic)")
    yield "sent"
    follow(page, "Stop for now")
    yield "stopped"
    follow(page, "Go on reading")
    go_on(page, "This upset me")
    yield "upset"
    go_on(page, "Go on")


def around_the_desk(house: House, page: Page, researcher: Coder) -> Iterator[str]:
    """Go through every page of a researcher; yield each page's name."""
    worried = house.person()
    house.link(worried)
    raise_concern(house.desk.context(), worried.id, "me", "", house.segment("Tired, mostly"))
    for choice in ("Yes", "No"):
        answers(house, page.context.browser.new_context().new_page(), choice)  # type: ignore[union-attr]
    page.goto(house.link(researcher))
    go_on(page, "Start")
    yield "overview"
    follow(page, "Passages")
    yield "list"
    follow(page, "More people came")
    yield "passage"
    show(page, "Show the evidence and the scores")
    page.get_by_text("Other codes").or_(page.get_by_text("Demand")).last.click()
    yield "passage with evidence"
    follow(page, "Transcript")
    yield "transcript"
    follow(page, "Pick words")
    yield "pick words"
    follow(page, "Theme matrix")
    yield "matrix"
    follow(page, "Descriptions")
    yield "descriptions"
    follow(page, "Concerns")
    yield "concerns"
    show(page, "Open the list")
    yield "concerns, opened"
    (address,) = house.hand(researcher, "Everybody is tired", mode="blind", codes=())
    page.goto(address.replace("/passage/", "/desk/passage/"))
    yield "blind passage"
    go_on(page, "Keep; the rest does not apply")
    page.goto(f"{house.base}/desk")
    follow(page, "Remote support")
    page.get_by_role("link", name="The telephone").first.click()
    follow(page, "2 people read")
    yield "difference"
    show(page, "Show what others said")
    expect(page.get_by_text("What does it come to?")).to_be_visible()
    yield "difference, opened"


def answers(house: House, page: Page, choice: str) -> None:
    """Have a peer researcher say something of a passage."""
    peer = house.person()
    house.hand(peer, "The telephone", mode="blind", codes=(house.code("Remote support"),))
    page.goto(house.link(peer))
    go_on(page, "Start")
    go_on(page, "Start")
    page.get_by_label(choice, exact=True).check()
    go_on(page, "Next")
    go_on(page, "Nothing else")
    page.context.close()


def test_peers_pages_let_everybody_in(house: House, device: Device) -> None:
    """At a phone's and a desk's width, by day and by night, with text of twice the size."""
    page = device(reduced_motion="reduce").new_page()
    found = {
        name: faults
        for name in through_the_passages(house, page, house.person())
        if (faults := faults_of(page))
    }
    assert found == {}


def test_the_desk_lets_everybody_in(house: House, device: Device) -> None:
    """At a phone's and a desk's width, by day and by night, with text of twice the size."""
    page = device(reduced_motion="reduce").new_page()
    found = {
        name: faults
        for name in around_the_desk(house, page, house.person("researcher"))
        if (faults := faults_of(page))
    }
    assert found == {}


def test_handing_out_lets_everybody_in(house: House, device: Device) -> None:
    """With somebody who has passages, and with somebody who wishes to be contacted."""
    page, peer = device(reduced_motion="reduce").new_page(), house.person()
    house.hand(peer, "Tired, mostly")
    mark = upset(house.desk.context(), house.segment("Tired, mostly"))
    ask_for_contact(house.desk.context(), mark, peer.id)
    page.goto(house.link(house.person("facilitator")))
    go_on(page, "Start")
    assert faults_of(page) == {}


# -- one passage, more closely ------------------------------------------------------------------


@pytest.fixture
def question(house: House, device: Device) -> Page:
    """Open a question about a passage."""
    peer, page = house.person(), device(reduced_motion="reduce").new_page()
    asked = tuple(house.code(one) for one in ("More people", "Long waits"))
    house.hand(peer, "Tired, mostly", mode="blind", codes=asked)
    page.goto(house.link(peer))
    go_on(page, "Start")
    go_on(page, "Start")
    return page


def test_a_passage_is_read_aloud_in_its_order(question: Page) -> None:
    """Heading, question, passage, choice with its legend, progress: as the browser tells them."""
    told = question.locator("main").aria_snapshot()
    order = (
        'heading "Passage 1 of 1" [level=1]', "And the staff?", "blockquote: Tired, mostly.",
        'group "Is this about:', 'radio "Yes"', 'radio "No"', 'radio "Not sure"', 'button "Next"',
        "About a minute left",
    )  # fmt: skip
    places = [told.lower().find(words.lower()) for words in order]
    assert -1 not in places, told
    assert places == sorted(places), told


def test_forced_colours_keep_controls_and_focus_visible(question: Page) -> None:
    """Buttons have an edge, what is chosen is marked, and the focus has a ring."""
    question.emulate_media(forced_colors="active")
    edge = question.get_by_role("button", name="Next").evaluate(
        "(one) => [getComputedStyle(one).borderTopStyle, parseFloat(getComputedStyle(one).borderTopWidth)]"
    )
    assert edge[0] == "solid"
    assert edge[1] >= 1
    radio = question.get_by_label("Yes", exact=True)
    before = radio.screenshot()
    radio.check()
    assert radio.screenshot() != before
    question.keyboard.press("Tab")
    question.keyboard.press("Shift+Tab")
    assert focused(question)["ring"] >= 2
    assert barriers(question) == []


def test_nothing_moves_for_whoever_asked_for_that(question: Page) -> None:
    """No animation and no transition takes any time."""
    moving = question.evaluate(
        """() => Array.from(document.querySelectorAll("*")).map((one) => getComputedStyle(one))
        .filter((it) => parseFloat(it.transitionDuration) || parseFloat(it.animationDuration)
                        || it.scrollBehavior === "smooth").length"""
    )
    assert moving == 0


def test_what_keeps_people_out_is_found(question: Page) -> None:
    """The instrument itself: a field without a name and pale text are told."""
    question.evaluate(
        """() => { const field = document.createElement("input"), text = document.createElement("p");
        text.textContent = "pale"; text.style.color = "#ccc"; text.style.background = "#fff";
        document.getElementById("main").append(field, text); }"""
    )
    found = {one.partition(":")[0] for one in barriers(question)}
    assert {"label", "color-contrast"} <= found
    question.evaluate("document.getElementById('main').style.width = '900px'")
    assert scrolls_sideways(question)
