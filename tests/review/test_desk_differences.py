"""Differences side by side: opened by a person, settled, and what stands of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk_room import ADA, BEN, MONEY, MORE, PEER, Room, form_of, read
from reviewing import Browser
from themekit.events import Coding, Note
from themekit.workflows.overruled import IN_THE_ROOM, talked_over
from themekit.workflows.safety import may_know


@pytest.fixture
def path(room: Room) -> str:
    """Have two people read a passage differently, and return the address of that."""
    segment = room.segments[0]
    room.say(BEN, segment, MORE, "yes", "She says every week")
    room.say(PEER, segment, MORE, "no", "It is about June")
    return f"/desk/passage/{room.key(segment)}/others/{room.code_key(MORE)}"


def open_(browser: Browser, path: str) -> str:
    """Ask to see what others said."""
    done = browser.post(f"{path}/open", form_of(read(browser, path), "/open"))
    assert done.status_code == 303
    return read(browser, path)


def settle(browser: Browser, path: str, page: str = "", **more: str) -> Any:
    """Send the form that settles."""
    form = form_of(page or read(browser, path), "/settle")
    return browser.post(f"{path}/settle", {**form, **more})


def state(room: Room) -> str:
    """Return how the code stands there."""
    return room.desk.coded().decisions.standing(room.segments[0].id, room.code(MORE)).state


def test_before_it_is_opened_only_that_they_differ_is_told(room: Room, path: str) -> None:
    """And looking at the page changes nothing."""
    page = read(room.browser(), path)
    assert "2 people read this differently: More people" in page
    assert "Show what others said" in page
    for told in ("Ben", "Peer One", "She says every week", "It is about June"):
        assert told not in page
    assert not room.compared(ADA)


def test_opening_it_ends_independence_on_that_code(room: Room, path: str) -> None:
    """What this person says from then on is no independent word; what they had said stays one."""
    segment = room.segments[0]
    room.say(ADA, segment, MORE, "no")
    page = open_(room.browser(), path)
    for told in ("Ben", "Peer One", "She says every week", "It is about June"):
        assert told in page
    (look,) = room.compared(ADA)
    assert look.codes == (room.code(MORE),)
    room.say(ADA, segment, MORE, "yes")
    room.say(ADA, segment, MONEY, "yes")
    words = {
        one.code_id: one.verdict
        for one in room.desk.coded().decisions.independent()
        if one.coder == ADA.id
    }
    assert words == {room.code(MORE): "no", room.code(MONEY): "yes"}


def test_opening_it_twice_is_one_event(room: Room, path: str) -> None:
    """Once seen is seen."""
    browser = room.browser()
    form = form_of(read(browser, path), "/open")
    browser.post(f"{path}/open", form)
    browser.post(f"{path}/open", {**form, "request_id": "a" * 32})
    assert len(room.compared(ADA)) == 1


@pytest.mark.parametrize(
    ("holds", "stands"), [("yes", "holds"), ("no", "does not hold"), ("both", "both stand")]
)
def test_what_it_comes_to_stands(room: Room, path: str, holds: str, stands: str) -> None:
    """Applies, does not, or both: with a reason, who was in the room, and everybody's words."""
    browser = room.browser()
    assert state(room) == "disputed"
    page = open_(browser, path)
    done = settle(browser, path, page, holds=holds, reason="We read it again", room="Ben, Peer One")
    assert done.status_code == 303
    assert state(room) == stands
    settled = room.events(ADA, Coding)[-1]
    (note,) = (one for one in room.events(ADA, Note) if isinstance(one, Note))
    assert isinstance(settled, Coding)
    assert len(settled.settles) == 2
    assert (note.name, dict(note.fields)["adjudication"]) == (IN_THE_ROOM, settled.event_id)
    assert note.act == settled.act
    shown = read(browser, path)
    assert "in the room: Ben, Peer One" in shown
    (told,) = talked_over(room.desk, BEN, remote=False)
    assert (told.reason, told.room) == ("We read it again", "Ben, Peer One")


def test_a_settlement_wants_an_outcome_and_a_reason(room: Room, path: str) -> None:
    """Without one the page comes back with what was typed."""
    browser = room.browser()
    page = open_(browser, path)
    bare = settle(browser, path, page, reason="typed")
    assert bare.status_code == 422
    assert ">typed</textarea>" in bare.get_data(as_text=True)
    assert settle(browser, path, page, holds="yes").status_code == 422
    assert state(room) == "disputed"


