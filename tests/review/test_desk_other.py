"""Descriptions that need changing, and concerns."""

from __future__ import annotations

import pytest

from desk_room import ADA, MONEY, MORE, PEER, Room, form_of, read
from themekit.events import Memo, Note
from themekit.tasks.answers import look, remark
from themekit.workflows.safety import concerns, raise_concern


@pytest.fixture
def complained(room: Room) -> str:
    """Have a peer say that a description needs changing; return the event's id."""
    return room.say(PEER, room.segments[0], MORE, "problem", "What is 'look for help'?").event_id


def test_it_is_listed_with_who_said_it_and_of_which_words(room: Room, complained: str) -> None:
    """Open, until something becomes of it."""
    page = read(room.browser(), "/desk/descriptions")
    assert complained in page
    assert "1 of 1 description needs an answer" in page
    for told in ("Peer One", "look for help&#39;?", "More people came every week"):
        assert told in page
    assert "1 is open" in read(room.browser(), "/desk")


def test_a_researcher_answers_it(room: Room, complained: str) -> None:
    """With why it is kept, as a note on the code."""
    browser = room.browser()
    form = form_of(read(browser, "/desk/descriptions"), "/desk/descriptions")
    bare = browser.post("/desk/descriptions", form)
    assert bare.status_code == 422
    browser.post("/desk/descriptions", {**form, "words": "it is what the funder asks"})
    (memo,) = (one for one in room.events(ADA) if isinstance(one, Memo))
    assert (memo.about, memo.target) == ("code", room.code(MORE))
    assert complained in memo.text
    page = read(browser, "/desk/descriptions")
    assert "0 of 1 description" in page
    assert "it is what the funder asks" in page


def test_a_changed_description_is_told_as_changed(room: Room, complained: str) -> None:
    """The code means something else now than it did to whoever said so."""
    room.change("codebook.yaml", "look for help", "come for help")
    page = read(room.browser(), "/desk/descriptions")
    assert "Changed since." in page
    assert complained not in page  # there is nothing to answer


def test_own_words_of_peers_are_listed(room: Room) -> None:
    """What is going on that the list has no code for."""
    (seen,) = room.append(PEER, [look(room.where(room.segments[1]), (), "nothing applies")])
    room.append(PEER, [remark(seen, "They are proud")])
    page = read(room.browser(), "/desk/descriptions")
    assert "1 note of what is going on" in page
    assert "They are proud" in page


def test_what_lies_on_a_passage_to_be_read_without_suggestions_is_kept(room: Room) -> None:
    """Who said what of it is told once this person has answered."""
    room.say(PEER, room.segments[0], MONEY, "problem", "too wide")
    room.give_blind(ADA, room.segments[0])
    page = read(room.browser(), "/desk/descriptions")
    assert "too wide" not in page
    assert "kept from you" in page


def test_concerns_are_opened_by_name_and_taken_on(room: Room) -> None:
    """A look at the page tells nothing; who opens the list and who takes it on is kept."""
    raise_concern(room.desk.context(), PEER.id, "speaker", "I fear for her", room.segments[0])
    browser = room.browser()
    assert "nobody has taken it on" in read(browser, "/desk")
    page = read(browser, "/desk/concerns")
    assert "I fear for her" not in page
    browser.post("/desk/concerns/open", form_of(page, "/open"))
    page = read(browser, "/desk/concerns")
    assert "I fear for her" in page
    assert "Ada last opened the list on" in page
    assert [one.name for one in room.events(ADA) if isinstance(one, Note)] == ["opened concerns"]
    browser.post("/desk/concerns/acknowledge", form_of(page, "/acknowledge"))
    assert concerns(room.desk.context())[0].acknowledged_by == "Ada"
    assert "nobody has taken it on" not in read(browser, "/desk")


def test_a_new_concern_closes_the_list_again(room: Room) -> None:
    """So that the day on which it was opened last stays true."""
    browser = room.browser()
    raise_concern(room.desk.context(), PEER.id, "me", "first", room.segments[0])
    browser.post("/desk/concerns/open", form_of(read(browser, "/desk/concerns"), "/open"))
    raise_concern(room.desk.context(), PEER.id, "me", "second", room.segments[0])
    assert "second" not in read(browser, "/desk/concerns")
