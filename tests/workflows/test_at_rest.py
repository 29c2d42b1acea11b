"""A study put away: encrypted, opened again, and nothing lost in between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from themekit.errors import BusyError, InputError, UsageError
from themekit.store import at_rest, open_store
from themekit.store.lock import open_here
from themekit.studyfile import locked_problem
from themekit.workflows.at_rest import lock_study, unlock_study

PASSPHRASE = "four words that nobody says"
WORDS = "Seagrassmeadow told us everything"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with a state folder and outputs in which words stand."""
    root = tmp_path / "study"
    (root / "outputs" / "public").mkdir(parents=True)
    (root / "study.yaml").write_text("title: One\ncodebook: codebook.yaml\nstrands: []\n")
    (root / "codebook.yaml").write_text("name: One\ncodes: [{name: Help}]\n")
    open_store(root).close()
    (root / ".themekit" / "note.txt").write_text(WORDS)
    (root / "outputs" / "segments.csv").write_text(WORDS)
    (root / "outputs" / "public" / "big.bin").write_bytes(os.urandom(3_000_000))
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return all files of the folders that are locked, with what is in them."""
    folders = (root / ".themekit", root / "outputs")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def run(*arguments: str, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    """Run themekit with a passphrase piped in."""
    return subprocess.run(
        [sys.executable, "-m", "themekit", *arguments],
        input=f"{passphrase}\n", capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_was_locked_comes_back_as_it_was(study: Path) -> None:
    """Every file, byte for byte, and the state folder is its owner's alone."""
    before = contents(study)
    lock_study(study, PASSPHRASE)
    assert not (study / ".themekit").exists()
    assert not (study / "outputs").exists()
    unlock_study(study, PASSPHRASE)
    assert contents(study) == before
    assert not (study / "locked").exists()
    if os.name == "posix":
        assert (study / ".themekit").stat().st_mode & 0o077 == 0


def test_no_word_of_a_locked_study_can_be_read(study: Path) -> None:
    """Neither words nor names of files stand in what is left."""
    lock_study(study, PASSPHRASE)
    left = b"".join(path.read_bytes() for path in study.rglob("*") if path.is_file())
    assert b"Seagrassmeadow" not in left
    assert b"segments.csv" not in left


def test_another_passphrase_changes_nothing(study: Path) -> None:
    """The right one still opens it."""
    lock_study(study, PASSPHRASE)
    with pytest.raises(UsageError, match="does not open the study: nothing was changed"):
        unlock_study(study, "another passphrase")
    unlock_study(study, PASSPHRASE)
    assert (study / "outputs" / "segments.csv").read_text() == WORDS


def test_a_damaged_file_is_told_and_kept(study: Path) -> None:
    """Nothing half unpacked is put in its place."""
    lock_study(study, PASSPHRASE)
    data = study / "locked" / "study.tar.age"
    whole = data.read_bytes()
    data.write_bytes(whole[:-100_000])
    with pytest.raises(InputError, match="the file is damaged"):
        unlock_study(study, PASSPHRASE)
    assert not (study / ".themekit").exists()
    data.write_bytes(whole)
    unlock_study(study, PASSPHRASE)


def test_a_study_that_is_being_served_is_not_locked(study: Path) -> None:
    """Its server would write into what is gone."""
    waiting = (
        "import sys, pathlib, themekit.store.lock as lock\n"
        "with lock.open_here(pathlib.Path(sys.argv[1])):\n    print('open', flush=True); input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", waiting, str(study)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        server.stdout.readline()
        with pytest.raises(BusyError, match="is open: process"):
            lock_study(study, PASSPHRASE)
        server.communicate("\n")
    lock_study(study, PASSPHRASE)


def test_a_locked_study_says_so_to_every_command(study: Path) -> None:
    """With the command that opens it; nothing is made anew beside what is locked."""
    assert run("lock", str(study)).returncode == 0
    for command in ("check", "run"):
        done = run(command, str(study))
        assert done.returncode == 2, done
        assert f"this study is locked (themekit unlock {study})" in done.stderr
    assert not (study / ".themekit").exists()
    with pytest.raises(InputError, match="this study is locked"), open_here(study):
        pass
    assert run("unlock", str(study)).returncode == 0


def test_a_short_passphrase_is_refused(study: Path) -> None:
    """And so is none at all."""
    with pytest.raises(UsageError, match="10 characters or more"):
        lock_study(study, "short")
    assert "No passphrase" in run("lock", str(study), passphrase="").stderr
    assert (study / ".themekit").exists()


def test_a_kill_between_locking_and_deleting_is_made_good(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open copy is deleted by the same command, or put back by the other."""
    with monkeypatch.context() as patched:
        patched.setattr("themekit.workflows.at_rest.delete_open", lambda _: None)
        lock_study(study, PASSPHRASE)
    assert (study / "outputs").exists()
    assert "was locked before" in run("lock", str(study)).stdout
    assert not (study / "outputs").exists()
    unlock_study(study, PASSPHRASE)
    assert (study / "outputs" / "segments.csv").read_text() == WORDS


def test_what_is_locked_is_read_back_before_anything_is_deleted(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be read back deletes nothing."""
    monkeypatch.setattr(at_rest, "_checksum", lambda *_: "another")
    with pytest.raises(InputError, match="could not be read back"):
        lock_study(study, PASSPHRASE)
    assert (study / "outputs" / "segments.csv").read_text() == WORDS
    assert locked_problem(study) is None


def test_nothing_to_lock_is_said(tmp_path: Path) -> None:
    """A study that was never run keeps nothing."""
    (tmp_path / "study.yaml").write_text("title: One\ncodebook: codebook.yaml\nstrands: []\n")
    with pytest.raises(UsageError, match="is not locked"):
        unlock_study(tmp_path, PASSPHRASE)
