"""What is so of SQLite alone: how safe an append is, and which journal is kept where."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from themekit.errors import StoreError
from themekit.store import open_store, schema, sqlite
from themekit.store.database import open_backend
from themekit.store.place import Place, make_state_folder
from themekit.store.sqlite import SQLite
from traces import traces

APPENDS = """\
import os, sys
from pathlib import Path
from themekit.events import Coding
from themekit.store import open_store
from themekit.store.events import append_events
store = open_store(Path(sys.argv[1]))
for number in range(3):
    os.write(1, f"asked {number}\\n".encode())
    with store.appending() as connection:
        append_events(connection, [Coding(coder="Ada", code_id="money", decision="add")])
    os.write(1, f"answered {number}\\n".encode())
os._exit(0)
"""


def pragma(study: Path, name: str, kind: str) -> object:
    """Return a setting as a transaction of a kind has it."""
    store = open_store(study)
    with getattr(store, kind)() as connection:
        value = connection.execute(text(f"PRAGMA {name}")).scalar()
    store.close()
    return value


@pytest.mark.parametrize(("kind", "level"), [("appending", 2), ("writing", 1)])
def test_only_a_decision_waits_for_the_disk(tmp_path: Path, kind: str, level: int) -> None:
    """A step of a run that a power cut takes away is done again."""
    assert pragma(tmp_path, "synchronous", kind) == level


def test_a_connection_that_appended_is_quick_again(tmp_path: Path) -> None:
    """The same connection serves a run after a decision, and the other way round."""
    store = open_store(tmp_path)
    levels = []
    for kind in (store.appending, store.writing, store.appending):
        with kind() as connection:
            levels.append(connection.execute(text("PRAGMA synchronous")).scalar())
    store.close()
    assert levels == [2, 1, 2]


def test_an_append_that_would_not_be_safe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is read back, not believed."""
    folder = make_state_folder(tmp_path)
    backend = SQLite(folder, Place("local"))
    store = open_backend(folder, backend)
    monkeypatch.setattr(backend, "_durable", 1)
    told = r"not be safe from a power cut .*so none is taken"
    with pytest.raises(StoreError, match=told), store.appending():
        pass
    store.close()


@pytest.mark.parametrize(
    ("place", "journal", "level"),
    [
        (Place("local"), "wal", 2),
        (Place("network", "nfs"), "delete", 3),
        (Place("synced", "Dropbox"), "delete", 3),
    ],
)
def test_where_others_can_write_no_journal_is_shared(
    tmp_path: Path, place: Place, journal: str, level: int
) -> None:
    """WAL needs memory that two computers do not share; a decision is as safe without it."""
    folder = make_state_folder(tmp_path)
    store = open_backend(folder, SQLite(folder, place))
    with store.appending() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == journal
        assert connection.execute(text("PRAGMA synchronous")).scalar() == level
    store.close()


def test_a_study_that_moves_to_a_network_changes_its_journal(tmp_path: Path) -> None:
    """And back; nothing is lost by it."""
    folder = make_state_folder(tmp_path)
    found = []
    for place in (Place("local"), Place("network", "nfs"), Place("local")):
        store = open_backend(folder, SQLite(folder, place))
        with store.reading() as connection:
            found.append(connection.execute(text("PRAGMA journal_mode")).scalar())
            assert connection.execute(text("SELECT count(*) FROM about")).scalar() == 1
        store.close()
    assert found == ["wal", "delete", "wal"]


def test_whoever_waits_too_long_is_told_who_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, not with an error of the database."""
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    store = open_store(tmp_path)
    told = pytest.raises(StoreError, match="another program holds it: wait")
    with store.writing(), told, store.appending():
        pass
    store.close()


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not on this machine")
def test_a_decision_is_on_the_disk_before_it_is_answered(tmp_path: Path) -> None:
    """The system's own record shows it: fsync between the call and its answer, each time."""
    log = tmp_path / "calls"
    trace = ["strace", "-f", "-y", "-e", "trace=write,fsync,fdatasync", "-o", str(log)]
    (tmp_path / "study").mkdir()
    command = [*trace, sys.executable, "-c", APPENDS, str(tmp_path / "study")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr.lower():
        pytest.skip(f"strace may not watch here ({done.stderr.strip()})")
    assert done.stdout.endswith("answered 2\n"), done.stderr
    calls = log.read_text(encoding="utf-8")
    for number in range(3):
        between = calls.split(f'"asked {number}\\n"')[1].split(f'"answered {number}\\n"')[0]
        synced = [line for line in between.splitlines() if "sync(" in line and "= 0" in line]
        assert any("themekit.db" in line for line in synced), between


@pytest.mark.parametrize("kind", ["reading", "appending", "writing"])
def test_what_is_deleted_is_written_over(tmp_path: Path, kind: str) -> None:
    """Whoever deletes it, and whatever for."""
    assert pragma(tmp_path, "secure_delete", kind) == 1


def test_a_compacted_study_holds_nothing_that_was_deleted(tmp_path: Path) -> None:
    """Neither in the pages of the file nor in its journal, though others have it open."""
    store = open_store(tmp_path)
    row = {"name": "told", "value": "zirkelbach " * 5_000}
    with store.writing() as connection:
        connection.execute(schema.about.insert().values(row))
    with store.writing() as connection:
        connection.execute(schema.about.delete().where(schema.about.c.name == "told"))
    assert traces(tmp_path, "zirkelbach")
    store.compact()
    assert traces(tmp_path, "zirkelbach") == []
    store.close()
