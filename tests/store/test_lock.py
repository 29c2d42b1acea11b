"""One run at a time a study, and one computer where several can write."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from themekit.errors import BusyError
from themekit.store import lock, writer_lock
from themekit.store.place import make_state_folder


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """Return a study that lies in a synced folder."""
    study = tmp_path / "Dropbox" / "study"
    study.mkdir(parents=True)
    make_state_folder(study)
    return study


def left(study: Path, host: str, pid: int = 1) -> Path:
    """Write the mark of a process that has the study open."""
    mark = make_state_folder(study) / f"open-{host}-{pid}.json"
    mark.write_text(json.dumps({"host": host, "pid": pid, "since": "2026-01-02 03:04 UTC"}))
    return mark


def marks(study: Path) -> list[str]:
    """Return who says that the study is open."""
    return [
        json.loads(one.read_text())["host"] for one in (study / ".themekit").glob("open-*.json")
    ]


def test_a_second_run_is_turned_away(tmp_path: Path) -> None:
    """Two at once would mix their outputs."""
    with (
        writer_lock(tmp_path),
        pytest.raises(BusyError, match="Another themekit is writing"),
        writer_lock(tmp_path),
    ):
        pass


def test_a_second_computer_is_refused_by_name(synced: Path) -> None:
    """The sentence says which, since when, and what to do."""
    mark = left(synced, "reading-room")
    told = r"'reading-room' since 2026-01-02 03:04 UTC: end themekit there first, or delete"
    with pytest.raises(BusyError, match=told), writer_lock(synced):
        pass
    mark.unlink()
    with writer_lock(synced):
        pass


def test_a_computer_that_has_said_nothing_for_long_is_in_nobodys_way(synced: Path) -> None:
    """It was switched off in the middle of a run."""
    mark = left(synced, "reading-room")
    long_ago = time.time() - lock.FRESH - 1
    os.utime(mark, (long_ago, long_ago))
    with writer_lock(synced):
        assert "reading-room" not in marks(synced)


def test_a_killed_run_of_this_computer_is_in_nobodys_way(synced: Path) -> None:
    """Its mark is taken away by the next."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mark = left(synced, lock._host(), ended.pid)
    with writer_lock(synced):
        assert not mark.exists()


def test_the_mark_is_there_as_long_as_the_study_is_open(synced: Path) -> None:
    """It says which computer has it."""
    with writer_lock(synced):
        assert marks(synced) == [lock._host()]
    assert marks(synced) == []


def test_the_mark_goes_when_what_was_done_fails(synced: Path) -> None:
    """Whoever comes next is not told of a run that has ended."""
    with pytest.raises(BusyError, match="failed"), writer_lock(synced):
        raise BusyError("failed")
    assert marks(synced) == []


def test_a_long_run_says_again_that_it_is_there(
    synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mark does not grow old."""
    monkeypatch.setattr(lock, "BEAT", 0.01)
    with writer_lock(synced):
        (mark,) = (synced / ".themekit").glob("open-*.json")
        os.utime(mark, (0, 0))
        end = time.monotonic() + 10
        while mark.stat().st_mtime == 0 and time.monotonic() < end:
            time.sleep(0.01)
        assert mark.stat().st_mtime > 0


def test_on_a_disk_of_this_computer_no_mark_refuses_anybody(tmp_path: Path) -> None:
    """A container that was killed had another name, and the system's own lock is free."""
    left(tmp_path, "container-1")
    with writer_lock(tmp_path):
        pass


def test_a_mark_that_cannot_be_read_refuses_nobody(synced: Path) -> None:
    """Half a file says nothing."""
    (synced / ".themekit" / "open-x-1.json").write_text('{"host"')
    with writer_lock(synced):
        pass
