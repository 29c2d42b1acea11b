"""Choosing a quotation at the desk: what the command does, by the same rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk_room import ADA, BEN, MONEY, MORE, Room, form_of, read
from themekit.decisions import chosen_quotes
from themekit.events import Note
from themekit.records import Segment
from themekit.tasks.answers import Answer, word
from themekit.workflows.chosen_quotes import list_chosen

FORM = "/quote"


@pytest.fixture
def held(room: Room) -> Segment:
    """Return a passage in which Ada says that a code holds."""
    segment = room.segments[0]
    room.say(ADA, segment, MORE, "yes")
    return segment


def address(room: Room, segment: Segment) -> str:
    """Return the address of a passage."""
    return f"/desk/passage/{room.key(segment)}"


def first_word(room: Room, segment: Segment) -> int:
    """Return the number of a passage's first word in its document."""
    document = room.desk.document(segment.document)
    assert document is not None
    return len(document.text[: segment.start].split()) + 1


def choose(room: Room, segment: Segment, *, times: int = 1, **more: str) -> Any:
    """Send the form by which words are chosen, as the page has it."""
    path, browser = address(room, segment), room.browser()
    hidden = form_of(read(browser, path), FORM)
    first = first_word(room, segment)
    form = {
        "quote_code": room.code_key(MORE), "quote_place": "", "quote_first": str(first),
        "quote_last": str(first + len(segment.text.split()) - 1), **more,
    }  # fmt: skip
    return [browser.post(f"{path}{FORM}", {**hidden, **form}) for _ in range(times)][-1]


def in_force(room: Room) -> list[tuple[str, str, str]]:
    """Return whose choices stand, and as what."""
    return [(one.coder, one.code_id, one.place) for one in chosen_quotes(room.desk.coded())]


def test_words_are_chosen_and_kept(room: Room, held: Segment) -> None:
    """With code and place, as the command lists them."""
    done = choose(room, held, quote_place="strong")
    assert done.status_code == 303
    assert done.headers["Location"].endswith("chosen=kept#quote")
    assert in_force(room) == [("Ada", room.code(MORE), "strong")]
    (listed,) = list_chosen(room.desk.path)
    assert listed == (held.id, MORE, "strong", "Ada", "in the report", held.text)


def test_only_some_of_the_words_are_chosen(room: Room, held: Segment) -> None:
    """The first two of them."""
    choose(room, held, quote_last=str(first_word(room, held) + 1))
    assert list_chosen(room.desk.path)[0][5] == " ".join(held.text.split()[:2])


def test_the_same_form_twice_is_one_choice(room: Room, held: Segment) -> None:
    """A button is pressed twice in a hurry."""
    choose(room, held, times=2)
    assert len(room.events(ADA, Note)) == 1


def test_a_new_choice_for_the_same_code_takes_the_place_of_the_old(
    room: Room, held: Segment
) -> None:
    """Taken back, neither stands."""
    choose(room, held, quote_place="strong")
    choose(room, held, quote_place="against")
    assert in_force(room) == [("Ada", room.code(MORE), "against")]
    browser = room.browser()
    form = form_of(read(browser, address(room, held)), "/desk/quotes/back")
    done = browser.post("/desk/quotes/back", form)
    assert done.headers["Location"].endswith("chosen=back#quote")
    assert in_force(room) == []
    assert browser.post("/desk/quotes/back", form).status_code == 303


def test_undo_takes_a_choice_back_where_it_was_the_last_act(room: Room, held: Segment) -> None:
    """And not the decision before it; that is next."""
    choose(room, held)
    browser, path = room.browser(), address(room, held)
    for left in (1, 0):
        browser.post("/desk/undo", form_of(read(browser, path), "/desk/undo"))
        assert in_force(room) == []
        holds = room.desk.coded().decisions.standing(held.id, room.code(MORE)).state == "holds"
        assert holds == bool(left)


def test_what_nobody_says_holds_cannot_be_chosen(room: Room, held: Segment) -> None:
    """Another code is refused in a sentence, and nothing is kept."""
    refused = choose(room, held, quote_code=room.code_key(MONEY), quote_place="typical")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "No person says that this code applies here." in page
    assert 'name="quote_place" value="typical" checked' in page
    assert in_force(room) == []


def test_what_speaks_for_a_code_cannot_stand_against_it(room: Room) -> None:
    """As the command refuses it: people said that it speaks for the code."""
    segment = room.segments[0]
    said = word(room.where(segment), Answer(code_id=room.code(MORE), choice="yes"))
    room.append(ADA, [replace(said, stance="for")])
    refused = choose(room, segment, quote_place="against")
    assert refused.status_code == 422
    assert "cannot stand for what is against" in refused.get_data(as_text=True)
    assert in_force(room) == []


def test_without_a_code_nothing_is_chosen(room: Room, held: Segment) -> None:
    """It is said what is missing."""
    refused = choose(room, held, quote_code="")
    assert refused.status_code == 422
    assert "Say for which code" in refused.get_data(as_text=True)


def test_where_no_code_holds_it_is_said_what_to_do(room: Room) -> None:
    """There is no form to send."""
    page = read(room.browser(), address(room, room.segments[1]))
    assert "No person says yet that a code applies here." in page
    assert "Choose these words" not in page


def test_a_passage_without_suggestions_offers_nothing_before_an_answer(
    room: Room, held: Segment
) -> None:
    """Which codes hold is what others say."""
    key = room.give_blind(BEN, held)
    page = read(room.browser(BEN), f"/desk/passage/{key}")
    assert "Quote this passage" not in page


def test_others_choices_are_seen_and_not_taken_back(room: Room, held: Segment) -> None:
    """Everybody takes back their own."""
    choose(room, held)
    browser = room.browser(BEN)
    page = read(browser, address(room, held))
    assert "<strong>Ada</strong> chose for" in page
    assert "Take this choice back" not in page
    (made,) = room.events(ADA, Note)
    form = {**form_of(page, "/desk/undo"), "choice": made.event_id}
    assert browser.post("/desk/quotes/back", form).status_code == 404
    assert in_force(room)


def test_all_choices_are_listed(room: Room, held: Segment) -> None:
    """With whose they are, and whether the report shows them."""
    assert "It fills when somebody chooses" in read(room.browser(), "/desk/quotes")
    choose(room, held)
    page = read(room.browser(), "/desk/quotes")
    assert "1 quotation was chosen" in page
    assert "chosen by Ada · in the report" in page
    room.say(ADA, held, MORE, "no")
    assert "no person says that the code holds there" in read(room.browser(), "/desk/quotes")
