"""Records come back from the database as they went in."""

from dataclasses import replace
from pathlib import Path

import pytest

from themekit.errors import Problem
from themekit.records import (
    Document,
    Reason,
    Segment,
    Suggestion,
    Topic,
    TopicMap,
    Turn,
)
from themekit.store import documents, open_store, schema
from themekit.store.documents import (
    SourceRow,
    document_keys,
    load_documents,
    load_sources,
    save_source,
)
from themekit.store.rows import Strings
from themekit.store.segments import load_segments, load_suggestions, save_segments, save_suggestions
from themekit.store.topics import load_topics, save_topics

TEXT = "P1: Zürich \U0001f600 \u2028 it’s"
DOCUMENT = Document("s/P1", "P1", "S", "P1.txt", TEXT, "h", (Turn(4, 12, "P1", 1.5), Turn(12, 20)), "2021", "c",
                    (("a", "yes"),), (("band", "small"),))  # fmt: skip
SEGMENT = Segment(
    "s/P1/0001",
    "s/P1",
    "h",
    4,
    12,
    "Zürich \U0001f600",
    "P1",
    "participant",
    1.5,
    "q?",
    "",
    "before",
)
BECAUSE = (Reason("concept", "It’s Zürich"), Reason("checked segment", "s/P1/0002", 0, 0, 9, "h"))
AGAINST = Reason("near miss", "money", 1, 0, 12, "h2")
SUGGESTION = Suggestion("s/P1/0001", "money", 0.25, "uncertain", "during", 4, 10, "Zürich", BECAUSE, None, AGAINST)  # fmt: skip


def test_documents_segments_and_suggestions_come_back_as_they_were(tmp_path: Path) -> None:
    """Nothing is lost or changed on the way, whatever the characters."""
    store = open_store(tmp_path)
    source = SourceRow("P1.txt", "S", "k", (Problem("P1.txt", 3, "odd", "hint", "warning"),))
    save_source(store, source, [DOCUMENT])
    save_segments(store, {"s/P1": "k1"}, [SEGMENT])
    save_suggestions(store, {"s/P1": "k2"}, [("s/P1", SUGGESTION)])
    with store.reading() as connection:
        assert load_sources(connection) == {"P1.txt": source}
        assert load_documents(connection) == {"s/P1": DOCUMENT}
        assert list(load_segments(connection)) == [SEGMENT]
        assert list(load_suggestions(connection)) == [SUGGESTION]
    store.close()


def test_equal_reasons_are_held_once(tmp_path: Path) -> None:
    """Very many suggestions rest on few reasons."""
    store = open_store(tmp_path)
    save_source(store, SourceRow("P1.txt", "S", "k"), [DOCUMENT])
    other = replace(SUGGESTION, code_id="other", because=BECAUSE[::-1], nearest_example=BECAUSE[1])
    same = replace(SUGGESTION, code_id="same")
    save_suggestions(store, {"s/P1": "k"}, [("s/P1", one) for one in (SUGGESTION, other, same)])
    with store.reading() as connection:
        first, second, third = load_suggestions(connection)
    assert (first, second, third) == (SUGGESTION, other, same)
    assert first.because is third.because
    assert first.because[1] is second.because[0] is second.nearest_example
    assert first.against is second.against
    store.close()


@pytest.mark.parametrize("words", ["like 'my secret'", '"my secret"', '[["my secret"', "[12]"])
def test_words_that_an_earlier_version_kept_are_not_read(tmp_path: Path, words: str) -> None:
    """They may quote somebody; the suggestion itself is still there."""
    store = open_store(tmp_path)
    save_source(store, SourceRow("P1.txt", "S", "k"), [DOCUMENT])
    save_suggestions(store, {"s/P1": "k"}, [("s/P1", SUGGESTION)])
    old = schema.suggestion.update().values(because=words, nearest_example=words, against=words)
    with store.writing() as connection:
        connection.execute(old)
    with store.reading() as connection:
        found = list(load_suggestions(connection))
    store.close()
    assert found == [replace(SUGGESTION, because=(Reason("earlier version"),), against=None)]


def test_a_document_that_reads_the_same_keeps_its_segments(tmp_path: Path) -> None:
    """A source that changed elsewhere costs only what changed."""
    store = open_store(tmp_path)
    other = Document("s/P2", "P2", "S", "P1.txt", "x", "h2")
    save_source(store, SourceRow("P1.txt", "S", "k"), [DOCUMENT, other])
    save_segments(store, {"s/P1": "k1", "s/P2": "k1"}, [SEGMENT])
    changed = Document("s/P2", "P2", "S", "P1.txt", "y", "h3")
    save_source(store, SourceRow("P1.txt", "S", "k2"), [DOCUMENT, changed])
    with store.reading() as connection:
        keys = {one.id: one.segment_key for one in document_keys(connection)}
        assert keys == {"s/P1": "k1", "s/P2": ""}
        assert [one.id for one in load_segments(connection)] == ["s/P1/0001"]
    store.close()


def test_a_topic_map_replaces_the_last_one(tmp_path: Path) -> None:
    """Topics of an earlier run do not linger."""
    store = open_store(tmp_path)
    topics = TopicMap((Topic(0, "wait", ("wait", "long"), 2, 1, ("a", "b")),), (("a", 0), ("b", 0)))
    save_topics(store, TopicMap((Topic(5, "old", ("old",), 1, 1),), (("z", 5),)))
    save_topics(store, topics)
    with store.reading() as connection:
        assert load_topics(connection) == topics
    store.close()


def test_a_source_saved_in_parts_is_the_same_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stayed keeps its segments, what changed is replaced, what is gone is forgotten."""
    monkeypatch.setattr(documents, "ROWS_AT_ONCE", 2)
    before = [Document(f"s/P{n}", f"P{n}", "S", "P.csv", "x", "h") for n in range(7)]
    after = [replace(one, text="y") if one.id in {"s/P1", "s/P4"} else one for one in before[:6]]
    after.append(Document("s/P9", "P9", "S", "P.csv", "z", "h"))
    store = open_store(tmp_path)
    save_source(store, SourceRow("P.csv", "S", "k"), before)
    save_segments(store, {one.id: f"cut {one.id}" for one in before}, [])
    save_source(store, SourceRow("P.csv", "S", "k2"), after)
    with store.reading() as connection:
        assert load_documents(connection) == {one.id: one for one in after}
        keys = {one.id: one.segment_key for one in document_keys(connection)}
    stayed = {"s/P0", "s/P2", "s/P3", "s/P5"}
    assert keys == {one.id: f"cut {one.id}" if one.id in stayed else "" for one in after}
    store.close()


def test_equal_words_are_held_once(tmp_path: Path) -> None:
    """A million rows with the same question do not hold it a million times."""
    second = replace(SEGMENT, id="s/P1/0002", start=12, end=20)
    store = open_store(tmp_path)
    save_source(store, SourceRow("P1.txt", "S", "k"), [DOCUMENT])
    save_segments(store, {"s/P1": "k1"}, [SEGMENT, second])
    with store.reading() as connection:
        first, other = load_segments(connection, strings=Strings())
    assert (first, other) == (SEGMENT, second)
    assert first.question is other.question
    assert first.text is other.text
    store.close()
