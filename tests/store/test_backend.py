"""What every database that keeps a study does alike; a new kind is one more entry of `BACKENDS`."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, select

from themekit.errors import StoreError
from themekit.store import Store, database
from themekit.store.database import Backend, open_backend
from themekit.store.place import Place, make_state_folder
from themekit.store.sqlite import SQLite

BACKENDS: dict[str, Callable[[Path], Backend]] = {
    "sqlite": lambda folder: SQLite(folder, Place("local")),
    "sqlite on a network": lambda folder: SQLite(folder, Place("network", "nfs")),
}
WORDS = Table(
    "words", MetaData(), Column("number", Integer, primary_key=True), Column("word", String)
)


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a store of each kind, with a table to write to."""
    folder = make_state_folder(tmp_path)
    store = open_backend(folder, BACKENDS[request.param](folder))
    with store.writing() as connection:
        WORDS.metadata.create_all(connection)
    yield store
    store.close()


def add(connection: Connection, word: str) -> None:
    """Add a row."""
    connection.execute(WORDS.insert().values(word=word))


def words(store: Store) -> list[str]:
    """Return what is kept, in the order in which it came."""
    with store.reading() as connection:
        return list(connection.execute(select(WORDS.c.word).order_by(WORDS.c.number)).scalars())


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do something in another thread meanwhile, and fail where it fails."""
    failed: list[BaseException] = []

    def attempt() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (it is raised again below)
            failed.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    yield
    thread.join()
    if failed:
        raise failed[0]


def test_what_was_added_is_there(store: Store) -> None:
    """In the order in which it was added."""
    for word in ("one", "two"):
        with store.appending() as connection:
            add(connection, word)
    assert words(store) == ["one", "two"]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """Half of what somebody decided is nothing that they decided."""
    with pytest.raises(StoreError, match="type it anew"), store.appending() as connection:
        deque((add(connection, word) for word in ("one", "\0")), 0)
    assert words(store) == []


def test_a_transaction_that_first_read_may_write_though_another_wrote(store: Store) -> None:
    """Begun by reading, it would be refused as soon as another had written."""
    begun = threading.Event()

    def append() -> None:
        begun.wait()
        with store.appending() as connection:
            add(connection, "a decision")

    with beside(append), store.writing() as connection:
        count = connection.execute(select(func.count()).select_from(WORDS)).scalar()
        begun.set()
        time.sleep(0.2)
        add(connection, f"a run's, after {count}")
    assert words(store) == ["a run's, after 0", "a decision"]


def test_the_next_number_is_taken_under_the_lock(store: Store) -> None:
    """Two who append at once never count from the same state."""

    def append() -> None:
        for _ in range(20):
            with store.appending() as connection:
                number = connection.execute(select(func.count()).select_from(WORDS)).scalar()
                add(connection, str(number))

    with beside(append), beside(append):
        append()
    assert words(store) == [str(number) for number in range(60)]


def test_a_reader_keeps_its_state_while_others_write(store: Store) -> None:
    """All that is asked in one go is answered from one moment."""
    count = select(func.count()).select_from(WORDS)

    def append() -> None:
        with store.appending() as connection:
            add(connection, "one")

    with store.reading() as connection:
        assert connection.execute(count).scalar() == 0
        writer = threading.Thread(target=append)
        writer.start()
        writer.join(0.2)  # without a shared journal it waits until the reader has ended
        assert connection.execute(count).scalar() == 0
    writer.join()
    assert words(store) == ["one"]


def test_much_is_written_in_short_transactions(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order, wholly, and with a commit as soon as the time is up."""
    monkeypatch.setattr(database, "STEP", 0.0)
    begun = []
    real = store.backend.begin
    monkeypatch.setattr(store.backend, "begin", lambda c, kind: (begun.append(kind), real(c, kind)))
    store.write([(WORDS.insert(), [{"word": str(number)} for number in range(50)])])
    assert begun.count("write") > 1
    assert words(store) == [str(number) for number in range(50)]


def test_a_decision_gets_in_while_a_run_writes_much(store: Store) -> None:
    """It waits for one step, not for all of them."""
    longest = 0.0
    rows = [{"word": "r" * 2_000} for _ in range(40_000)]
    with beside(lambda: store.write([(WORDS.insert(), rows)])):
        for number in range(20):
            began = time.monotonic()
            with store.appending() as connection:
                add(connection, f"decision {number}")
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.01)
    kept = words(store)
    assert [word for word in kept if word[0] == "d"] == [f"decision {n}" for n in range(20)]
    assert len(kept) == 40_020
    # The first of them did not wait for the end of it; without WAL the last may come after it.
    kinds = [word[0] for word in kept]
    assert kinds.index("d") < len(kinds) - 1 - kinds[::-1].index("r")
    assert (
        longest < 20
    )  # mostly hundredths of one; loaded machines and journals without WAL take more


@pytest.mark.parametrize("word", ["a\0b", "\ud83d alone", "\udc80"])
def test_a_text_that_not_every_database_holds_is_refused(store: Store, word: str) -> None:
    """NUL and half a character are refused in one sentence, alone and among others."""
    refused = pytest.raises(StoreError, match="holds a NUL or half a character")
    with refused, store.appending() as connection:
        add(connection, word)
    with pytest.raises(StoreError, match="type it anew"):
        store.write([(WORDS.insert(), [{"word": "fine"}, {"word": word}])])
    assert words(store) == []


@pytest.mark.parametrize("word", ["\U0001f600 ü", "\u2028", "", "\x01"])
def test_every_other_text_is_kept_as_it_is(store: Store, word: str) -> None:
    """Whole characters of any kind, control characters too."""
    with store.appending() as connection:
        add(connection, word)
    assert words(store) == [word]


def test_a_backup_is_whole_though_the_last_changes_are_only_in_the_journal(store: Store) -> None:
    """The database copies itself: a copy of its file would lack them."""
    with store.appending() as connection:
        add(connection, "last")
    store.backend.back_up("kept")
    elsewhere = store.folder / "elsewhere"
    elsewhere.mkdir()
    (store.folder / "kept.db").rename(elsewhere / "themekit.db")
    other = open_backend(elsewhere, SQLite(elsewhere, Place("local")))
    assert words(other) == ["last"]
    other.close()
