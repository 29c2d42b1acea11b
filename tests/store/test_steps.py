"""What is written in steps can be broken off after each of them, and is made whole by the next."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from themekit.records import Document, Segment, Suggestion, Topic, TopicMap
from themekit.store import Store, database, open_store, schema
from themekit.store.documents import (
    SourceRow,
    document_keys,
    drop_source,
    forget_documents,
    load_documents,
    load_sources,
    save_source,
)
from themekit.store.segments import load_segments, load_suggestions, save_segments, save_suggestions
from themekit.store.stages import StageRow, begin_stage, load_stages, save_stage
from themekit.store.topics import load_topics, save_topics

OLD = [Document(f"s/P{n}", f"P{n}", "S", "P.csv", f"old {n}", "h") for n in range(12)]
NEW = [replace(one, text="new") if n % 3 else one for n, one in enumerate(OLD[2:])]
MOST = 200


class BrokenOffError(Exception):
    """Stands for a kill."""


@pytest.fixture(autouse=True)
def _many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each step hold little."""
    monkeypatch.setattr(database, "STEP", 0.0)
    monkeypatch.setattr(database, "BREATH", 0.0)


def segments(key: str, documents: list[Document]) -> list[Segment]:
    """Return two segments a document, told by what they were made from."""
    return [
        Segment(f"{one.id}/{n}", one.id, "h", 0, 1, key, "", "", None, "", "", "")
        for one in documents
        for n in range(2)
    ]


def suggestions(key: str, documents: list[Document]) -> list[tuple[str, Suggestion]]:
    """Return a suggestion a document, told by what it was made from."""
    told = ("suggested", "during", 0, 1, key)
    return [(one.id, Suggestion(f"{one.id}/0", "money", 0.5, *told)) for one in documents]


def keys(name: str, documents: list[Document]) -> dict[str, str]:
    """Return the same key for each document."""
    return {one.id: name for one in documents}


def made(folder: Path) -> Store:
    """Open a store in which everything is made from the old documents."""
    folder.mkdir()
    store = open_store(folder)
    save_source(store, SourceRow("P.csv", "S", "old"), OLD)
    save_segments(store, keys("old", OLD), segments("old", OLD))
    save_suggestions(store, keys("old", OLD), suggestions("old", OLD))
    return store


def broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Store], None]
) -> Iterator[Store]:
    """Yield a store for each transaction after which the work was broken off."""
    for most in range(MOST):
        store = made(tmp_path / str(most))
        begun = []
        real = store.backend.begin

        def begin(connection: Connection, kind: str, real=real, begun=begun, most=most) -> None:
            if kind == "write":
                begun.append(kind)
                if len(begun) > most:
                    raise BrokenOffError
            real(connection, kind)

        with monkeypatch.context() as patch:
            patch.setattr(store.backend, "begin", begin)
            try:
                work(store)
                done = True
            except BrokenOffError:
                done = False
        if done:
            assert most > 2
            return
        yield store
        store.close()
    pytest.fail("it never ends")


def parts(store: Store, key: str) -> dict[str, tuple[str, int, int, set[str]]]:
    """Return each document's key and what is there of it."""
    with store.reading() as connection:
        cut, told = list(load_segments(connection)), {}
        for row in connection.execute(select(schema.suggestion)):
            told.setdefault(row.document, []).append(row.evidence)
        found = {}
        for one in document_keys(connection):
            mine = [segment.text for segment in cut if segment.document == one.id]
            more = told.get(one.id, [])
            found[one.id] = (getattr(one, key), len(mine), len(more), {*mine, *more})
        return found


def assert_whole_where_keyed(store: Store, key: str) -> None:
    """Check that a document with a key has all that was made from it, and nothing else."""
    for name, cut, told, words in parts(store, key).values():
        if name and key == "segment_key":
            assert cut == 2
            assert name in words
        elif name:
            assert (told, name in words) == (1, True)


