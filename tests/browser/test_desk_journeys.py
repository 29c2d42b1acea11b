"""Researchers at their desk, who hands passages out, and pages of other sites."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import DESK, go_on
from journeying import OWNER, Device, House
from themekit.events import Coder, Coding, Draw, Look, Note

pytestmark = pytest.mark.slow
CODE = "Long waits"
DIFFER = "Some days I do not get up"
"""A passage that no other journey meets."""


@pytest.fixture
def desktop(device: Device) -> Page:
    """Return a page on a desktop computer."""
    return device(viewport=DESK, has_touch=False).new_page()


def follow(page: Page, link: str) -> None:
    """Follow the first link that begins with some words."""
    before = page.url
    page.get_by_role("link", name=link).first.click()
    page.wait_for_url(lambda address: address != before)


def answer(house: House, device: Device, peer: Coder, words: str, choice: str) -> Page:
    """Have a peer researcher answer one question about a passage."""
    house.hand(peer, words, mode="blind", codes=(house.code(CODE),))
    page = device().new_page()
    page.goto(house.link(peer))
    go_on(page, "Start")
    go_on(page, "Start")
    page.get_by_label(choice, exact=True).check()
    go_on(page, "Next")
    go_on(page, "Nothing else")
    return page


def select(page: Page, words: str) -> None:
    """Mark words of the transcript with the mouse."""
    box = page.evaluate(
        """(words) => {
            for (const said of document.querySelectorAll(".said [data-start]")) {
                const node = said.firstChild, at = node.data.indexOf(words);
                if (at < 0) continue;
                said.scrollIntoView({block: "center"});
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const lines = Array.from(range.getClientRects());
                const first = lines[0], last = lines[lines.length - 1];
                return [first.left, (first.top + first.bottom) / 2,
                        last.right, (last.top + last.bottom) / 2];
            }
        }""",
        words,
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 1, box[3], steps=6)
    page.mouse.up()


def test_a_researcher_settles_a_difference(house: House, device: Device, desktop: Page) -> None:
    """From the owner's link to what a peer researcher reads of it."""
    yes, no = house.person(), house.person()
    theirs = answer(house, device, yes, DIFFER, "Yes")
    answer(house, device, no, DIFFER, "No")
    desktop.goto(house.server.link)
    expect(desktop.get_by_role("heading", level=1)).to_have_text("What there is to look at")
    codes_by_selecting(house, desktop)
    reads_without_suggestions(house, desktop)
    settles(house, desktop)
    assert [decision for _, decision in house.words(yes)] == ["add"]
    assert [decision for _, decision in house.words(no)] == ["reject"]
    theirs.get_by_role("link", name="What became of my answers").click()
    expect(theirs.get_by_text("we read this differently, and both stand")).to_be_visible()
    expect(theirs.get_by_text("We see two waits here")).to_be_visible()


def test_an_error_is_told_where_somebody_is(house: House, desktop: Page) -> None:
    """The focus and the page stay, also where the buttons are out of sight."""
    desktop.goto(house.link(house.person("researcher")))
    go_on(desktop, "Start")
    desktop.goto(f"{house.base}/desk/passages")
    follow(desktop, "More people came every week")
    desktop.set_viewport_size({"width": 1280, "height": 500})
    keep = desktop.locator(".decide .main")
    keep.scroll_into_view_if_needed()
    before = keep.bounding_box()
    keep.click()
    expect(desktop.get_by_role("alert")).to_be_in_viewport()
    expect(keep).to_be_focused()
    after = keep.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 3
    code = desktop.get_by_role("group", name="More people").first
    code.get_by_label("The description needs changing", exact=True).check()
    desktop.keyboard.press("Control+Enter")
    expect(desktop.get_by_role("alert")).to_contain_text("what of the description needs changing")
    expect(desktop.get_by_role("alert")).to_be_in_viewport()
    expect(code.get_by_label("The description needs changing", exact=True)).to_be_focused()
    expect(code.get_by_label("The description needs changing", exact=True)).to_be_checked()


def codes_by_selecting(house: House, page: Page) -> None:
    """Open a transcript from a list, mark words in it and say what applies to them."""
    follow(page, "Passages")
    page.get_by_role("link", name="More people came every week").first.click()
    follow(page, "The whole transcript")
    select(page, "the queue never stopped")
    page.get_by_role("button", name="Code these words").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    code = page.get_by_role("group", name="More people").first
    code.get_by_label("Applies", exact=True).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url("**kept=1**")
    said = house.kept(OWNER, Coding)[-1]
    document = house.desk.document(said.document)
    assert document is not None
    assert document.text[said.start : said.end].rstrip(".") == "the queue never stopped"
    assert (said.decision, said.code_id) in {
        ("add", house.code("More people")),
        ("accept", house.code("More people")),
    }


