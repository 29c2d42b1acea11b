"""What somebody took back leaves every table, and only what is theirs does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import String, Text, func, select

from themekit.events import Coder, Coding, Look
from themekit.records import Document
from themekit.spans import text_hash
from themekit.store import Store, open_store, schema
from themekit.store.coders import load_coders, save_coder
from themekit.store.documents import SourceRow, load_documents, load_sources, save_source
from themekit.store.erasing import Removal, erase
from themekit.store.events import append_events, kept_texts, last_number, load_events
from themekit.store.safety import add_upset, load_upset
from themekit.store.withdrawals import (
    intend,
    load_memory,
    load_withdrawals,
    remember,
    step,
    unfinished,
)

KNOWN = {
    "about": "names of the study's own; ids, secrets and an address",
    "source": "path: goes; problems: masked; strand, key: no words",
    "document": "goes, or text, hash and turns are rewritten",
    "segment": "goes with its document, and is cut anew",
    "suggestion": "all go, and are made anew",
    "topic": "all go, and are made anew",
    "topic_member": "all go",
    "topic_share": "all go",
    "topic_place": "all go",
    "event": "on their words: goes; hash: rewritten; quote, prefix, suffix: masked",
    "coding": "memo: masked; the rest are ids",
    "look": "ids",
    "memo": "text, target: masked",
    "draw": "frame: masked; the rest are ids",
    "draw_item": "goes; note: masked",
    "anchor": "moves: without what went",
    "override": "reason: masked; target: goes with its document",
    "mark": "replacement: masked",
    "selection": "goes with the story it chose; offered: without theirs; all words: masked",
    "outcome": "goes with its passages; all words: masked",
    "causal_link": "goes with its passage or its teller; cause, effect: masked",
    "summary": "goes with its case; segments: without theirs; text: masked",
    "action": "what, by, told_tellers: masked; because_of: without what went",
    "effort": "activity, role: masked; names nobody",
    "measured": "sums, by names of waves, activities and roles: names nobody",
    "note": "fields: masked",
    "kept_text": "goes, or is masked",
    "coder": "who decided: never who was spoken with; standpoint, training: masked",
    "versioned_code": "the codebook's own words",
    "opaque_key": "goes, or its hash is rewritten",
    "link": "hashes and coders",
    "session": "hashes and coders",
    "request": "goes with its event",
    "upset": "goes, or its hash is rewritten",
    "withdrawal": "request: emptied when all is done",
    "withdrawn": "keys alone",
    "stage": "all go but the options of the last run",
}
"""Every table, and what the erasure does to its text."""
COLUMNS = 190
"""Columns that hold text: whoever adds one says above, and in `erase`, what becomes of it."""
TEXT, OTHER = "Ash: ours.\nBay: theirs.", "Cedar: something else."


def test_every_column_with_text_is_known_to_the_erasure() -> None:
    """A new one fails here until it is thought of."""
    assert set(schema.metadata.tables) == set(KNOWN)
    texts = [
        column
        for table in schema.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, (String, Text))
    ]
    assert len(texts) == COLUMNS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with a document of one person, and one of two."""
    found = open_store(tmp_path)
    for name, text in (("one", OTHER), ("two", TEXT)):
        document = Document(f"s/{name}", name, "s", f"s/{name}.txt", text, text_hash(text))
        save_source(found, SourceRow(f"s/{name}.txt", "s", "key"), [document])
    yield found
    found.close()


def coding(name: str, text: str, start: int, end: int) -> Coding:
    """Make somebody's word on a passage."""
    return Coding(
        event_id=f"{name} {start}", coder="Ada", document=f"s/{name}", text_hash=text_hash(text),
        start=start, end=end, code_id="c",
    )  # fmt: skip