def test_a_source_broken_off_is_read_again_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until its last step it has no key, and what keeps its key keeps its segments."""
    source = SourceRow("P.csv", "S", "new")
    for store in broken_off(tmp_path, monkeypatch, lambda one: save_source(one, source, NEW)):
        with store.reading() as connection:
            key = load_sources(connection)["P.csv"].key
        assert key == "" or len(parts(store, "segment_key")) == len(OLD)
        assert_whole_where_keyed(store, "segment_key")
        assert_whole_where_keyed(store, "suggest_key")
        save_source(store, source, NEW)
        with store.reading() as connection:
            assert load_documents(connection) == {one.id: one for one in NEW}
            assert load_sources(connection) == {"P.csv": source}
            assert {one.document for one in load_segments(connection)} <= {one.id for one in NEW}


def test_a_source_taken_away_half_is_still_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document stays of which nobody knows where it came from."""
    for store in broken_off(tmp_path, monkeypatch, lambda one: drop_source(one, "P.csv")):
        with store.reading() as connection:
            assert list(load_sources(connection)) == ["P.csv"]
        assert_whole_where_keyed(store, "segment_key")
        drop_source(store, "P.csv")
        with store.reading() as connection:
            assert (load_documents(connection), list(load_segments(connection))) == ({}, [])
            assert load_sources(connection) == {}


def test_segments_broken_off_are_cut_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key stands for all segments of its document."""
    cut = segments("new", OLD)
    for store in broken_off(
        tmp_path, monkeypatch, lambda one: save_segments(one, keys("new", OLD), cut)
    ):
        assert_whole_where_keyed(store, "segment_key")
        assert_whole_where_keyed(store, "suggest_key")
        save_segments(store, keys("new", OLD), cut)
        assert {one[0] for one in parts(store, "segment_key").values()} == {"new"}
        with store.reading() as connection:
            assert sorted(load_segments(connection), key=lambda one: one.id) == sorted(
                cut, key=lambda one: one.id
            )
            assert list(load_suggestions(connection)) == []


def test_suggestions_broken_off_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key stands for all suggestions of its document."""
    told = suggestions("new", OLD)
    for store in broken_off(
        tmp_path, monkeypatch, lambda one: save_suggestions(one, keys("new", OLD), told)
    ):
        assert_whole_where_keyed(store, "suggest_key")
        save_suggestions(store, keys("new", OLD), told)
        with store.reading() as connection:
            assert {one.evidence for one in load_suggestions(connection)} == {"new"}


def test_what_is_to_be_made_anew_is_forgotten_in_steps(tmp_path: Path) -> None:
    """Only the keys go: what was made stays until there is something better."""
    store = made(tmp_path / "study")
    forget_documents(store, ["suggest"])
    found = parts(store, "suggest_key").values()
    assert {one[0] for one in found} == {""}
    assert {one[0] for one in parts(store, "segment_key").values()} == {"old"}
    store.close()


def test_a_topic_map_broken_off_is_replaced_wholly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of half a map stays in the next."""
    topics = TopicMap(
        tuple(Topic(n, "wait", ("wait",), 2, 1) for n in range(9)),
        tuple((f"s{n:02}", n % 9) for n in range(40)),
    )
    for store in broken_off(tmp_path, monkeypatch, lambda one: save_topics(one, topics)):
        save_topics(store, topics)
        with store.reading() as connection:
            assert load_topics(connection) == topics


def test_a_stage_that_was_begun_does_not_count_as_done(tmp_path: Path) -> None:
    """What it told the last time stays to be asked for."""
    store = open_store(tmp_path)
    with store.writing() as connection:
        save_stage(connection, StageRow("topics", "k", 1, 2, 3, {"reason": "few"}))
        begin_stage(connection, "topics")
    with store.reading() as connection:
        row = load_stages(connection)["topics"]
    store.close()
    assert (row.key, row.details) == ("", {"reason": "few"})


def test_a_document_that_moves_to_another_source_moves(tmp_path: Path) -> None:
    """Whichever of the two is saved first; the one that lost it is read again after a kill."""
    store = made(tmp_path / "study")
    moved = replace(OLD[0], source="A.csv")
    save_source(store, SourceRow("A.csv", "S", "a"), [moved])
    with store.reading() as connection:
        assert load_documents(connection)["s/P0"] == moved
        assert load_sources(connection)["P.csv"].key == ""
    save_source(store, SourceRow("P.csv", "S", "b"), OLD[1:])
    with store.reading() as connection:
        assert load_documents(connection) == {one.id: one for one in (moved, *OLD[1:])}
    store.close()
