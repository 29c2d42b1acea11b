"""The pages on which a researcher says which words identify somebody, and what stands instead."""

from __future__ import annotations

import re
import time

import pytest

from desk_room import ADA, BEN, PEER, Room, form_of, read
from detailing import StandInReader
from reviewing import Browser
from themekit.disclosure.proposals import KnownNames, propose
from themekit.events import Coder, Coding, Mark
from themekit.records import Document
from themekit.review.pages.desk_details import EXTENSION
from themekit.workflows.proposing import Proposing

FAR = {"X-Forwarded-For": "192.168.1.20"}
FAY = Coder("Fay", "Fay", "facilitator")


@pytest.fixture
def reader(room: Room) -> StandInReader:
    """Give the pages a reader that takes some words for places."""
    # Loading the rules may take longer than a page waits.
    propose([document(room)], KnownNames(), StandInReader())
    found = StandInReader("June", "oney")
    room.app.extensions[EXTENSION] = Proposing(lambda: found)
    return found


def document(room: Room, name: str = "P1") -> Document:
    """Return a document by its name."""
    return next(one for one in room.desk.material().documents if one.name == name)


def path_of(room: Room, name: str = "P1") -> str:
    """Return the address of its page."""
    return f"/desk/details/{room.desk.key_of('document', document(room, name).id)}"


def decide(browser: Browser, room: Room, words: str, **more: str) -> int:
    """Say something of the first words of that spelling in the interview."""
    page, at = path_of(room), document(room).text.index(words)
    sent = form_of(read(browser, page), page.rpartition("/")[2]) | {
        "start": str(at), "end": str(at + len(words)), "choice": "replace", **more
    }  # fmt: skip
    return int(browser.post(page, sent).status_code)


def marks(room: Room, coder: Coder = ADA) -> list[Mark]:
    """Return somebody's marks."""
    return [one for one in room.events(coder, Mark) if isinstance(one, Mark)]


def look_through(browser: Browser, room: Room) -> str:
    """Have all texts looked through, and return the page of what was found."""
    browser.post("/desk/details/look")
    proposing = room.app.extensions[EXTENSION]
    for _ in range(500):
        if not proposing.works:
            break
        time.sleep(0.01)
    return read(browser, "/desk/details/alike")


@pytest.mark.usefixtures("reader")
def test_nobody_but_a_researcher_here_reaches_the_pages(room: Room) -> None:
    """Neither a peer, nor a facilitator, nor a researcher at another machine."""
    for path in ("/desk/details", "/desk/details/alike", path_of(room), f"{path_of(room)}/words/1"):
        assert room.browser().get(path).status_code == 200
        assert room.browser().get(path, headers=FAR).status_code == 404
        for coder in (PEER, FAY):
            assert room.browser(coder).get(path).status_code == 404
    far = room.browser().get("/desk", headers=FAR).get_data(as_text=True)
    assert "/desk/details" not in far


def test_the_list_adds_up_and_reads_nothing(room: Room, reader: StandInReader) -> None:
    """How many texts stand how; no text is looked through for it."""
    page = read(room.browser(), "/desk/details")
    assert "4 texts" in page
    counts = re.findall(r">([\d,]+) (not read|changed since it was read|read)</a>", page)
    assert sum(int(number) for number, _ in counts) == 4
    assert reader.read == 0
    only = read(room.browser(), "/desk/details?state=read")
    assert "There is nothing in this list" in only


def test_proposals_stand_in_place_with_a_suggestion(room: Room, reader: StandInReader) -> None:
    """Their state as a word, read once a text."""
    page = read(room.browser(), path_of(room))
    assert 'value="[place 1]"' in page
    assert "proposed</span> place" in page
    read(room.browser(), path_of(room))
    assert reader.read == 1