def test_a_document_goes_with_its_events_and_its_kept_text(store: Store) -> None:
    """Those of other documents are as they were."""
    with store.appending() as connection:
        append_events(connection, [coding("one", OTHER, 0, 5), coding("two", TEXT, 0, 5)])
    gone = Removal(
        documents=("s/one",), sources=("s/one.txt",), gone=frozenset({1}),
        texts={text_hash(OTHER): None},
    )  # fmt: skip
    with store.appending() as connection:
        erase(connection, gone)
    with store.reading() as connection:
        assert list(load_documents(connection)) == ["s/two"]
        assert list(load_sources(connection)) == ["s/two.txt"]
        assert [one.number for one in load_events(connection)] == [2]
        hashes = {text_hash(OTHER), text_hash(TEXT)}
        assert kept_texts(connection, hashes) == {text_hash(TEXT): TEXT}


def test_a_name_leaves_what_coders_state_of_themselves(store: Store) -> None:
    """The coder stays, and what else they say."""
    with store.writing() as connection:
        save_coder(connection, Coder("Ada", "Ada", standpoint="I knew Vera.", training="Two days"))
        erase(connection, Removal(mask=lambda words: words.replace("Vera", "█")))
    with store.reading() as connection:
        (coder,) = load_coders(connection)
    assert (coder.standpoint, coder.training) == ("I knew █.", "Two days")


def test_no_number_is_given_twice(store: Store) -> None:
    """What is appended after the last events went has a higher number than they had."""
    with store.appending() as connection:
        append_events(connection, [coding("one", OTHER, 0, 5), coding("one", OTHER, 7, 9)])
    with store.appending() as connection:
        append_events(connection, [Look(coder="Ada", event_id="stone")])
        erase(connection, Removal(documents=("s/one",), gone=frozenset({1, 2})))
        assert append_events(connection, [Look(coder="Ada")]) == (4,)
        assert last_number(connection) == 4


def test_upset_rows_follow_the_text_of_a_group(store: Store) -> None:
    """One in their words goes; another lies where it lay."""
    with store.appending() as connection:
        for start, end in ((0, 10), (11, 23)):
            add_upset(connection, "s/two", text_hash(TEXT), start, end)
    new = TEXT[:11] + "█" * 12
    masked = Document("s/two", "two", "s", "s/two.txt", new, text_hash(new))
    removal = Removal(
        masked=(masked,), texts={text_hash(TEXT): (text_hash(new), new)},
        ranges={text_hash(TEXT): ((11, 23),)},
    )  # fmt: skip
    with store.appending() as connection:
        erase(connection, removal)
    with store.reading() as connection:
        (left,) = load_upset(connection)
        assert (left.text_hash, left.start) == (text_hash(new), 0)
        assert load_documents(connection)["s/two"].text == new


def test_what_is_remembered_says_no_name_and_is_known_again(store: Store) -> None:
    """Only under the same kind and scope."""
    with store.appending() as connection:
        row = intend(connection, "all of it")
        remember(connection, row.number, [("case", ("", "Bay Birch"))], "all")
    with store.reading() as connection:
        memory = load_memory(connection)
        assert memory.knows("case", "", "Bay Birch")
        assert not memory.knows("case", "", "Bay Birch", scope="quotes")
        assert not memory.knows("document", "", "Bay Birch")
        rows = connection.execute(select(schema.withdrawn)).all()
    assert "Birch" not in str(rows)


def test_quotes_taken_back_do_not_weaken_a_whole_withdrawal(store: Store) -> None:
    """What went stays gone."""
    with store.appending() as connection:
        remember(connection, 1, [("case", ("", "Bay"))], "all")
        remember(connection, 2, [("case", ("", "Bay"))], "quotes")
        assert load_memory(connection).knows("case", "", "Bay")
        assert connection.execute(select(func.count()).select_from(schema.withdrawn)).scalar() == 1


def test_a_withdrawal_is_unfinished_until_nothing_is_left_of_its_words(store: Store) -> None:
    """Its request is then emptied."""
    with store.appending() as connection:
        row = intend(connection, "all of it")
        assert unfinished(connection) == row
        step(connection, row.number, "wiped", "numbers")
        assert unfinished(connection) is None
        step(connection, row.number, "done")
        assert load_withdrawals(connection)[0].request == ""
