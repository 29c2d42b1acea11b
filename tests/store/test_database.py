"""The study's database: made, carried forward, refused."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from themekit.errors import InputError, StoreError
from themekit.store import Store, database, open_store


def set_version(folder: Path, version: int) -> None:
    """Pretend that another themekit made the database."""
    store = open_store(folder)
    with store.writing() as connection:
        connection.execute(
            text(f"UPDATE about SET value = '{version}' WHERE name = 'schema_version'")
        )
    store.close()


def open_store_in(folder: Path) -> Store:
    """Open the store of a study that is not there yet."""
    folder.mkdir()
    return open_store(folder)


def columns(store: Store) -> dict[str, list[tuple[str, bool]]]:
    """Return what each table is made of."""
    look = inspect(store.engine)
    return {
        name: [(one["name"], one["nullable"]) for one in look.get_columns(name)]
        for name in look.get_table_names()
    }


def test_the_state_folder_is_for_its_owner_and_not_for_git(tmp_path: Path) -> None:
    """Nobody else on the machine reads it, and no commit takes it along."""
    open_store(tmp_path).close()
    assert stat.S_IMODE((tmp_path / ".themekit").stat().st_mode) == 0o700
    assert "\n*\n" in (tmp_path / ".themekit" / ".gitignore").read_text()


def test_a_database_of_a_newer_themekit_is_refused(tmp_path: Path) -> None:
    """An older program must not write what it does not know."""
    set_version(tmp_path, 99)
    with pytest.raises(StoreError, match=r"newer themekit .*version 99.* install a newer"):
        open_store(tmp_path)


def test_an_older_database_is_backed_up_and_carried_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each migration runs once, in order, after a copy was made."""
    set_version(tmp_path, 1)
    ran = []
    monkeypatch.setattr(database.schema, "SCHEMA_VERSION", 3)
    steps = {2: lambda _: ran.append(2), 3: lambda _: ran.append(3)}
    monkeypatch.setattr(database, "MIGRATIONS", steps)
    open_store(tmp_path).close()
    open_store(tmp_path).close()
    assert ran == [2, 3]
    copy = sqlite3.connect(tmp_path / ".themekit" / "themekit-before-version-2.db")
    assert copy.execute("SELECT value FROM about").fetchall() == [("1",)]
    copy.close()


def test_a_database_of_version_1_gets_the_tables_of_today(tmp_path: Path) -> None:
    """Topics are made anew by the next run; what people decided stays."""
    state = tmp_path / ".themekit"
    shutil.copytree(Path(__file__).parent / "version_2" / "study" / ".themekit", state)
    with closing(sqlite3.connect(state / "themekit.db")) as old:
        for table in ("topic", "topic_share", "topic_place"):
            old.execute(f"DROP TABLE {table}")
        old.execute("CREATE TABLE topic (id INTEGER, label TEXT)")
        old.execute("INSERT INTO stage VALUES ('topics', 'k', 1, 1, 1, '{}')")
        old.execute("UPDATE about SET value = '1' WHERE name = 'schema_version'")
        memos = old.execute("SELECT text FROM memo ORDER BY rowid").fetchall()
        old.commit()
    store = open_store(tmp_path)
    fresh = open_store_in(tmp_path / "fresh")
    assert columns(store) == columns(fresh)
    with store.reading() as connection:
        stages = connection.execute(text("SELECT name FROM stage")).scalars().all()
        assert "topics" not in stages
        kept = connection.execute(text("SELECT text FROM memo ORDER BY number")).all()
    assert sorted(map(tuple, kept)) == sorted(memos)
    assert memos
    store.close()
    fresh.close()


def test_a_migration_that_fails_leaves_the_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is none."""
    set_version(tmp_path, 1)
    monkeypatch.setattr(database.schema, "SCHEMA_VERSION", 2)

    def fail(connection):
        connection.execute(text("CREATE TABLE half (x)"))
        raise RuntimeError("broken off")

    monkeypatch.setattr(database, "MIGRATIONS", {2: fail})
    with pytest.raises(RuntimeError, match="broken off"):
        open_store(tmp_path)
    monkeypatch.setattr(database.schema, "SCHEMA_VERSION", 1)
    store = open_store(tmp_path)
    with store.reading() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    store.close()
    assert "half" not in tables


def test_a_damaged_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    """What is no database is not taken for one, and not overwritten."""
    folder = tmp_path / ".themekit"
    folder.mkdir()
    (folder / "themekit.db").write_bytes(b"not a database at all, really" * 100)
    with pytest.raises(StoreError, match="it is damaged"):
        open_store(tmp_path)
    assert (folder / "themekit.db").read_bytes().startswith(b"not a database")


def test_another_kind_of_store_is_refused_plainly(tmp_path: Path) -> None:
    """PostgreSQL is not there yet, and nothing pretends that it is."""
    with pytest.raises(StoreError, match="SQLite only"):
        open_store(tmp_path, "postgresql://somewhere/x")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file where the state folder should be is the same as a read-only folder."""
    (tmp_path / ".themekit").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        open_store(tmp_path)
