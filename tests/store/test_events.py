"""People's events are appended, kept as they were, and refused where they contradict the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from themekit.decisions.in_force import in_force
from themekit.errors import RefusedError
from themekit.events import (
    Action,
    Anchor,
    CausalLink,
    Coder,
    Coding,
    Draw,
    DrawnItem,
    Effort,
    Event,
    HarvestedOutcome,
    Look,
    Mark,
    Memo,
    Note,
    Override,
    Selection,
    Summary,
    VersionedCode,
)
from themekit.records import Document
from themekit.store import Store, open_store
from themekit.store.coders import (
    coder_id,
    load_coders,
    load_versions,
    opaque_key,
    resolve_key,
    save_coder,
    save_versions,
    study_id,
)
from themekit.store.documents import SourceRow, drop_source, save_source
from themekit.store.events import (
    append_events,
    kept_texts,
    last_number,
    load_events,
    load_kind,
    state_at,
)

TEXT = "Money \U0001f600 ran out."
HERE: dict[str, Any] = {"document": "s/P1", "text_hash": "h", "start": 0, "end": 7}
EVERY_KIND: tuple[Event, ...] = (
    Coding(
        event_id="coding", coder="Ada", **HERE, code_id="money", decision="adjudicate",
        holds="both", settles=("x", "y"), stance="mixed", period="during", mode="blind", draw="d",
        score_shown=0.25, model="m", code_hash="1", meaning_hash="2", codebook_hash="3",
        memo="=because", act="a", time="2026-01-01T00:00:00Z", after=0, origin="pack",
        entered_by="Bea",
    ),
    Look(event_id="look", coder="Ada", **HERE, codes=("a", "b"), outcome="nothing applies"),
    Memo(event_id="memo", coder="Ada", about="code", target="money", text="'tis", private=True),
    Draw(
        event_id="draw", coder="Ada", draw="d", purpose="overlap", method="random", frame="all",
        frame_hash="f", frame_size=9, seed=3, codebook_hash="v", round=2,
        items=(
            DrawnItem(position=0, **HERE, stratum="s", probability=0.5),
            DrawnItem(position=1, **HERE),
        ),
    ),
    Anchor(event_id="anchor", **HERE, moves=("coding",), how="quote"),
    Override(event_id="override", coder="Ada", what="editorial", target="money", before="1", now="2"),
    Mark(event_id="mark", coder="Ada", **HERE),
    Selection(
        event_id="selection", coder="Ada", level="1", domain="trust", panel="staff",
        offered=("s/P1", "s/P2"), chosen="s/P2", reasons="r", dissent="d", fed_back="f",
        verified="v",
    ),
    HarvestedOutcome(
        event_id="outcome", coder="Ada", outcome_id="O1", who="w", what="x", when="2026",
        where="here", significance="s", contribution="c", substantiator="b", answer="partly",
        comment="m", segments=("s/P1/0001",),
    ),
    CausalLink(
        event_id="link", coder="Ada", **HERE, cause="a", effect="b", valence="worse",
        blindfolded="yes", source="P1",
    ),
    Summary(
        event_id="summary", coder="Ada", case="P1", wave="2026-Q1", target="money", text="t",
        segments=("s/P1/0001",), written_on="h",
    ),
    Action(
        event_id="action", coder="Ada", what="w", because_of="f1", by="team", date="2026-03",
        told_tellers="letter",
    ),
    Effort(event_id="effort", wave="1", activity="reading", role="peer", minutes=7.5,
           basis="measured"),
    Note(event_id="note", coder="Ada", name="concern", fields=(("of", "s/P1"), ("by", "Ada"))),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with one document."""
    store = open_store(tmp_path)
    document = Document("s/P1", "P1", "S", "P1.txt", TEXT, "h")
    save_source(store, SourceRow("P1.txt", "S", "k"), [document])
    yield store
    store.close()


