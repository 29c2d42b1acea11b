"""Concerns, what upset people, and whom they may know: taken down at once, and told to few."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from themekit.errors import UsageError
from themekit.events import DrawnItem, Note
from themekit.store.events import load_events, load_kind
from themekit.workflows.context import Models, RunContext
from themekit.workflows.project import open_context
from themekit.workflows.safety import (
    acknowledge,
    ask_for_contact,
    concerns,
    contacted,
    day_of,
    last_opened,
    may_know,
    opened_list,
    raise_concern,
    upset,
    upset_contacts,
    upsetting_places,
)

PLACE = DrawnItem(
    position=0, document="interviews/P1", text_hash="hash of the text", start=15, end=40
)


@pytest.fixture
def context(study: Path, models: Models) -> Iterator[RunContext]:
    """Open the small study."""
    with open_context(study, models=models) as context:
        yield context


def file_rows(context: RunContext) -> list[tuple[str, ...]]:
    """Read the table of what upset people as anybody does who has the file."""
    with closing(sqlite3.connect(context.store.folder / "themekit.db")) as raw:
        return raw.execute("SELECT * FROM upset").fetchall()


def test_a_concern_is_open_until_a_named_person_acknowledges_it(context: RunContext) -> None:
    """It keeps whose it is, about whom, the words and the passage."""
    number = raise_concern(context, "Peer 1", "speaker", " not safe at home ", PLACE)
    (one,) = concerns(context)
    assert (one.number, one.coder, one.about, one.words) == (
        number, "Peer 1", "speaker", "not safe at home",
    )  # fmt: skip
    assert (one.document, one.start, one.end) == ("interviews/P1", 15, 40)
    assert one.is_open
    acknowledge(context, number, "Lead")
    (one,) = concerns(context)
    assert (one.is_open, one.acknowledged_by) == (False, "Lead")


def test_open_concerns_come_first(context: RunContext) -> None:
    """Whatever was acknowledged meanwhile."""
    first = raise_concern(context, "Peer 1", "me", "", PLACE)
    second = raise_concern(context, "Peer 2", "me", "", PLACE)
    acknowledge(context, first, "Lead")
    assert [one.number for one in concerns(context)] == [second, first]


@pytest.mark.parametrize(
    ("named", "by", "told"),
    [
        (1, " ", "a named person"),
        (7, "Lead", "There is no concern '7'"),
        ("x", "Lead", "There is no concern 'x'"),
    ],
)
def test_an_acknowledgement_names_a_concern_and_a_person(
    context: RunContext, named: str | int, by: str, told: str
) -> None:
    """Else nothing is acknowledged."""
    raise_concern(context, "Peer 1", "me", "", PLACE)
    with pytest.raises(UsageError, match=told):
        acknowledge(context, named, by)
    assert concerns(context)[0].is_open


def test_a_concern_is_acknowledged_once(context: RunContext) -> None:
    """Who comes second is told who was first."""
    number = raise_concern(context, "Peer 1", "me", "", PLACE)
    acknowledge(context, number, "Lead")
    with pytest.raises(UsageError, match="acknowledged by Lead on"):
        acknowledge(context, number, "Other")


def test_a_concern_needs_no_sound_codebook(context: RunContext) -> None:
    """It touches no file but the database."""
    context.study.codebook.write_text("not: [a codebook", encoding="utf-8")
    raise_concern(context, "Peer 1", "me", "", PLACE)
    assert len(concerns(context)) == 1


def test_the_page_can_say_who_opened_the_list_last(context: RunContext) -> None:
    """And that nobody has."""
    assert last_opened(context) is None
    opened_list(context, "Other")
    opened_list(context, "Lead")
    name, time = last_opened(context) or ("", "")
    assert name == "Lead"
    assert day_of(time).split()[-1] == time[:4]


def test_a_day_is_said_as_people_say_it() -> None:
    """No leading zero, the month as a word."""
    assert day_of("2021-03-03T10:00:00Z") == "3 March 2021"


def test_who_was_upset_is_known_only_where_they_asked_for_contact(context: RunContext) -> None:
    """The others' rows name nobody, and the facilitator's list does not hold them."""
    upset(context, PLACE)
    assert upset_contacts(context) == ()
    assert ask_for_contact(context, upset(context, PLACE), "Peer 1")
    (one,) = upset_contacts(context)
    assert (one.coder, one.document, one.settled) == ("Peer 1", "interviews/P1", "")
    assert sorted(row[6] for row in file_rows(context)) == ["", "Peer 1"]
    assert upsetting_places(context) == {("interviews/P1", "hash of the text", 15, 40)}


def test_nobody_asks_for_contact_in_another_name(context: RunContext) -> None:
    """A row that is somebody's stays theirs, and one that is not there stays away."""
    mark = upset(context, PLACE)
    assert ask_for_contact(context, mark, "Peer 1")
    assert not ask_for_contact(context, mark, "Peer 2")
    assert not ask_for_contact(context, "f" * 32, "Peer 2")
    assert [one.coder for one in upset_contacts(context)] == ["Peer 1"]


def test_what_upset_somebody_is_in_no_sequence(context: RunContext) -> None:
    """No event, no number, no time of day: nothing links it to a look."""
    upset(context, PLACE)
    with context.store.reading() as connection:
        assert load_events(connection) == []
    (row,) = file_rows(context)
    assert len(row[5]) == len("2021-03-03")
    with (
        closing(sqlite3.connect(context.store.folder / "themekit.db")) as raw,
        pytest.raises(sqlite3.OperationalError, match="rowid"),
    ):
        raw.execute("SELECT rowid FROM upset")


def test_the_file_lays_rows_down_in_the_order_of_random_ids(context: RunContext) -> None:
    """Not in the order in which they came, which their places in a page would tell."""
    for number in range(12):
        upset(context, replace(PLACE, document=f"document {number}"))
    found = file_rows(context)
    with closing(sqlite3.connect(context.store.folder / "themekit.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = (context.store.folder / "themekit.db").read_bytes()
    # A page is filled from its end: what was laid down first lies last.
    places = [page.rindex(row[0].encode()) for row in found]
    assert places == sorted(places, reverse=True)
    assert all(page.count(row[0].encode()) == 1 for row in found)


def test_those_somebody_got_in_touch_with_come_last(context: RunContext) -> None:
    """With the name of who did."""
    for peer in ("Peer 1", "Peer 2"):
        ask_for_contact(context, upset(context, PLACE), peer)
    first = upset_contacts(context)[0]
    contacted(context, first.id, "Facilitator")
    assert upset_contacts(context)[-1].id == first.id
    assert upset_contacts(context)[-1].settled.startswith("Facilitator, 2")


def test_whom_somebody_may_know_is_a_note_of_theirs(context: RunContext) -> None:
    """With the case and the document, and no reason."""
    may_know(context, "Peer 1", case="P1", document="interviews/P1")
    with context.store.reading() as connection:
        (note,) = load_kind(connection, Note)
    assert (note.name, note.coder) == ("may know", "Peer 1")
    assert dict(note.fields) == {"case": "P1", "document": "interviews/P1"}


def test_a_concern_that_is_sent_twice_is_taken_down_once(context: RunContext) -> None:
    """A phone that did not hear the answer sends again; other words are another concern."""
    for words in ("the same", "the same", "more"):
        raise_concern(context, "Peer 1", "me", words, PLACE, "a request")
    assert [one.words for one in concerns(context)] == ["the same", "more"]