def reads_without_suggestions(house: House, page: Page) -> None:
    """Meet a passage that was given without suggestions: they are kept back, here and in lists."""
    (address,) = house.hand(OWNER, "Everybody is tired", mode="blind", codes=())
    page.goto(f"{house.base}/desk")
    expect(page.get_by_text("kept from you until you have answered")).to_be_visible()
    follow(page, "Go on with what you were given")
    assert urlsplit(page.url).path == f"/desk{urlsplit(address).path}"
    assert page.get_by_role("button", name="Show the evidence").count() == 0
    expect(page.get_by_text("Kept from you until you have answered").first).to_be_visible()
    expect(page.get_by_text("6 codes: say which apply")).to_be_visible()
    code = page.get_by_role("group", name="Tired staff", exact=True)
    code.get_by_label("Applies", exact=True).check()
    go_on(page, "Keep; the rest does not apply")
    look = house.kept(OWNER, Look)[-1]
    assert (look.outcome, look.mode, look.codes) == ("coded", "blind", ())


def settles(house: House, page: Page) -> None:
    """Open what people said, which ends independence, and settle it: both readings stand."""
    page.goto(f"{house.base}/desk")
    follow(page, CODE)
    page.get_by_role("link", name=DIFFER).first.click()
    follow(page, "2 people read")
    expect(page.get_by_text("Who said what is not shown yet")).to_be_visible()
    assert "Peer" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Show what others said").click()
    page.get_by_label("Both readings stand").check()
    page.get_by_label("Why").fill("We see two waits here")
    page.get_by_label("Who was in the room").fill("Ada, two peer researchers")
    page.get_by_role("button", name="Settle it").click()
    expect(page.get_by_role("heading", name="Settled")).to_be_visible()
    assert house.kept(OWNER, Look)[-1].outcome == "compared"
    settled = house.kept(OWNER, Coding)[-1]
    assert (settled.decision, settled.holds, len(settled.settles)) == ("adjudicate", "both", 2)
    segment = house.segment(DIFFER)
    standing = house.desk.coded().decisions.standing(segment.id, house.code(CODE))
    assert standing.state == "both stand"


# -- who hands out ------------------------------------------------------------------------------


def test_a_facilitator_hands_out_pauses_and_calls_back(
    house: House, device: Device, desktop: Page
) -> None:
    """What each does comes to the person whom it is about."""
    facilitator, peer = house.person("facilitator"), house.person()
    theirs = device().new_page()
    theirs.goto(house.link(peer))
    go_on(theirs, "Start")
    desktop.goto(house.link(facilitator))
    go_on(desktop, "Start")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Who reads what")
    expect(desktop.get_by_text("names no facilitator")).to_have_count(0)
    desktop.get_by_label(peer.name, exact=True).check()
    desktop.get_by_label("How many each?").fill("3")
    desktop.get_by_role("button", name="Hand out", exact=True).click()
    expect(desktop.get_by_role("status")).to_have_text("3 passages were handed out.")
    assert sum(len(one.items) for one in house.kept(peer, Draw)) == 3
    theirs.reload()
    expect(theirs.get_by_text("3 passages are waiting for you")).to_be_visible()
    press(desktop, f"Pause {peer.name}")
    theirs.reload()
    go_on(theirs, "Start")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("You are paused for now")
    press(desktop, f"Let {peer.name} go on")
    row = desktop.get_by_role("row").filter(has_text=peer.name)
    row.get_by_role("button", name="Call back what is left with").click()
    expect(row.get_by_text("nothing left")).to_be_visible()
    assert [one.name for one in house.kept(facilitator, Note)] == [
        "paused",
        "resumed",
        "called back",
    ]
    theirs.goto(f"{house.base}/next")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("There is nothing to read yet")


def press(page: Page, button: str) -> None:
    """Press a button and wait until it is gone."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)


# -- other sites --------------------------------------------------------------------------------


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve pages of another site; what they say can be set."""
    pages: dict[str, str] = {}

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}", pages
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_a_link_on_another_sites_page_leads_in_and_its_form_does_not(
    house: House, device: Device, elsewhere: tuple[str, dict[str, str]]
) -> None:
    """A link in a mail or a chat works; what another site sends in somebody's name is refused."""
    site, pages = elsewhere
    peer = house.person()
    (address,) = house.hand(peer, "They sent me online", mode="blind", codes=(house.code(CODE),))
    pages["/mail"] = f'<a href="{house.link(peer)}">Would you read some passages?</a>'
    pages["/again"] = f'<a href="{house.base}/">The study</a>'
    pages["/trap"] = (
        f'<form method="post" action="{address}/1"><input name="choice" value="yes">'
        "<button>A harmless button</button></form>"
    )
    page = device().new_page()
    page.goto(f"{site}/mail")
    page.get_by_role("link").click()
    go_on(page, "Start")
    expect(page.get_by_role("heading", level=1)).to_have_text("Would you read some passages?")
    page.goto(f"{site}/again")
    page.get_by_role("link").click()
    expect(page.get_by_text("1 passage is waiting for you")).to_be_visible()
    page.goto(f"{site}/trap")
    with page.expect_response(f"{address}/1") as answered:
        page.get_by_role("button").click()
    assert answered.value.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This page opens with a link of your own"
    )
    assert house.words(peer) == []