def append(store: Store, *events: Event) -> tuple[int, ...]:
    """Append in one transaction."""
    with store.appending() as connection:
        return append_events(connection, events)


def kept(store: Store, **about: Any) -> list[Event]:
    """Return what the store holds, without what it gave itself."""
    with store.reading() as connection:
        return [replace(one, number=0, received="") for one in load_events(connection, **about)]


def said(name: str, coder: str = "Ada", **about: Any) -> Coding:
    """Return a coding."""
    return Coding(event_id=name, coder=coder, **HERE, code_id="money", **about)


def test_every_kind_of_event_comes_back_as_it_was(store: Store) -> None:
    """All fields, among them those of a draw's passages; in the order of their numbers."""
    assert append(store, *EVERY_KIND) == tuple(range(1, len(EVERY_KIND) + 1))
    assert kept(store) == list(EVERY_KIND)


def test_numbers_go_on_and_say_what_a_whole_state_is(store: Store) -> None:
    """Up to a number, the same events are there whatever comes later."""
    append(store, said("a"), said("b"))
    with store.reading() as connection:
        state = state_at(connection, 2)
    assert append(store, said("c")) == (3,)
    with store.reading() as connection:
        assert last_number(connection) == 3
        assert state_at(connection, 2) == state
        assert [one.event_id for one in load_events(connection, 2)] == ["a", "b"]


def test_an_event_without_id_gets_one(store: Store) -> None:
    """No two get the same."""
    append(store, Memo(coder="Ada", text="one"), Memo(coder="Ada", text="two"))
    names = {one.event_id for one in kept(store)}
    assert len(names) == 2
    assert "" not in names


def test_the_same_event_twice_is_there_once(store: Store) -> None:
    """It keeps the number that it got first."""
    assert append(store, said("a"), said("b")) == (1, 2)
    assert append(store, said("b")) == (2,)
    assert len(kept(store)) == 2


def test_another_content_under_a_known_id_is_refused_and_nothing_is_stored(store: Store) -> None:
    """What people decided is never overwritten, and half of a table is none."""
    append(store, said("a"))
    with pytest.raises(RefusedError, match="says something else"):
        append(store, said("new"), said("a", decision="reject"))
    assert [one.event_id for one in kept(store)] == ["a"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (said("b", decision="retract"), "takes back nothing"),
        (said("b", decision="change_code"), "changes the code of nothing"),
        (said("b", decision="adjudicate"), "says whether the code holds"),
        (said("b", holds="yes"), "says whether the code holds"),
        (said("b", "Bea", decision="retract", replaces=("a",)), "settled by an adjudication"),
        (said("b", replaces=("gone",)), "which is not there"),
        (said("b", decision="yes"), "'yes' is no decision"),
        (said("b", stance="pro"), "'pro' is no stance"),
        (said("b", decision="adjudicate", holds="maybe"), "'maybe' is no holds"),
    ],
    ids=[
        "retract",
        "change",
        "adjudicate",
        "holds",
        "another's",
        "unknown",
        "decision",
        "stance",
        "outcome",
    ],
)
def test_what_contradicts_the_record_is_refused(store: Store, event: Coding, why: str) -> None:
    """In one sentence; nothing of it is kept."""
    append(store, said("a"))
    with pytest.raises(RefusedError, match=why):
        append(store, event)
    assert len(kept(store)) == 1


def test_texts_that_events_lie_on_outlive_their_source(store: Store) -> None:
    """A transcript that is taken away takes no coding along, and no quotation."""
    append(store, said("a"))
    drop_source(store, "P1.txt")
    assert kept(store) == [said("a")]
    with store.reading() as connection:
        assert kept_texts(connection, ["h", "unknown"]) == {"h": TEXT}