@pytest.mark.usefixtures("reader")
def test_a_replacement_is_kept_and_taken_back(room: Room) -> None:
    """One act each, once however often it is sent; taken back by whoever said it."""
    browser, page = room.browser(), path_of(room)
    at = document(room).text.index("June")
    sent = form_of(read(browser, page), page.rpartition("/")[2]) | {
        "start": str(at), "end": str(at + 4), "choice": "replace", "replacement": "month"
    }  # fmt: skip
    for _ in range(2):
        assert browser.post(page, sent).status_code == 303
    (mark,) = marks(room)
    assert (mark.start, mark.end, mark.replacement) == (at, at + 4, "[month]")
    assert room.desk.replacements().text(mark.document, at, at + 4) == "[month]"
    there = read(browser, page)
    assert "1 place replaced by [month]" in there
    back = form_of(there, "/desk/details/back")
    for _ in range(2):
        browser.post("/desk/details/back", back)
    assert room.desk.replacements().of(mark.document) == ()
    assert [one.kind for one in room.events(ADA)] == ["mark", "coding"]
    assert isinstance(room.events(ADA)[-1], Coding)


@pytest.mark.usefixtures("reader")
def test_another_researcher_changes_it(room: Room) -> None:
    """What was said last holds; and what the first said stays on record."""
    assert decide(room.browser(), room, "June", replacement="[month]") == 303
    assert decide(room.browser(BEN), room, "June", choice="keep") == 303
    assert room.desk.replacements().of(document(room).id) == ()
    assert len(marks(room)) == len(marks(room, BEN)) == 1


@pytest.mark.usefixtures("reader")
def test_an_empty_field_takes_the_next_free_name(room: Room) -> None:
    """Of the kind that was chosen; a choice within a word means the word."""
    assert decide(room.browser(), room, "phon", kind="organisation") == 303
    (mark,) = marks(room)
    assert document(room).text[mark.start : mark.end] == "phones"
    assert mark.replacement == "[organisation 1]"


@pytest.mark.usefixtures("reader")
def test_what_cannot_stand_instead_is_refused(room: Room) -> None:
    """With a sentence, and nothing changed."""
    assert decide(room.browser(), room, "June", replacement="early June") == 400
    assert marks(room) == []


@pytest.mark.usefixtures("reader")
def test_all_alike_with_an_exception(room: Room) -> None:
    """One replacement at once where the tick stayed; the exception waits still."""
    browser = room.browser()
    page = look_through(browser, room)
    assert "4 of 4 texts looked through" in page
    found = re.search(r'href="([^"]+)">oney</a>.*?2 times in 2 texts', page)
    assert found
    group = read(browser, found[1])
    values = re.findall(r'name="place" value="([^"]+)" checked', group)
    assert len(values) == 2
    sent = form_of(group, found[1]) | {"choice": "replace", "replacement": "[place 7]"}
    assert browser.post(found[1], {**sent, "place": values[0]}).status_code == 303
    (mark,) = marks(room)
    assert mark.replacement == "[place 7]"
    again = read(browser, found[1]) if browser.get(found[1]).status_code == 200 else ""
    assert "oney" in again or "oney" in read(browser, "/desk/details/alike")


@pytest.mark.usefixtures("reader")
def test_no_address_holds_a_word_of_a_text(room: Room) -> None:
    """Keys alone, also for a wording."""
    page = look_through(room.browser(), room)
    assert "oney" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))


@pytest.mark.usefixtures("reader")
def test_who_has_read_all_of_it_says_so_and_what_is_left_is_named(room: Room) -> None:
    """As risk; and the mark opens the text as `themekit mark` does."""
    browser, page = room.browser(), path_of(room)
    there = read(browser, page)
    assert "Nobody has decided yet: 2 places" in there
    assert "anonym" not in there.lower()
    browser.post(f"{page}/read", form_of(there, f"{page}/read"))
    (mark,) = marks(room)
    assert (mark.marking, mark.start, mark.end) == ("read", 0, len(document(room).text))
    assert room.desk.gate().verdict(mark.document).marked_by == "Ada"
    assert "1 read</a>" in read(browser, "/desk/details")


@pytest.mark.usefixtures("reader")
def test_a_text_that_changed_meanwhile_was_not_read(room: Room) -> None:
    """The page says of which text it speaks."""
    browser, page = room.browser(), path_of(room)
    sent = form_of(read(browser, page), f"{page}/read") | {"text": "0" * 32}
    browser.post(f"{page}/read", sent)
    assert marks(room) == []
