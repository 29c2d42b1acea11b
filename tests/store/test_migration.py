"""A study that people coded with version 2 of the store: nothing they decided is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from themekit.codebook import Codebook
from themekit.decisions import Decisions, Passages, code_states, versioned
from themekit.events import Coding, Draw, Look, Memo
from themekit.records import MeasuredTime
from themekit.store import Store, open_store
from themekit.store.coders import load_coders
from themekit.store.effort import add_measured, load_measured
from themekit.store.events import kept_texts, load_events
from themekit.store.segments import load_segments, load_suggestions

OLD = Path(__file__).parent / "version_2"
STATES = {"applies": "holds", "does not apply": "does not hold"}
SETTLED_ALL_THE_SAME = {
    # Replacing another's event by a yes, or by another code, settled it then: so it does now.
    ("interviews/P2/0010", "more-people"): "holds",
    ("survey/R08/wish", "more-people"): "does not hold",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a copy of the old study."""
    return Path(shutil.copytree(OLD / "study", tmp_path / "study"))


@pytest.fixture
def store(study: Path) -> Any:
    """Return its store, carried forward."""
    store = open_store(study)
    yield store
    store.close()


def decided(store: Store, study: Path) -> Decisions:
    """Return what its decisions come to."""
    codebook = Codebook.load(study / "codebook.yaml")
    with store.reading() as connection:
        return Decisions(
            Passages.of(load_segments(connection)),
            code_states(codebook),
            load_events(connection),
            tuple(load_suggestions(connection)),
            versions=versioned(codebook),
        )


def told(name: str) -> Any:
    """Return what was written down when the old study was made."""
    return json.loads((OLD / name).read_text(encoding="utf-8"))


def state(found: Decisions, segment: str, code: str) -> str:
    """Return how a code stands, in the words of the list of differences."""
    one = found.standing(segment, code)
    return "needs another reader" if one.needs_reader else one.state


def test_standings_are_the_same_but_for_the_listed_differences(store: Store, study: Path) -> None:
    """Every pair stands as it stood in version 2, or as the list of differences says."""
    found = decided(store, study)
    differ = {
        (one["segment"], one["code"]): one["new"]
        for one in told("differences.json")["differ"]
        if not one["code"].startswith("covered ")
    } | SETTLED_ALL_THE_SAME
    old = {
        (one["segment_id"], one["code_id"]): STATES.get(one["state"], one["state"])
        for one in told("standings.json")["standings"]
    }
    assert len(old) > 60
    wrong = {
        pair: (state(found, *pair), wanted)
        for pair, wanted in (old | differ).items()
        if state(found, *pair) != wanted
    }
    assert not wrong
    new = {(one.segment_id, one.code_id) for one in found.standings() if one.by_people}
    silent = new - old.keys() - differ.keys()
    assert all(state(found, *pair) == "does not hold" for pair in silent)


def test_coverage_is_the_same_but_for_the_listed_differences(store: Store, study: Path) -> None:
    """What was looked at is what was looked at in version 2, or as the list of differences says."""
    found = decided(store, study)
    differ = {
        (one["segment"], one["code"].removeprefix("covered ")): one["new"] == "yes"
        for one in told("differences.json")["differ"]
        if one["code"].startswith("covered ")
    }
    for code, segments in told("standings.json")["coverage"].items():
        for segment in found.passages.ids:
            wanted = differ.get((segment, code), segment in segments)
            assert found.standing(segment, code).checked == wanted, (segment, code)


def test_every_decision_is_kept(store: Store) -> None:
    """No coding, look or memo of version 2 is missing."""
    old = told("training.json") and told("standings.json")
    assert old
    with store.reading() as connection:
        events = load_events(connection)
        coders = {one.id for one in load_coders(connection)}
    numbers = [one.number for one in events]
    assert numbers == list(range(1, len(events) + 1))
    kinds = [type(one) for one in events]
    assert kinds.count(Memo) >= 2
    assert kinds.count(Look) >= 20
    assert kinds.count(Coding) >= 60
    assert Draw in kinds
    assert coders == {one.coder for one in events}


def test_texts_that_decisions_lie_on_are_kept(store: Store) -> None:
    """Every present text that an event lies on is kept with it."""
    with store.reading() as connection:
        events = [one for one in load_events(connection) if isinstance(one, Coding)]
        texts = kept_texts(connection, {one.text_hash for one in events})
    quoted = [one for one in events if one.text_hash in texts]
    assert len(quoted) > len(events) * 0.9
    assert all(texts[one.text_hash][one.start : one.end].strip() for one in quoted)


def test_the_old_database_is_kept_beside(store: Store, study: Path) -> None:
    """A backup of version 2 lies in the state folder."""
    assert store.folder == study / ".themekit"
    assert (study / ".themekit" / "themekit-before-version-3.db").stat().st_size > 1_000


def test_a_migrated_database_has_the_tables_of_a_new_one(store: Store, tmp_path: Path) -> None:
    """Column by column, with what may be empty, the keys, and whether rows have numbers."""
    (tmp_path / "new").mkdir()
    new = open_store(tmp_path / "new")
    migrated, fresh = _tables(store), _tables(new)
    new.close()
    assert migrated == fresh


def _tables(store: Store) -> dict[str, tuple[object, ...]]:
    with store.reading() as connection:
        listed = connection.exec_driver_sql("PRAGMA table_list").all()
        found = {}
        for _, name, kind, _, without_rowid, _ in listed:
            if kind != "table" or name.startswith("sqlite_"):
                continue
            columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")').all()
            # TEXT and VARCHAR are the same to SQLite.
            told = sorted(
                (one[1], one[2].replace("VARCHAR", "TEXT"), one[3], one[5]) for one in columns
            )
            found[name] = (without_rowid, *told)
        return found


def test_a_study_of_version_7_keeps_all_and_can_count_minutes(tmp_path: Path) -> None:
    """It has the tables of a new one, its events as they were, and no minute measured."""
    (tmp_path / "old" / ".themekit").mkdir(parents=True)
    with closing(sqlite3.connect(tmp_path / "old" / ".themekit" / "themekit.db")) as raw:
        raw.executescript((OLD.parent / "version_7.sql").read_text(encoding="utf-8"))
    (tmp_path / "new").mkdir()
    old, new = open_store(tmp_path / "old"), open_store(tmp_path / "new")
    assert _tables(old) == _tables(new)
    with old.writing() as connection:
        kinds = [(one.kind, one.event_id, one.coder) for one in load_events(connection)]
        assert kinds == [(one, one, "Ada") for one in ("coding", "look", "effort")]
        assert load_measured(connection) == ()
        add_measured(connection, [MeasuredTime("1", "reading", "people", 5, 3)])
        assert load_measured(connection) == (MeasuredTime("1", "reading", "people", 5, 3),)
    old.close()
    new.close()