def test_events_of_one_document_can_be_had_alone(store: Store) -> None:
    """Those on its passages, and those that replace others, wherever they lie."""
    elsewhere = replace(said("b"), document="s/P2", text_hash="other")
    undo = replace(said("c", decision="retract", replaces=("a",)), document="s/P2")
    append(store, said("a"), elsewhere, undo)
    assert [one.event_id for one in kept(store, documents=["s/P1"])] == ["a", "c"]


def test_one_kind_can_be_had_alone(store: Store) -> None:
    """In the order of the sequence."""
    append(store, *EVERY_KIND)
    with store.reading() as connection:
        assert [one.event_id for one in load_kind(connection, Draw)] == ["draw"]


def test_a_name_not_yet_known_makes_a_coder_and_its_id_never_changes(store: Store) -> None:
    """Names are compared as names are; another name later leaves the id as it is."""
    with store.appending() as connection:
        assert coder_id(connection, "Ada L.") == "Ada L."
        assert coder_id(connection, "ada  l.") == "Ada L."
        save_coder(connection, Coder("Ada L.", "A. Lovelace", "peer", "Ada"))
        assert coder_id(connection, "a. lovelace") == "Ada L."
        assert load_coders(connection) == (Coder("Ada L.", "A. Lovelace", "peer", "Ada"),)


def test_every_version_of_the_codebook_is_kept_once(store: Store) -> None:
    """In the order of the codebook."""
    rows = [VersionedCode("v", name, name.upper(), "1", "2") for name in ("b", "a")]
    with store.appending() as connection:
        save_versions(connection, rows)
        save_versions(connection, [*rows, VersionedCode("w", "a", "A", "1", "2")])
        assert load_versions(connection) == (*rows, VersionedCode("w", "a", "A", "1", "2"))


def test_opaque_keys_name_nothing_and_resolve(store: Store) -> None:
    """Unknown keys and those of another kind answer alike; the study's id is random and stays."""
    with store.writing() as connection:
        key = opaque_key(connection, "segment", "s/P1/0001")
        assert opaque_key(connection, "segment", "s/P1/0001") == key
        assert "P1" not in key
        assert resolve_key(connection, "segment", key) == "s/P1/0001"
        assert resolve_key(connection, "coder", key) is None
        assert resolve_key(connection, "segment", "0" * 22) is None
        assert study_id(connection) == study_id(connection) != ""


def test_an_act_on_several_documents_is_undone_in_each(store: Store) -> None:
    """What undoes it names an event of another document, which comes with it."""
    elsewhere = {**HERE, "document": "s/P2", "text_hash": "other"}
    there = Coding(event_id="b", coder="Ada", **elsewhere, code_id="money", act="click")
    append(store, said("a", act="click"), there)
    append(store, Coding(event_id="c", coder="Ada", decision="retract", replaces=("b",)))
    with store.reading() as connection:
        found = in_force(load_events(connection, documents=["s/P1"]))
    assert [one.event_id for one in found.said] == ["c"]


def test_events_of_a_document_that_was_renamed_are_found_by_its_text(store: Store) -> None:
    """They lie on it, whatever it was called."""
    append(store, replace(said("a"), document="s/formerly"))
    assert [one.event_id for one in kept(store, documents=["s/P1"])] == ["a"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Selection(coder="Ada", offered=("a",), chosen="b"), "chosen and never offered"),
        (Summary(coder="Ada", case="P1", target="money"), "has words where it is 'written'"),
        (Effort(minutes=0), "more than 0"),
        (Effort(coder="Ada", minutes=5, basis="measured"), "names nobody"),
        (CausalLink(**HERE, cause="a", effect="b"), "name the coder"),
        (HarvestedOutcome(coder="Ada", answer="maybe"), "'maybe' is no answer"),  # type: ignore[arg-type]
    ],
)
def test_what_contradicts_itself_is_not_written_down(store: Store, event: Event, why: str) -> None:
    """It would stay there for ever."""
    with pytest.raises(RefusedError, match=why):
        append(store, event)
    assert kept(store) == []