def test_nobody_settles_what_they_have_not_opened(room: Room, path: str) -> None:
    """A form made by hand changes nothing."""
    browser = room.browser()
    sent = {**form_of(read(browser, path), "/open"), "holds": "yes", "reason": "so"}
    assert browser.post(f"{path}/settle", sent).status_code == 409
    assert state(room) == "disputed"


def test_a_word_said_meanwhile_is_shown_before_it_is_settled(room: Room, path: str) -> None:
    """409 with what was typed; sent once more it stands."""
    browser = room.browser()
    page = open_(browser, path)
    room.say(BEN, room.segments[0], MORE, "no", "I see it now")
    clash = settle(browser, path, page, holds="both", reason="typed before")
    told = clash.get_data(as_text=True)
    assert clash.status_code == 409
    assert "I see it now" in told
    assert ">typed before</textarea>" in told
    assert settle(browser, path, told, holds="no", reason="now alike").status_code == 303
    assert state(room) == "does not hold"


def test_what_is_said_after_it_was_settled_lists_it_again(room: Room, path: str) -> None:
    """The settlement stands, and the passage is among those that were spoken of again."""
    browser = room.browser()
    settle(browser, path, open_(browser, path), holds="yes", reason="so")
    room.say(PEER, room.segments[0], MORE, "no", "still not")
    page = read(browser, "/desk/passages?state=reopened")
    assert "1 of 4 passages that were settled and spoken of again" in page
    assert state(room) == "holds"
    assert "Settled, and spoken of again" in read(browser, path)


def test_silence_under_a_look_is_a_voice(room: Room) -> None:
    """Whoever went through the list and did not choose it stands beside who did."""
    segment = room.segment("Tired")
    room.say(BEN, segment, MONEY, "yes")
    room.look(PEER, segment)
    path = f"/desk/passage/{room.key(segment)}/others/{room.code_key(MONEY)}"
    assert "Looked, and did not choose it" in open_(room.browser(), path)


def test_whoever_has_it_to_read_without_suggestions_cannot_open_it(room: Room, path: str) -> None:
    """Not by the page, not by a form; once they have answered they can."""
    key = room.give_blind(ADA, room.segments[0])
    browser = room.browser()
    page = read(browser, path)
    assert "Kept from you until you have answered" in page
    sent = form_of(read(browser, f"/desk/passage/{key}"), key)
    assert browser.post(f"{path}/open", sent).status_code == 409
    assert not room.compared(ADA)
    browser.post(f"/desk/passage/{key}", {**sent, "done": "rest"})
    assert "She says every week" in open_(browser, path)
    assert "people read this differently" in read(browser, f"/desk/passage/{key}")


def test_in_a_reflexive_study_readings_stand_beside_each_other(room: Room, path: str) -> None:
    """They are listed and opened, and nothing is settled."""
    room.change(
        "study.yaml", "codebook: codebook.yaml", "codebook: codebook.yaml\nmethod: reflexive"
    )
    browser = room.browser()
    page = read(browser, "/desk/passages?state=read differently")
    assert "1 of 4 passages that people read differently" in page
    shown = open_(browser, path)
    assert "She says every week" in shown
    assert "readings stand beside each other" in shown
    assert "/settle" not in shown


def test_what_was_talked_over_is_not_shown_of_somebody_they_may_know(room: Room, path: str) -> None:
    """Nothing of that person comes to them again, and so no words that were settled."""
    browser = room.browser()
    page = open_(browser, path)
    settle(browser, path, page, holds="yes", reason="We read it again")
    (told,) = talked_over(room.desk, BEN, remote=False)
    assert told.text
    document = room.events(ADA, Coding)[-1].document  # type: ignore[attr-defined]
    may_know(room.desk.context(), BEN.id, case="", document=document)
    assert talked_over(room.desk, BEN, remote=False) == ()


def test_what_was_talked_over_is_not_quoted_from_a_text_that_changed(room: Room, path: str) -> None:
    """A name may have been taken out of it: the words that were settled still have it."""
    browser = room.browser()
    page = open_(browser, path)
    settle(browser, path, page, holds="yes", reason="We read it again")
    shelf = room.desk.shelf()
    changed = {name: replace(one, text_hash="other") for name, one in shelf.documents.items()}
    room.desk._shelf = replace(shelf, documents=changed)
    assert talked_over(room.desk, BEN, remote=False) == ()
